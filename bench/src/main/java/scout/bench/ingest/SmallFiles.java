package scout.bench.ingest;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.IntStream;
import scout.storage.ObjectStore;

/**
 * Many small files, each with one store's sales of one day.
 *
 * @param files how many
 * @param records in each
 */
record SmallFiles(int files, int records) {
  private static final int STORES = 40;
  private static final int DAYS = 28;
  private static final int UPLOADS = 4;

  /** Uploads them into a folder; returns their keys in order. */
  List<String> upload(ObjectStore store, String folder) throws Exception {
    List<Integer> numbers = IntStream.range(0, files).boxed().toList();
    BoundedThreads.each(UPLOADS, numbers, file -> put(store, key(folder, file), file));
    return numbers.stream().map(file -> key(folder, file)).toList();
  }

  private void put(ObjectStore store, String key, int file) {
    byte[] bytes = new SampleSales().file(key, file % STORES, 1 + file / STORES % DAYS, records);
    store.writer().put(key, new ByteArrayInputStream(bytes), bytes.length);
  }

  private static String key(String folder, int file) {
    return "%s/%05d.jsonl".formatted(folder, file);
  }
}
