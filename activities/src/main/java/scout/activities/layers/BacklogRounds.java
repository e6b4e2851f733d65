package scout.activities.layers;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import scout.activities.database.Heartbeat;

/**
 * Decides what silver settles before gold is built. While a backlog is loaded, gold and platinum
 * would recompute nearly all store-days again after each round. So they wait as long as large
 * rounds follow each other or a sweep that brought more than a few files is under way, then until
 * the sweep that brought them is through, and a moment for the last files if any are on their way,
 * but no longer than two minutes.
 */
final class BacklogRounds {
  /** A round of so many records or files, that came while the one before was settled, is large. */
  static final long RECORDS = 20_000;

  static final int FILES = 200;

  /** So many files at the begin, while a sweep hands over, are the first of a backlog. */
  static final int SWEPT = 20;

  private static final Duration LONGEST = Duration.ofMinutes(2);
  static final Duration TAIL = Duration.ofMillis(1_500);

  /** Between two files of journeys, none may be on its way for a moment. */
  private static final Duration QUIET = Duration.ofMillis(250);

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Supplier<List<FileBatches.Sized>> pending;
  private final Supplier<Arrivals> arriving;
  private final Heartbeat heartbeat;
  private final long end = System.nanoTime() + LONGEST.toNanos();
  private long tailEnd = System.nanoTime();
  private long quietEnd = tailEnd;
  private boolean largeBefore;
  private boolean manyAtFirst;

  /**
   * @param pending looks for the files that wait for silver now
   * @param arriving looks whether files are on their way now
   */
  BacklogRounds(
      Supplier<List<FileBatches.Sized>> pending, Supplier<Arrivals> arriving, Heartbeat heartbeat) {
    this.pending = pending;
    this.arriving = arriving;
    this.heartbeat = heartbeat;
  }

  /** The files that wait at the begin, perhaps none. */
  List<FileBatches.Sized> first() {
    List<FileBatches.Sized> round = pending.get();
    manyAtFirst = round.size() >= SWEPT || isLarge(round);
    return round;
  }

  /** The files to settle after another round; none if gold can be built. */
  List<FileBatches.Sized> next() {
    if (largeBefore) {
      // settling it took a while, which doesn't count
      largeBefore = false;
      followOn();
      keepQuiet();
    } else if (manyAtFirst && arriving.get().sweeping()) {
      followOn();
      keepQuiet();
    }
    manyAtFirst = false;
    while (System.nanoTime() - end < 0) {
      List<FileBatches.Sized> round = pending.get();
      if (isLarge(round)) {
        largeBefore = true;
        return round;
      }
      if (System.nanoTime() - tailEnd >= 0) {
        return List.of();
      }
      Arrivals now = arriving.get();
      if (now.sweeping()) {
        followOn();
      }
      if (!round.isEmpty() || now.any()) {
        keepQuiet();
      } else if (System.nanoTime() - quietEnd >= 0) {
        return List.of();
      }
      if (!round.isEmpty()) {
        return round;
      }
      heartbeat.pause(PAUSE);
    }
    return List.of();
  }

  private void followOn() {
    tailEnd = System.nanoTime() + TAIL.toNanos();
  }

  private void keepQuiet() {
    quietEnd = System.nanoTime() + QUIET.toNanos();
  }

  private static boolean isLarge(List<FileBatches.Sized> round) {
    return round.size() >= FILES
        || round.stream().mapToLong(FileBatches.Sized::recordsLoaded).sum() >= RECORDS;
  }
}
