package scout.bench.ingest;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import scout.bench.Benchmark;
import scout.storage.ObjectStore;

/**
 * Files whose sales lie on all stores and days.
 *
 * @param files how many
 * @param records in each
 */
record SpreadFiles(int files, int records) {
  private static final int STORES = 200;
  private static final int DAYS = 120;
  private static final LocalDate FIRST = LocalDate.parse("2025-01-01");
  private static final int UPLOADS = 4;

  /** Many small files, and few large ones. */
  static List<SpreadFiles> shapes(Benchmark.Size size) {
    return size == Benchmark.Size.FULL
        ? List.of(new SpreadFiles(2_000, 50), new SpreadFiles(100, 10_000))
        : List.of(new SpreadFiles(60, 3), new SpreadFiles(3, 60));
  }

  /** How many sales they hold in all. */
  long sales() {
    return (long) files * records;
  }

  /**
   * Uploads them into a folder; returns their keys in order.
   *
   * @param set tells their sales from those of others
   */
  List<String> upload(ObjectStore store, String folder, String set) throws Exception {
    List<Integer> numbers = IntStream.range(0, files).boxed().toList();
    BoundedThreads.each(UPLOADS, numbers, file -> put(store, key(folder, file), set, file));
    return numbers.stream().map(file -> key(folder, file)).toList();
  }

  private void put(ObjectStore store, String key, String set, int file) {
    SampleSales sales = new SampleSales();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < records; i++) {
      // 7,919 is prime to both, so that every file visits all stores and days.
      int place = (file * records + i) * 7_919;
      LocalDate day = FIRST.plusDays(Math.floorMod(place / STORES, DAYS));
      String id = "%s-%d-%d".formatted(set, file, i);
      text.append(sales.json(id, Math.floorMod(place, STORES), day)).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    store.writer().put(key, new ByteArrayInputStream(bytes), bytes.length);
  }

  private static String key(String folder, int file) {
    return "%s/%05d.jsonl".formatted(folder, file);
  }

  @Override
  public String toString() {
    return "%,d files of %,d".formatted(files, records);
  }
}
