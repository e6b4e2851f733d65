package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.WorkflowIds;
import scout.workflows.sweep.SweepResult;

/**
 * Sweeps on the real servers past a hundred thousand objects, first in the inbox, most of them
 * known, then archived, by a worker with little memory. Uploading takes minutes, so the build
 * leaves it out; docs/testing.md has the command.
 */
class ManyObjects {
  private static final int OBJECTS = Integer.getInteger("scout.objects", 100_000);
  private static final int NEW = 100;

  /** Of known objects that lie in the inbox again, a sweep moves so many. */
  private static final int LEFTOVERS = 100;

  private static final int FOLDERS = 100;
  private static final int UPLOADS = 8;
  private static final int PAGE = 1_000;
  private static final String HEAP = "-Xmx96m";
  private static final byte[] CONTENT = "{}\n".getBytes(StandardCharsets.UTF_8);
  private static final String KNOW =
      """
      INSERT INTO scout.files
        (file_id, bucket, object_key, etag, device_id, size_bytes, sha256, uploaded_at, status,
         generation, silver_generation, bronze_created_at, loaded_at, archived_at)
      SELECT gen_random_uuid(), '%s', '%s' || to_char(i %% %d, 'FM"known-"00"/"') || to_char(i, 'FM000000')
        || '.jsonl', '%s', 'till', %d, 'as known', now(), 'archived', 1, 1, now(), now(), now()
      FROM generate_series(%d, %d) AS i
      """;

  @Test
  void costMemoryOfOnePageAndNoListingOfTheArchive(@TempDir Path folder) throws Exception {
    try (Servers servers = Servers.start(folder)) {
      servers.namespace("many");
      servers.awaitNamespaces();
      try (Site site = new Site(servers, "many", false)) {
        String etag = upload(site);
        site.change(
            KNOW.formatted(
                site.name(), Site.PREFIX, FOLDERS, etag, CONTENT.length, NEW, OBJECTS - 1));
        site.setting("_JAVA_OPTIONS", HEAP);
        WorkerProcess worker = site.startWorker();

        SweepResult inbox = sweep(site, worker, "in the inbox", OBJECTS / PAGE + 5);
        assertThat(inbox.listed()).isEqualTo(OBJECTS);
        assertThat(inbox.handedOver()).isEqualTo(NEW + LEFTOVERS);
        int moved = NEW + LEFTOVERS;
        site.until("they are archived", () -> archived(site) == moved);

        archiveAll(servers.objects(site.name()).resolve(Site.PREFIX));
        SweepResult archive = sweep(site, worker, "archived", 5);
        assertThat(archive.listed()).isZero();
      }
    }
  }

  private static String upload(Site site) throws Exception {
    ForkJoinPool uploads = new ForkJoinPool(UPLOADS);
    try {
      uploads
          .submit(
              () ->
                  IntStream.range(0, OBJECTS)
                      .parallel()
                      .forEach(i -> site.upload(path(i), CONTENT)))
          .get();
    } finally {
      uploads.shutdown();
    }
    return site.upload(path(0), CONTENT);
  }

  private static String path(int i) {
    return "known-%02d/%06d.jsonl".formatted(i % FOLDERS, i);
  }

  private static SweepResult sweep(Site site, WorkerProcess worker, String where, int mostLists) {
    long before = worker.lists();
    long began = System.nanoTime();
    SweepResult result = site.sweep();
    double seconds = (System.nanoTime() - began) / 1e9;
    long lists = worker.lists() - before;
    int events = site.client().fetchHistory(WorkflowIds.EDGE_SWEEP_BY_HAND).getEvents().size();
    System.out.printf(
        "%d objects %s, worker with %s: %d listed, %d handed over, %d LIST requests,"
            + " history of %d events, %.1f s%n",
        OBJECTS, where, HEAP, result.listed(), result.handedOver(), lists, events, seconds);
    assertThat(lists).isBetween(1L, (long) mostLists);
    assertThat(events).isLessThan(20);
    return result;
  }

  private static int archived(Site site) {
    return Integer.parseInt(
        site.one("SELECT count(*) FROM scout.files WHERE archived_key IS NOT NULL"));
  }

  /** Moves them on the server's disk, which takes a moment; the server asks its disk each time. */
  private static void archiveAll(Path prefix) throws IOException {
    Path processed = Files.createDirectories(prefix.resolve("processed/20250314"));
    for (int i = 0; i < FOLDERS; i++) {
      String name = "known-%02d".formatted(i);
      Files.move(prefix.resolve(name), processed.resolve(name));
    }
  }
}
