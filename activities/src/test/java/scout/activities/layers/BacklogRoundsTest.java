package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scout.activities.database.Heartbeat;
import scout.activities.layers.FileBatches.Sized;

/**
 * While a backlog is loaded, silver goes on and gold waits; a live fleet's gold waits for nothing.
 */
@Timeout(60)
class BacklogRoundsTest {
  private final Deque<List<Sized>> looks = new ArrayDeque<>();

  private int taken;

  private BacklogRounds rounds() {
    return rounds(() -> new Arrivals(false, true));
  }

  private BacklogRounds rounds(Supplier<Arrivals> arriving) {
    return new BacklogRounds(
        () -> {
          taken++;
          return looks.isEmpty() ? List.of() : looks.remove();
        },
        arriving,
        Heartbeat.start(() -> {}, Duration.ofSeconds(10)));
  }

  private static List<Sized> files(int count, long records) {
    return Collections.nCopies(count, new Sized(UUID.randomUUID(), records, 1));
  }

  @Test
  void whatALiveFleetUploadsMeanwhileIsLeftToTheNextRefresh() {
    looks.add(files(500, 1_000));
    looks.add(files(BacklogRounds.FILES - 1, 100));
    BacklogRounds rounds = rounds();

    assertThat(rounds.first()).hasSize(500);
    assertThat(rounds.next()).isEmpty();
    assertThat(looks).isEmpty();
  }

  @Test
  void largeRoundsFollowEachOther() {
    looks.add(files(1, 10));
    looks.add(files(2, BacklogRounds.RECORDS / 2));
    looks.add(files(BacklogRounds.FILES, 1));
    BacklogRounds rounds = rounds();

    assertThat(rounds.first()).hasSize(1);
    assertThat(rounds.next()).hasSize(2);
    assertThat(rounds.next()).hasSize(BacklogRounds.FILES);
  }

  @Test
  void theLastFilesOfABacklogAreWaitedForAMoment() {
    looks.add(files(1, 10));
    looks.add(files(1, BacklogRounds.RECORDS));
    looks.add(List.of());
    looks.add(List.of());
    looks.add(files(1, 7));
    BacklogRounds rounds = rounds();

    assertThat(rounds.first()).hasSize(1);
    assertThat(rounds.next()).hasSize(1);
    assertThat(rounds.next()).extracting(Sized::recordsLoaded).containsExactly(7L);
    assertThat(rounds.next()).isEmpty();
  }

  @Test
  void nothingIsWaitedForWhenNothingIsOnItsWay() {
    looks.add(files(1, BacklogRounds.RECORDS));
    looks.add(files(1, BacklogRounds.RECORDS));
    BacklogRounds rounds = rounds(() -> new Arrivals(false, false));

    assertThat(rounds.first()).hasSize(1);
    assertThat(rounds.next()).hasSize(1);
    assertThat(rounds.next()).isEmpty();
    // a slow machine looks less often, never more often
    assertThat(taken).isBetween(3, 7);
  }

  @Test
  void goldWaitsUntilTheSweepOfABacklogIsThrough() {
    looks.add(files(1, 10));
    looks.add(files(1, BacklogRounds.RECORDS));
    // longer than the last files are waited for otherwise
    for (int i = 0; i < 25; i++) {
      looks.add(List.of());
    }
    looks.add(files(1, 7));
    BacklogRounds rounds = rounds(() -> new Arrivals(!looks.isEmpty(), false));

    assertThat(rounds.first()).hasSize(1);
    assertThat(rounds.next()).hasSize(1);
    assertThat(rounds.next()).extracting(Sized::recordsLoaded).containsExactly(7L);
    assertThat(rounds.next()).isEmpty();
  }

  /** The first look may come when a sweep has only begun to hand over. */
  @Test
  void goldWaitsForASweepThatHasJustBegun() {
    looks.add(files(BacklogRounds.SWEPT, 50));
    looks.add(List.of());
    looks.add(files(7, 50));
    BacklogRounds rounds = rounds(() -> new Arrivals(!looks.isEmpty(), false));

    assertThat(rounds.first()).hasSize(BacklogRounds.SWEPT);
    assertThat(rounds.next()).hasSize(7);
    assertThat(rounds.next()).isEmpty();
  }

  @Test
  void aFewFilesDoNotWaitForASweep() {
    looks.add(files(BacklogRounds.SWEPT - 1, 50));
    looks.add(List.of());
    looks.add(files(7, 50));
    BacklogRounds rounds = rounds(() -> new Arrivals(true, false));

    assertThat(rounds.first()).hasSize(BacklogRounds.SWEPT - 1);
    assertThat(rounds.next()).isEmpty();
  }

  @Test
  void settlingALargeRoundMayTakeLong() throws InterruptedException {
    looks.add(files(1, 10));
    looks.add(files(1, BacklogRounds.RECORDS));
    looks.add(files(1, 7));
    BacklogRounds rounds = rounds(() -> new Arrivals(!looks.isEmpty(), false));

    assertThat(rounds.first()).hasSize(1);
    assertThat(rounds.next()).hasSize(1);
    Thread.sleep(BacklogRounds.TAIL.plusMillis(50).toMillis());
    assertThat(rounds.next()).extracting(Sized::recordsLoaded).containsExactly(7L);
    assertThat(rounds.next()).isEmpty();
  }
}
