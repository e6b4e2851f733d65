package scout.activities.parse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Prints how fast one thread parses 1,000,000 records of about 250 bytes; run it by hand. */
final class ParseBenchmark {
  private static final int RECORDS = 1_000_000;

  /** Processor time, so that other work on the machine doesn't count. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private ParseBenchmark() {}

  public static void main(String[] args) throws IOException, FileDamaged {
    byte[] lines = lines();
    byte[] array = lines.clone();
    for (int i = 0; i < array.length - 1; i++) {
      array[i] = array[i] == '\n' ? (byte) ',' : array[i];
    }
    ByteArrayOutputStream framed = new ByteArrayOutputStream(array.length + 2);
    framed.write('[');
    framed.write(array, 0, array.length - 1);
    framed.write(']');
    byte[] csv = csv();
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(lines);
    }
    for (int round = 1; round <= 3; round++) {
      measure("jsonl", "a.jsonl", lines);
      measure("array", "a.json", framed.toByteArray());
      measure("csv", "a.csv", csv);
      measure("jsonl.gz", "a.jsonl.gz", gzip.toByteArray());
    }
  }

  private static void measure(String label, String name, byte[] content)
      throws IOException, FileDamaged {
    Copier copier = new Copier();
    long start = CPU.getCurrentThreadCpuTime();
    ParseSummary summary =
        RecordReader.read(
            () -> new ByteArrayInputStream(content), name, ParseSettings.defaults(), copier);
    double seconds = (CPU.getCurrentThreadCpuTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-8s %,d records, %,d rejected, %.2f s of processor, %.0f MB/s%n",
        label,
        summary.read(),
        summary.rejected(),
        seconds,
        summary.bytes() / seconds / 1e6);
  }

  private static byte[] lines() {
    StringBuilder text = new StringBuilder(RECORDS * 252);
    for (int i = 0; i < RECORDS; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "{\"transaction_id\":\"T-%08d\",\"store_id\":\"S%03d\",\"device_id\":\"pi-%03d\","
                  + "\"timestamp\":\"2026-10-%02dT12:%02d:%02dZ\",\"amount\":%d.%02d,"
                  + "\"currency\":\"EUR\",\"payment_method\":\"card\",\"items\":[{\"sku\":\"A%05d\","
                  + "\"qty\":%d},{\"sku\":\"B%05d\",\"qty\":1}],\"note\":\"café\"}%n",
              i,
              i % 300,
              i % 50,
              1 + i % 28,
              i % 60,
              i % 59,
              i % 500,
              i % 100,
              i % 99999,
              i % 9,
              i % 7777));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] csv() {
    StringBuilder text = new StringBuilder(RECORDS * 100);
    text.append("transaction_id,store_id,device_id,timestamp,amount,currency,payment_method\n");
    for (int i = 0; i < RECORDS; i++) {
      text.append(
          String.format(
              Locale.ROOT,
              "T-%08d,S%03d,pi-%03d,\"2026-10-%02dT12:00:00Z\",%d.%02d,EUR,\"card, of any kind\"%n",
              i,
              i % 300,
              i % 50,
              1 + i % 28,
              i % 500,
              i % 100));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Copies each record, as a loader does. */
  private static final class Copier implements RecordSink<RuntimeException> {
    private final byte[] target = new byte[2 << 20];

    @Override
    public void accept(long recordNo, RecordPayload record) {
      System.arraycopy(record.bytes(), record.offset(), target, 0, record.length());
    }

    @Override
    public void reject(RejectedRecord reject) {
      throw new IllegalStateException(reject.message());
    }
  }
}
