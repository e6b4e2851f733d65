package scout.activities.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.TestDatabase;
import scout.settings.DatabaseRole;
import scout.storage.ObjectVersion;

/** How a sweep asks Temporal about its journeys: several at once, and few between two beats. */
class JourneyLooksTest {
  private static final int AT_ONCE = 8;

  private final Looks looks = new Looks();
  private TestWorkflowEnvironment temporal;
  private TestDatabase database;
  private HandOver handOver;

  /** Counts the calls. The first ones wait until as many are under way as shall be at once. */
  private static final class Looks implements ClientInterceptor {
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch together = new CountDownLatch(AT_ONCE);
    private volatile boolean oneByOne;

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      if ("DescribeWorkflowExecution".equals(method.getBareMethodName())) {
        calls.incrementAndGet();
        together.countDown();
        try {
          oneByOne |= !oneByOne && !together.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return next.newCall(method, options);
    }
  }

  @BeforeEach
  void start() throws Exception {
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowServiceStubsOptions(
                    WorkflowServiceStubsOptions.newBuilder()
                        .setGrpcClientInterceptors(List.of(looks))
                        .build())
                .build());
    database = TestDatabase.create();
    handOver = new HandOver(new JourneyStarter(temporal.getWorkflowClient()), "sample");
  }

  @AfterEach
  void close() throws Exception {
    handOver.close();
    temporal.close();
    database.close();
  }

  private static List<ObjectVersion> versions(int count) {
    return IntStream.range(0, count).mapToObj(i -> new ObjectVersion("in/" + i, "e")).toList();
  }

  private UnfinishedVersions unfinished(int count) {
    SweepLedger ledger = new SweepLedger(database.as(DatabaseRole.INGEST), "sample");
    UnfinishedVersions unfinished = new UnfinishedVersions(ledger, handOver, Duration.ZERO);
    unfinished.add(versions(count), Instant.now());
    return unfinished;
  }

  @Test
  void fewOfManyAreAskedAboutBetweenTwoBeats() throws Exception {
    UnfinishedVersions unfinished = unfinished(90);
    List<Integer> left = new ArrayList<>();
    while (unfinished.size() > 0) {
      unfinished.look();
      left.add(unfinished.size());
    }

    assertThat(left).as("no journey of theirs runs").containsExactly(50, 10, 0);
    assertThat(looks.calls).hasValue(90);
    assertThat(looks.oneByOne).as("one waited for another").isFalse();
  }

  @Test
  void aSweepBeatsWhileItAsksWhatIsStillMoved() throws Exception {
    List<Integer> beats = new ArrayList<>();
    UnfinishedVersions none = unfinished(0);
    SweepScheduler lanes =
        new SweepScheduler(
            handOver,
            new RunningBatches(temporal.getWorkflowClient(), "sample", none),
            none,
            new SweepSettings(1000, 500, 1 << 20),
            place -> beats.add(looks.calls.get()));

    assertThat(lanes.underWay(versions(250), SweepPlace.START)).isEmpty();

    assertThat(beats).containsExactly(100, 200, 250);
    assertThat(looks.oneByOne).as("one waited for another").isFalse();
  }
}
