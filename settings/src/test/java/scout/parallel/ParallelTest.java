package scout.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelTest {
  private final AtomicInteger ended = new AtomicInteger();

  private Callable<Integer> gives(int number) {
    return () -> {
      ended.incrementAndGet();
      return number;
    };
  }

  private Callable<Integer> fails(String words) {
    return () -> {
      ended.incrementAndGet();
      throw new IllegalStateException(words);
    };
  }

  @Test
  void givesBackInOrderWhateverEndsFirst() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    Callable<Integer> waits =
        () -> {
          second.await();
          return 1;
        };
    Callable<Integer> lets =
        () -> {
          second.countDown();
          return 2;
        };
    try (Parallel parallel = new Parallel(2)) {
      assertThat(parallel.all(List.of(waits, lets, gives(3)))).containsExactly(1, 2, 3);
      assertThat(parallel.untilOneFails(List.of(gives(4), gives(5)), () -> {}))
          .containsExactly(4, 5);
      assertThat(parallel.all(List.<Callable<Integer>>of())).isEmpty();
    }
  }

  @Test
  void runsAllToTheirEndsAndKeepsWhatEachThrew() {
    try (Parallel parallel = new Parallel(1)) {
      assertThatThrownBy(() -> parallel.all(List.of(fails("a"), gives(1), fails("b"), gives(2))))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .hasMessage("a")
          .satisfies(
              first -> assertThat(first.getSuppressed()).extracting("message").contains("b"));
    }
    assertThat(ended).hasValue(4);
  }

  @Test
  void nothingBeginsOnceOneHasFailedButWhatRunsEnds() {
    CountDownLatch failed = new CountDownLatch(1);
    CountDownLatch began = new CountDownLatch(1);
    Callable<Integer> runs =
        () -> {
          began.countDown();
          failed.await();
          return gives(1).call();
        };
    Callable<Integer> breaks =
        () -> {
          began.await();
          failed.countDown();
          return fails("no").call();
        };
    try (Parallel parallel = new Parallel(2)) {
      assertThatThrownBy(() -> parallel.untilOneFails(List.of(breaks, runs), () -> {}))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .hasMessage("no");
      assertThat(ended).as("both ended").hasValue(2);
      assertThatThrownBy(
              () -> parallel.untilOneFails(List.of(fails("no"), gives(1), gives(2)), () -> {}))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .hasNoSuppressedExceptions();
    }
  }

  @Test
  void anInterruptionInterruptsWhatRuns() {
    try (Parallel parallel = new Parallel(2)) {
      Callable<Integer> never =
          () -> {
            new CountDownLatch(1).await();
            return 1;
          };
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> parallel.all(List.of(never, never)))
          .isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void anInterruptionIsToldAndWaitedOn() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Callable<Integer> waits =
        () -> {
          told.await();
          return gives(1).call();
        };
    try (Parallel parallel = new Parallel(2)) {
      Thread.currentThread().interrupt();
      assertThat(
              parallel.untilOneFails(
                  List.of(waits, waits),
                  () -> {
                    interrupted.set(true);
                    told.countDown();
                  }))
          .containsExactly(1, 1);
    }
    assertThat(interrupted).isTrue();
    assertThat(ended).hasValue(2);
  }
}
