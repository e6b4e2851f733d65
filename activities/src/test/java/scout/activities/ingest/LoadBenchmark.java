package scout.activities.ingest;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import scout.schema.settings.Role;

/**
 * Loads 1,000,000 records of 250 bytes from 100 files, and beside it, in the same run, lets a bare
 * COPY as psql sends it write the same rows into the same table. Run it with {@code -Xmx256m}; its
 * arguments are the number of records and of rounds.
 */
public final class LoadBenchmark {
  private static final int FILES = 100;
  private static final int RECORD_BYTES = 250;
  private static final String COPY =
      "COPY scout.bronze_edge_raw (id, record_no, device_id, raw_data, file_name, file_path,"
          + " file_size_bytes, checksum, ingested_at, created_at, file_id) FROM STDIN";

  private final Inbox inbox;
  private final int recordsPerFile;
  private final List<String> keys = new ArrayList<>();

  private LoadBenchmark(Inbox inbox, int records) {
    this.inbox = inbox;
    this.recordsPerFile = records / FILES;
  }

  public static void main(String[] arguments) throws Exception {
    int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path folder = Files.createTempDirectory(Path.of("target"), "load-benchmark");
    try (Inbox inbox = new Inbox(folder)) {
      LoadBenchmark benchmark = new LoadBenchmark(inbox, records);
      benchmark.prepare();
      benchmark.run(rounds);
    }
  }

  private void prepare() {
    for (int file = 0; file < FILES; file++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < recordsPerFile; i++) {
        text.append(record(file * recordsPerFile + i)).append('\n');
      }
      String path = "till-%02d/sales.jsonl".formatted(file);
      keys.add(inbox.upload(path, text.toString()));
    }
    inbox.load(inbox.upload("till-00/warm-up.jsonl", record(0) + "\n"));
  }

  private static String record(int number) {
    String start =
        "{\"transaction_id\":\"tx-%09d\",\"store_id\":\"store-%03d\",\"timestamp\":\"2025-03-14T12:%02d:%02dZ\",\"amount\":%d.%02d,\"currency\":\"EUR\",\"payment_method\":\"card\",\"note\":\""
            .formatted(number, number % 200, number % 60, number % 59, number % 90, number % 100);
    return start + "x".repeat(RECORD_BYTES - start.length() - 3) + "\"}";
  }

  private void run(int rounds) throws Exception {
    List<Double> bare = new ArrayList<>();
    List<Double> one = new ArrayList<>();
    List<Double> two = new ArrayList<>();
    loaders(1);
    Path rows = rows();
    for (int round = 0; round < rounds; round++) {
      bare.add(timed(() -> copy(rows)));
      one.add(timed(() -> loaders(1)));
      two.add(timed(() -> loaders(2)));
    }
    double base = median(bare);
    System.out.printf(
        Locale.ROOT,
        "bare COPY %.2f s | one loader %.2f s = %.2f (at most 1.25) | two loaders %.2f s = %.2f"
            + " (at most 0.75)%n",
        base,
        median(one),
        median(one) / base,
        median(two),
        median(two) / base);
  }

  private double timed(Callable<?> work) throws Exception {
    inbox.owner.useHandle(
        h -> {
          h.execute("TRUNCATE scout.bronze_edge_raw, scout.files, scout.payload_keys");
          h.execute("CHECKPOINT");
        });
    long began = System.nanoTime();
    work.call();
    return (System.nanoTime() - began) / 1e9;
  }

  private static double median(List<Double> seconds) {
    Collections.sort(seconds);
    return seconds.get(seconds.size() / 2);
  }

  private Void loaders(int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<?>> loads = new ArrayList<>();
      for (String key : keys) {
        loads.add(threads.submit(() -> inbox.load(key)));
      }
      for (Future<?> load : loads) {
        load.get();
      }
      return null;
    } finally {
      threads.shutdown();
    }
  }

  /** What a loader just wrote, as the text that psql would send. */
  private Path rows() throws Exception {
    Path rows = Files.createTempFile(Path.of("target"), "rows", ".copy");
    inbox.owner.useHandle(
        h -> {
          try (var out = Files.newOutputStream(rows)) {
            h.getConnection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                    COPY.replace("FROM STDIN", "TO STDOUT")
                        .replaceFirst("COPY (\\S+) \\((.*)\\)", "COPY (SELECT $2 FROM $1)"),
                    out);
          }
        });
    return rows;
  }

  private Void copy(Path rows) throws Exception {
    inbox
        .database
        .as(Role.INGEST)
        .jdbi()
        .useHandle(
            h -> {
              try (InputStream in = Files.newInputStream(rows)) {
                h.getConnection().unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, in, 1 << 16);
              }
            });
    return null;
  }
}
