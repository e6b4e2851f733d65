package scout.bench.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.PreparedBatch;
import scout.bench.BenchmarkServers;
import scout.storage.ListingPage;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;

/** Objects in the inbox that the ledger records as archived. */
final class KnownObjects {
  static final int UPLOADS = 4;

  private static final int PAGE = 1_000;
  private static final int FOLDERS = 100;
  private static final String FOLDER = "known-%02d";
  private static final String MOVED =
      "SELECT count(*) FROM scout.files WHERE archived_key LIKE '%/known-%'";

  private final BenchmarkServers bench;
  private final ObjectStore store;

  KnownObjects(BenchmarkServers bench, ObjectStore store) {
    this.bench = bench;
    this.store = store;
  }

  /** Uploads a number of objects, and writes them into the ledger. */
  void make(int objects) throws Exception {
    byte[] content = "{}\n".getBytes(StandardCharsets.UTF_8);
    List<String> keys =
        IntStream.range(0, objects)
            .mapToObj(
                i -> (bench.area().prefix() + FOLDER + "/%06d.jsonl").formatted(i % FOLDERS, i))
            .toList();
    BoundedThreads.each(
        UPLOADS,
        keys,
        key -> store.writer().put(key, new ByteArrayInputStream(content), content.length));
    walk(bench.area().prefix(), this::know);
  }

  private void know(List<StoredObject> objects) {
    bench
        .owner()
        .useTransaction(
            handle -> {
              PreparedBatch rows =
                  handle.prepareBatch(
                      """
                      INSERT INTO scout.files
                        (file_id, bucket, object_key, etag, device_id, size_bytes, sha256,
                         uploaded_at, status, generation, silver_generation, bronze_created_at,
                         loaded_at, archived_at)
                      VALUES (:id, :bucket, :key, :etag, 'till', :size, :etag, :uploaded,
                        'archived', 1, 1, now(), now(), now())
                      """);
              for (StoredObject object : objects) {
                rows.bind("id", UUID.randomUUID())
                    .bind("bucket", bench.area().bucket())
                    .bind("key", object.key())
                    .bind("etag", object.etag())
                    .bind("size", object.size())
                    .bind(
                        "uploaded",
                        object
                            .lastModified()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .atOffset(ZoneOffset.UTC))
                    .add();
              }
              rows.execute();
            });
  }

  /** Lists the objects below a prefix, and checks their number. */
  Void list(String prefix, long expected) {
    long listed = walk(prefix, page -> {});
    if (listed != expected) {
      throw new IllegalStateException(listed + " objects lie below " + prefix);
    }
    return null;
  }

  private interface Visit {
    void page(List<StoredObject> objects);
  }

  private long walk(String prefix, Visit visit) {
    long listed = 0;
    String place = null;
    boolean more = true;
    while (more) {
      ListingPage page = store.listing().page(prefix, place, PAGE);
      List<StoredObject> objects =
          page.objects().stream()
              .filter(object -> prefix.equals(archived()) || bench.area().holds(object.key()))
              .toList();
      listed += objects.size();
      visit.page(objects);
      more = page.more();
      if (more) {
        place = page.objects().get(page.objects().size() - 1).key();
      }
    }
    return listed;
  }

  /** Waits until journeys have moved this many objects that sweeps handed over. */
  void awaitMoved(long moved) throws InterruptedException {
    bench.await(MOVED, moved);
  }

  /** The prefix where {@link #archive} puts them. */
  String archived() {
    return bench.area().processed() + "20250314/";
  }

  /**
   * Moves all of them below {@code processed/} in the store's folder, which takes only a moment.
   */
  void archive() throws IOException {
    Path processed = bench.objects(archived());
    Files.createDirectories(processed);
    for (int folder = 0; folder < FOLDERS; folder++) {
      String name = FOLDER.formatted(folder);
      Path inbox = bench.objects(bench.area().prefix() + name);
      if (Files.exists(inbox)) {
        Files.move(inbox, processed.resolve(name));
      }
    }
  }
}
