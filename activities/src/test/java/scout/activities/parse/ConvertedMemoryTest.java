package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A large file that is packed, converted, or both, passes through without filling the memory. */
final class ConvertedMemoryTest {
  private static final int RECORDS = 1_000_000;

  /** What the reader itself may hold at any time, far less than the file. */
  private static final long MOST_HELD = 64L << 20;

  private static final Runtime RUNTIME = Runtime.getRuntime();

  @ParameterizedTest
  @CsvSource({"UTF-16LE,", "UTF-8,zg"})
  void keepsLittleOfTheFile(Charset charset, String layers) throws Exception {
    System.gc();
    long before = RUNTIME.totalMemory() - RUNTIME.freeMemory();
    Largest held = new Largest(before);
    ParseSummary summary =
        RecordReader.read(
            () -> new Generated(charset, layers == null ? "" : layers),
            "a.jsonl",
            ParseSettings.defaults(),
            held);
    assertThat(summary.loaded()).isEqualTo(RECORDS);
    assertThat(summary.bytes()).isGreaterThan(100L * RECORDS);
    assertThat(held.most).isLessThan(MOST_HELD);
  }

  /** Looks now and then at what is held, once all else is collected. */
  private static final class Largest implements RecordSink<RuntimeException> {
    private final long before;
    private long most;

    Largest(long before) {
      this.before = before;
    }

    @Override
    public void accept(long recordNo, RecordPayload record) {
      if (recordNo % (RECORDS / 4) == 0) {
        System.gc();
        most = Math.max(most, RUNTIME.totalMemory() - RUNTIME.freeMemory() - before);
      }
    }

    @Override
    public void reject(RejectedRecord reject) {
      throw new IllegalStateException(reject.message());
    }
  }

  /** Records that are made while they are read. */
  private static final class Generated extends InputStream {
    private final SplittableRandom random = new SplittableRandom(5);
    private final ByteArrayOutputStream made = new ByteArrayOutputStream();
    private final Charset charset;
    private final OutputStream out;
    private byte[] ready = {};
    private int given;
    private int records;

    Generated(Charset charset, String layers) throws IOException {
      this.charset = charset;
      OutputStream packed = made;
      for (char layer : layers.toCharArray()) {
        packed = layer == 'g' ? new GZIPOutputStream(packed) : new ZstdOutputStream(packed, 1);
      }
      this.out = packed;
      if (charset != StandardCharsets.UTF_8) {
        out.write("\ufeff".getBytes(charset));
      }
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("Read more than one");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      while (given == ready.length && records < RECORDS) {
        make();
      }
      int count = Math.min(length, ready.length - given);
      System.arraycopy(ready, given, into, offset, count);
      given += count;
      return count == 0 ? -1 : count;
    }

    private void make() throws IOException {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 1_000; i++, records++) {
        text.append("{\"transaction_id\":\"").append(random.nextLong());
        text.append(
            "\",\"store_id\":\"S1\",\"note\":\"caf\u00e9 and what else a record may say\",");
        text.append("\"amount\":\"12.50\"}\n");
      }
      out.write(text.toString().getBytes(charset));
      if (records == RECORDS) {
        out.close();
      }
      ready = made.toByteArray();
      given = 0;
      made.reset();
    }
  }
}
