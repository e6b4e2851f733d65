package scout.activities.layers;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import scout.activities.database.Heartbeat;

/**
 * Decides what silver settles before gold is built. While a backlog is loaded, gold and platinum
 * would recompute nearly all store-days again after each round. So they wait as long as large
 * rounds follow each other, and a moment for the last files, but no longer than two minutes.
 */
final class BacklogRounds {
  /** A round of so many records or files, that came while the one before was settled, is large. */
  static final long RECORDS = 20_000;

  static final int FILES = 200;

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration TAIL = Duration.ofMillis(1_500);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Supplier<List<FileBatches.Sized>> pending;
  private final Heartbeat heartbeat;
  private final long end = System.nanoTime() + LONGEST.toNanos();
  private long tailEnd = System.nanoTime();

  /**
   * @param pending looks for the files that wait for silver now
   */
  BacklogRounds(Supplier<List<FileBatches.Sized>> pending, Heartbeat heartbeat) {
    this.pending = pending;
    this.heartbeat = heartbeat;
  }

  /** The files that wait at the begin, perhaps none. */
  List<FileBatches.Sized> first() {
    return pending.get();
  }

  /** The files to settle after another round; none if gold can be built. */
  List<FileBatches.Sized> next() {
    while (System.nanoTime() - end < 0) {
      List<FileBatches.Sized> round = pending.get();
      if (isLarge(round)) {
        tailEnd = System.nanoTime() + TAIL.toNanos();
        return round;
      }
      if (System.nanoTime() - tailEnd >= 0) {
        return List.of();
      }
      if (!round.isEmpty()) {
        return round;
      }
      heartbeat.pause(PAUSE);
    }
    return List.of();
  }

  private static boolean isLarge(List<FileBatches.Sized> round) {
    return round.size() >= FILES
        || round.stream().mapToLong(FileBatches.Sized::recordsLoaded).sum() >= RECORDS;
  }
}
