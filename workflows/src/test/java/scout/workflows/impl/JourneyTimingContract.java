package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scout.workflows.WorkflowIds;
import scout.workflows.client.Journeys;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileJourney;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.JourneyState;
import scout.workflows.journey.ReprocessRequest;

/**
 * Whatever the moment at which a signal reaches a journey, what it asks for is done, and done once;
 * and whatever the moment at which a person ends a journey, the next sweep makes up for it. The
 * points are not chosen: a journey is watched first, and then one is begun for each that it passed.
 * With {@code -Dscout.long=true}, two signals come at any two points; otherwise at one, at two that
 * follow one another, and at some others.
 *
 * <p>For a real server: the one in this process loses signals and cancellations at such moments.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class JourneyTimingContract {
  /** A file that is loaded, or one that is quarantined and goes on in another run. */
  private enum File {
    GOOD,
    BAD
  }

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Points points = new Points();
  private final FakeIngest ingest = new FakeIngest();
  private TestTemporal temporal;
  private int count;

  /** Where the server is. */
  protected abstract String address() throws Exception;

  @BeforeAll
  void open() throws Exception {
    ingest.passes(points);
    ingest.reads(
        request ->
            request.etag().endsWith("-bad")
                ? FakeIngest.quarantined(request.etag())
                : FakeIngest.loaded(request.etag()));
    temporal = TestTemporal.intercepted(points, address(), new FakeLayers(), ingest);
  }

  @AfterAll
  void close() {
    if (temporal != null) {
      temporal.close();
    }
  }

  /** One journey and what is asked of it on its way. */
  private final class Journey {
    final String name = "j" + count++;
    final String key = "timing/" + name + ".json";
    final String first;
    boolean parks;
    final List<String> expected = new ArrayList<>();
    final List<String> sent = Collections.synchronizedList(new ArrayList<>());

    Journey(File file) {
      first = name + (file == File.BAD ? "-bad" : "-good");
      parks = file == File.BAD;
      expected.add("load " + first);
      expected.add("archive " + first);
    }

    WorkflowStub stub() {
      return temporal.client().newUntypedWorkflowStub(WorkflowIds.file(TestTemporal.BUCKET, key));
    }

    Runnable arrival(String version) {
      parks = false;
      expected.add("load " + name + version);
      expected.add("archive " + name + version);
      return () -> {
        Journeys.arrived(
            temporal.client(),
            TestTemporal.BUCKET,
            key,
            new FileVersion(name + version, "webhook"),
            Journeys.LIVE);
        sent.add(version);
      };
    }

    Runnable reprocess() {
      expected.add("replay " + name + "-r");
      return () ->
          tell((batch, journey) -> batch.add(journey::reprocess, wish(name + "-r")), "reprocess");
    }

    Runnable discard() {
      expected.add("discard " + name + "-d null");
      return () ->
          tell(
              (batch, journey) ->
                  batch.add(journey::discard, new DiscardRequest(null, name + "-d", null)),
              "discard");
    }

    private ReprocessRequest wish(String etag) {
      return new ReprocessRequest(null, etag, null);
    }

    private void tell(BiConsumer<BatchRequest, FileJourney> signal, String name) {
      Journeys.tell(temporal.client(), TestTemporal.BUCKET, key, Journeys.LIVE, signal);
      sent.add(name);
    }

    /** Begins it, and returns when it has come to rest with all done that was asked. */
    List<String> run(Map<String, Runnable> atPoints) throws InterruptedException {
      points.begin(atPoints);
      arrive();
      rests();
      return points.passed();
    }

    void arrive() {
      Journeys.arrived(
          temporal.client(),
          TestTemporal.BUCKET,
          key,
          new FileVersion(first, "webhook"),
          Journeys.LIVE);
    }

    void rests() throws InterruptedException {
      Await.until("all of " + expected, () -> ingest.calls().containsAll(expected));
      if (parks) {
        FileJourney journey =
            temporal
                .client()
                .newWorkflowStub(FileJourney.class, WorkflowIds.file(TestTemporal.BUCKET, key));
        Await.until("parked", () -> parked(journey));
      } else {
        Await.until("ended", this::hasEnded);
      }
      Await.until("quiet", points::isQuiet);
    }

    boolean hasEnded() {
      return stub().describe().getStatus()
          != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    /** What a person's request does is done once; a look at a version may be taken again. */
    void assertDoneOnce() {
      for (String call : expected) {
        if (call.startsWith("replay ") || call.startsWith("discard ")) {
          assertThat(Collections.frequency(ingest.calls(), call)).as(call).isEqualTo(1);
        }
      }
      assertThat(ingest.status(first))
          .isEqualTo(first.endsWith("-bad") ? FileStatus.QUARANTINED : FileStatus.ARCHIVED);
    }

    void end() {
      try {
        stub().terminate("the test is over");
      } catch (WorkflowNotFoundException e) {
        // It has ended by itself.
      }
    }
  }

  private static boolean parked(FileJourney journey) {
    try {
      JourneyState state = TestTemporal.parked(journey);
      return state.waiting() && state.pending() == 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> pointsOf(File file) throws InterruptedException {
    Journey watched = new Journey(file);
    List<String> passed = watched.run(Map.of());
    watched.end();
    return passed;
  }

  @Test
  void passesThePointsThatItIsKnownFor() throws InterruptedException {
    List<String> both =
        List.of(
            "task is ending 1",
            "task has ended 1",
            "load begins 1",
            "load ends 1",
            "archive begins 1",
            "archive ends 1",
            "task is ending 2",
            "task has ended 2");

    assertThat(pointsOf(File.GOOD)).containsExactlyInAnyOrderElementsOf(both);
    assertThat(pointsOf(File.BAD))
        .containsAll(both)
        .contains("task is ending 3", "task has ended 3")
        .hasSize(both.size() + 2);
  }

  @Test
  void doesWhatIsAskedAtAnyPoint() throws InterruptedException {
    for (File file : File.values()) {
      for (String point : pointsOf(file)) {
        Journey arrival = new Journey(file);
        check(arrival, Map.of(point, arrival.arrival("-v2")));
        Journey again = new Journey(file);
        check(again, Map.of(point, again.reprocess()));
        Journey discarded = new Journey(file);
        check(discarded, Map.of(point, discarded.discard()));
      }
    }
  }

  private void check(Journey journey, Map<String, Runnable> atPoints) throws InterruptedException {
    journey.run(atPoints);
    assertThat(journey.sent).as("the points were passed").hasSize(atPoints.size());
    journey.assertDoneOnce();
    journey.end();
  }

  @Test
  void losesNoVersionOfTwoAtAnyPoints() throws InterruptedException {
    System.out.println("JourneyTiming seed " + seed);
    for (File file : File.values()) {
      List<String> all = pointsOf(file);
      // The way of both to their second task is the same.
      all = file == File.GOOD ? all : all.subList(all.indexOf("archive ends 1"), all.size());
      for (String one : all) {
        for (String other : others(all.subList(all.indexOf(one), all.size()))) {
          Journey journey = new Journey(file);
          Runnable second = journey.arrival("-v2");
          Runnable third = journey.arrival("-v3");
          Map<String, Runnable> atPoints = new HashMap<>();
          atPoints.put(one, second);
          atPoints.merge(
              other,
              third,
              (a, b) ->
                  () -> {
                    a.run();
                    b.run();
                  });
          journey.run(atPoints);
          assertThat(journey.sent).containsExactlyInAnyOrder("-v2", "-v3");
          journey.assertDoneOnce();
          journey.end();
        }
      }
    }
  }

  /** Points for the second signal where the first comes at the first of these. */
  private List<String> others(List<String> points) {
    if (Boolean.getBoolean("scout.long") || points.size() <= 3) {
      return points;
    }
    List<String> others = new ArrayList<>(points.subList(0, 2));
    others.add(points.get(2 + random.nextInt(points.size() - 2)));
    return others;
  }

  @Test
  void nextSweepMakesUpForJourneyThatAPersonEnded() throws InterruptedException {
    for (File file : File.values()) {
      for (String point : pointsOf(file)) {
        endedByPerson(file, point, WorkflowStub::cancel);
        endedByPerson(file, point, stub -> stub.terminate("a person ended it"));
      }
    }
  }

  private void endedByPerson(
      File file, String point, java.util.function.Consumer<WorkflowStub> ending)
      throws InterruptedException {
    Journey journey = new Journey(file);
    points.begin(
        Map.of(
            point,
            () -> {
              try {
                ending.accept(journey.stub());
              } catch (WorkflowNotFoundException e) {
                // It had ended by itself.
              }
              journey.sent.add("ended");
            }));
    journey.arrive();
    Await.until("ended at " + point, () -> !journey.sent.isEmpty() && journey.hasEnded());
    points.begin(Map.of());
    journey.arrive();
    journey.rests();
    journey.assertDoneOnce();
    journey.end();
  }
}
