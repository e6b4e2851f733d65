package scout.bench.ingest;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import scout.bench.Benchmark;
import scout.bench.Benchmark.Size;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.bench.ingest.bare.BareCopy;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.storage.ObjectStore;

/**
 * Loads files from the bucket into bronze, beside a bare COPY of the same rows into the same table.
 */
public final class LoadBenchmark implements Benchmark {
  private static final int FILES = 100;
  private static final int STORES = 200;

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String description() {
    return "1,000,000 records of 250 bytes in 100 files into bronze, beside psql's COPY of their"
        + " rows";
  }

  @Override
  public List<BenchmarkFigure> run(Size size, PrintWriter out) throws Exception {
    int records = size == Size.FULL ? 10_000 : 10;
    Path rows = Files.createTempFile("scout-rows", ".copy");
    try (BenchmarkServers bench = BenchmarkServers.stores();
        LoadStep loader = new LoadStep(bench.settings(), 2)) {
      List<String> keys = upload(bench, records);
      Jdbi ingest = ingest(bench);
      BareCopy copy = new BareCopy(rows);
      load(loader, keys, 1);
      bench.owner().useHandle(handle -> copy.takeFrom(handle.getConnection()));
      TimedRounds rounds = new TimedRounds(out);
      int last = size == Size.FULL ? 5 : 1;
      for (int round = size == Size.FULL ? 0 : 1; round <= last; round++) {
        empty(bench);
        rounds.time(round, "COPY", () -> copy(ingest, copy));
        check(bench, records);
        for (int loaders = 1; loaders <= 2; loaders++) {
          int atOnce = loaders;
          empty(bench);
          rounds.time(round, "loaders: " + atOnce, () -> load(loader, keys, atOnce));
          check(bench, records);
        }
      }
      double limit = rounds.limit("COPY");
      return List.of(
          BenchmarkFigure.atMost(1.25, "load, one loader", rounds.median("loaders: 1"), limit, "s"),
          BenchmarkFigure.atMost(
              0.75, "load, two loaders", rounds.median("loaders: 2"), limit, "s"));
    } finally {
      Files.delete(rows);
    }
  }

  private static List<String> upload(BenchmarkServers bench, int records) {
    SampleSales sales = new SampleSales();
    List<String> keys = new ArrayList<>();
    try (ObjectStore store = bench.store(1)) {
      for (int file = 0; file < FILES; file++) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < records; i++) {
          text.append(sales.json("tx-" + file + "-" + i, i % STORES, 14)).append('\n');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        String key = bench.area().prefix() + "till-%02d/sales.jsonl".formatted(file);
        store.writer().put(key, new ByteArrayInputStream(bytes), bytes.length);
        keys.add(key);
      }
    }
    return keys;
  }

  private static Jdbi ingest(BenchmarkServers bench) {
    DatabaseSettings login = DatabaseSettings.of(DatabaseRole.INGEST, bench.settings());
    return Jdbi.create(login.url(), login.user(), login.password());
  }

  private static void empty(BenchmarkServers bench) {
    bench
        .owner()
        .useHandle(
            handle -> {
              handle.execute("TRUNCATE scout.bronze_records, scout.files, scout.payload_keys");
              handle.execute("CHECKPOINT");
            });
  }

  private static Void copy(Jdbi ingest, BareCopy copy) throws Exception {
    ingest.useHandle(handle -> copy.run(handle.getConnection()));
    return null;
  }

  private static Void load(LoadStep loader, List<String> keys, int atOnce) throws Exception {
    BoundedThreads.each(atOnce, keys, loader::load);
    return null;
  }

  private static void check(BenchmarkServers bench, int records) throws InterruptedException {
    bench.await("SELECT count(*) FROM scout.bronze_edge_raw", (long) FILES * records);
  }
}
