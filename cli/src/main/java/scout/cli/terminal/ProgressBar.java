package scout.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows the progress of long work: on a terminal a bar that is redrawn, else a plain line now and
 * then. Short work shows nothing. Thread-safe.
 */
public final class ProgressBar implements AutoCloseable {
  private static final int BAR = 24;
  private static final int LINE = 79;
  private static final int STEP_PERCENT = 10;
  private static final long SHORT_NANOS = 400_000_000L;
  private static final long DRAW_NANOS = 100_000_000L;
  private static final long SAY_NANOS = 5_000_000_000L;

  /** The unit of progress. */
  public enum Unit {
    BYTES,
    THINGS,
    /** None: only the current step is shown. */
    NONE
  }

  private final PrintWriter err;
  private final boolean draws;
  private final long total;
  private final Unit unit;
  private final LongSupplier clock;
  private final long begin;
  private String what;
  private long done;
  private long toldAt;
  private long toldPercent;
  private boolean drawn;

  /**
   * @param err where to show it
   * @param draws true if lines may be redrawn
   * @param what the work, such as {@code Uploading big.json}
   * @param total the amount of work; 0 if unknown
   */
  public ProgressBar(PrintWriter err, boolean draws, String what, long total, Unit unit) {
    this(err, draws, what, total, unit, System::nanoTime);
  }

  /** As above, with the caller's clock in nanoseconds. */
  ProgressBar(
      PrintWriter err, boolean draws, String what, long total, Unit unit, LongSupplier clock) {
    this.err = err;
    this.draws = draws;
    this.what = what;
    this.total = total;
    this.unit = unit;
    this.clock = clock;
    this.begin = clock.getAsLong();
    this.toldAt = begin;
  }

  /** Adds to the amount done. */
  public synchronized void add(long more) {
    at(done + more);
  }

  /** Sets the amount done. */
  public synchronized void at(long now) {
    done = now;
    tell();
  }

  /** Starts another step. */
  public synchronized void step(String next) {
    what = next;
    tell();
  }

  private void tell() {
    long time = clock.getAsLong();
    if (time - begin < SHORT_NANOS) {
      return;
    }
    if (draws) {
      if (!drawn || time - toldAt >= DRAW_NANOS) {
        draw();
        toldAt = time;
      }
    } else if (isWorthALine(time)) {
      err.println(unit == Unit.NONE ? what + " …" : what + ": " + amount());
      err.flush();
      toldAt = time;
    }
  }

  /** True every ten percent or, without percents, every few seconds. */
  private boolean isWorthALine(long time) {
    if (total == 0) {
      return time - toldAt >= SAY_NANOS;
    }
    long percent = percent();
    boolean worth = percent >= toldPercent + STEP_PERCENT;
    toldPercent = worth ? percent - percent % STEP_PERCENT : toldPercent;
    return worth;
  }

  private void draw() {
    String bar = "";
    if (total > 0) {
      int full = (int) (percent() * BAR / 100);
      bar = "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] ";
    }
    String room = unit == Unit.NONE ? " …" : " " + bar + amount();
    String name = what.length() + room.length() > LINE ? cut(LINE - room.length()) : what;
    err.print("\r\033[K" + name + room);
    err.flush();
    drawn = true;
  }

  private String cut(int length) {
    return "…" + what.substring(what.length() - Math.max(0, length - 1));
  }

  private long percent() {
    return Math.min(100, done * 100 / total);
  }

  private String amount() {
    String count = unit == Unit.BYTES ? bytes(done) : Long.toString(done);
    if (total == 0) {
      return count;
    }
    return percent() + " % (" + count + " of " + (unit == Unit.BYTES ? bytes(total) : total) + ")";
  }

  /** A size for people, such as {@code 12.3 MB}. */
  public static String bytes(long bytes) {
    double size = bytes;
    for (String name : new String[] {"B", "kB", "MB"}) {
      if (size < 1_000) {
        return name.equals("B") ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, name);
      }
      size /= 1_000;
    }
    return String.format(Locale.ROOT, "%.1f GB", size);
  }

  /** Removes the bar, so that the answer stands alone. */
  @Override
  public synchronized void close() {
    if (drawn) {
      err.print("\r\033[K");
      err.flush();
      drawn = false;
    }
  }
}
