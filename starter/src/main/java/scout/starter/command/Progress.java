package scout.starter.command;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** Says every ten percent how much of a large file has been read. */
final class Progress {
  private static final int STEP = 10;

  private final String name;
  private final long size;
  private final boolean shown;
  private final Consumer<String> say;
  private long read;
  private long saidPercent;

  /**
   * @param shown false to say nothing
   * @param say takes each line
   */
  Progress(String name, long size, boolean shown, Consumer<String> say) {
    this.name = name;
    this.size = size;
    this.shown = shown;
    this.say = say;
  }

  /** The same bytes, counted as they are read. */
  InputStream of(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(count, 0));
        return count;
      }
    };
  }

  private void count(int bytes) {
    read += bytes;
    long percent = size == 0 ? 0 : read * 100 / size;
    if (shown && percent >= saidPercent + STEP && percent <= 100) {
      saidPercent = percent - percent % STEP;
      say.accept(name + ": " + saidPercent + " %");
    }
  }
}
