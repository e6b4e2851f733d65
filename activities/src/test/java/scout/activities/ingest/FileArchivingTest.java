package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.database.Heartbeat;
import scout.settings.DatabaseRole;
import scout.settings.StorageSettings;
import scout.storage.EmbeddedBucket;
import scout.storage.ObjectStore;
import scout.storage.StorageUnavailable;
import scout.storage.StoredObject;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

/** Archiving, cut after each of its steps and called again. */
class FileArchivingTest {
  private static final String TEXT = "{\"n\":1}\n";

  private static final String OPEN = "WHERE kind = 'delete_denied' AND resolved_at IS NULL";

  @TempDir static Path folder;
  private static EmbeddedBucket bucket;
  private static Inbox inbox;

  @BeforeAll
  static void start() throws Exception {
    bucket = new EmbeddedBucket(folder);
    inbox = new Inbox(bucket);
  }

  @AfterAll
  static void stop() throws Exception {
    inbox.close();
  }

  @Test
  void goesOnAfterTheCopy() {
    String key = inbox.upload("till-01/copied.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    String target = target(loaded, "till-01/copied.jsonl");
    inbox.store.copier().copy(inbox.store.stat(key).orElseThrow(), target);

    assertThat(inbox.archive(loaded)).isEqualTo(new ArchiveResult(FileStatus.ARCHIVED, target));

    rests(loaded, key, target);
  }

  @Test
  void goesOnAfterTheRecord() {
    String key = inbox.upload("till-01/recorded.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    String target = target(loaded, "till-01/recorded.jsonl");
    StoredObject object = inbox.store.stat(key).orElseThrow();
    inbox.store.copier().copy(object, target);
    inbox.owner.useHandle(
        h ->
            h.execute(
                "UPDATE scout.files SET status = 'archived', archived_key = ?, archived_at = now()"
                    + " WHERE file_id = ?",
                target,
                loaded.fileId()));

    assertThat(inbox.archive(loaded)).isEqualTo(new ArchiveResult(FileStatus.ARCHIVED, target));

    rests(loaded, key, target);
  }

  @Test
  void changesNothingWhenAllIsDone() {
    String key = inbox.upload("till-01/done.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    ArchiveResult first = inbox.archive(loaded);
    Object row = inbox.row(loaded.fileId());

    assertThat(inbox.archive(loaded)).isEqualTo(first);

    assertThat(inbox.row(loaded.fileId())).isEqualTo(row);
  }

  @Test
  void goesOnAfterTheMoveOutOfQuarantineWasRecorded() {
    String key = inbox.upload("till-01/out.jsonl", "{\"a\":{\"b\":1}}\nnoise\nnoise\n");
    LoadResult first = inbox.load(key);
    String quarantined = inbox.archive(first).archivedKey();
    inbox.settings(
        new IngestSettings(
            OverwritePolicy.ADD, 1, scout.activities.parse.ParseSettings.defaults()));
    LoadResult loaded = inbox.replay(key, "r1");
    inbox.settings(IngestSettings.defaults());
    String target = target(loaded, "till-01/out.jsonl");
    inbox.store.copier().copy(inbox.store.stat(quarantined).orElseThrow(), target);
    inbox.owner.useHandle(
        h ->
            h.execute(
                "UPDATE scout.files SET archived_key = ? WHERE file_id = ?",
                target,
                loaded.fileId()));

    assertThat(inbox.archive(loaded).archivedKey()).isEqualTo(target);

    assertThat(inbox.holds(quarantined)).isFalse();
    rests(loaded, key, target);
  }

  @Test
  void staysUnfinishedUntilItsCopyInQuarantineIsGone() {
    String key = inbox.upload("till-01/half-out.jsonl", "{\"a\":{\"b\":1}}\nnoise\nnoise\n");
    String quarantined = inbox.archive(inbox.load(key)).archivedKey();
    inbox.settings(
        new IngestSettings(
            OverwritePolicy.ADD, 1, scout.activities.parse.ParseSettings.defaults()));
    LoadResult loaded = inbox.replay(key, "r1");
    inbox.settings(IngestSettings.defaults());
    inbox.owner.useHandle(
        h ->
            h.execute(
                """
                CREATE FUNCTION public.seen() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                  INSERT INTO public.statuses VALUES (NEW.archived_key, NEW.status);
                  RETURN NEW;
                END $$;
                CREATE TABLE public.statuses (archived_key text, status text);
                GRANT INSERT ON public.statuses TO PUBLIC;
                CREATE TRIGGER seen AFTER UPDATE ON scout.files
                  FOR EACH ROW EXECUTE FUNCTION public.seen();
                """));

    String target = inbox.archive(loaded).archivedKey();

    assertThat(inbox.lines("SELECT archived_key, status FROM public.statuses"))
        .containsExactly(target + "|loaded", target + "|archived");
    assertThat(inbox.holds(quarantined)).isFalse();
    inbox.owner.useHandle(h -> h.execute("DROP TRIGGER seen ON scout.files"));
  }

  @Test
  void leavesAnotherVersionInTheInbox() {
    String key = inbox.upload("till-01/newer.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    inbox
        .store
        .copier()
        .copy(inbox.store.stat(key).orElseThrow(), target(loaded, "till-01/newer.jsonl"));
    inbox.upload("till-01/newer.jsonl", "{\"n\":2}\n");

    inbox.archive(loaded);

    assertThat(inbox.holds(key)).isTrue();
    LoadResult newer = inbox.load(key);
    assertThat(newer.fileId()).isNotEqualTo(loaded.fileId());
    String archived = inbox.archive(newer).archivedKey();
    assertThat(archived)
        .startsWith(Inbox.PREFIX + "processed/")
        .contains(newer.etag().substring(0, 8));
    assertThat(inbox.holds(key)).isFalse();
  }

  /** The device empties the file first, and writes it a moment later. */
  @Test
  void leavesAnEmptyObjectAMomentToBeReplaced() throws Exception {
    String key = inbox.upload("till-09/begun.jsonl", "");
    LoadResult empty = inbox.load(key);
    CompletableFuture<ArchiveResult> archiving =
        CompletableFuture.supplyAsync(() -> inbox.archive(empty));
    Thread.sleep(300);
    inbox.upload("till-09/begun.jsonl", "{\"transaction_id\":\"late\"}\n");

    assertThat(archiving.get(1, TimeUnit.MINUTES).archivedKey()).isNull();
    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.LOADED);
    assertThatThrownBy(
            () -> FileArchiving.atOnce(inbox.owner, inbox.store, Inbox.AREA).archive(soon(), null))
        .isInstanceOfSatisfying(
            ApplicationFailure.class, e -> assertThat(e.getType()).isEqualTo("NOT_AT_ONCE"));
  }

  private static UUID soon() {
    return inbox.load(inbox.upload("till-09/other.jsonl", "")).fileId();
  }

  @Test
  void endsAJourneyWhoseObjectVanished() {
    String key = inbox.upload("till-01/vanished.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    inbox.store.writer().delete(key, null);

    assertThat(inbox.archive(loaded)).isEqualTo(new ArchiveResult(FileStatus.ARCHIVED, null));

    assertThat(inbox.row(loaded.fileId()))
        .containsEntry("status", "archived")
        .containsEntry("reason", "OBJECT_GONE: its object vanished before it was archived");
    assertThat(inbox.row(loaded.fileId()).get("archived_key")).isNull();

    inbox.upload("till-01/vanished.jsonl", TEXT);
    String archived = inbox.archive(inbox.load(key)).archivedKey();
    assertThat(inbox.holds(archived)).isTrue();
    assertThat(inbox.row(loaded.fileId()).get("reason")).isNull();
  }

  @Test
  void whatMayNotBeDeletedIsNotArchivedUntilItMay() {
    String key = inbox.upload("till-01/kept.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    bucket.denyDeletes(true);
    try {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> inbox.archive(loaded))
            .isInstanceOfSatisfying(
                ApplicationFailure.class, e -> assertThat(e.getType()).isEqualTo("AccessDenied"));
        assertThat(inbox.row(loaded.fileId())).containsEntry("status", "loaded");
      }
    } finally {
      bucket.denyDeletes(false);
    }
    assertThat(inbox.holds(key)).isTrue();
    assertThat(inbox.lines("SELECT times_seen, message FROM scout.alerts " + OPEN))
        .singleElement()
        .asString()
        .startsWith("3|")
        .contains("may not be deleted", "AccessDenied");

    assertThat(inbox.load(key).fileId()).isEqualTo(loaded.fileId());
    String archived = inbox.archive(loaded).archivedKey();

    rests(loaded, key, archived);
    assertThat(inbox.store.listing().page(Inbox.PREFIX + "processed/", null, 1000).objects())
        .filteredOn(object -> object.key().contains("kept"))
        .hasSize(1);
    assertThat(inbox.lines("SELECT subject FROM scout.alerts " + OPEN)).isEmpty();
  }

  /** A loaded file and one in quarantine: both have to move. */
  @Test
  void whatMayNotBeCopiedHasAnAlertUntilItMay() {
    String key = inbox.upload("till-01/uncopied.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    String broken = inbox.upload("till-01/uncopied.json", "[{\"n\":");
    LoadResult quarantined = inbox.load(broken);
    assertThat(quarantined.status()).isEqualTo(FileStatus.QUARANTINED);
    Object reason = inbox.row(quarantined.fileId()).get("reason");
    bucket.denyCopies(true);
    try {
      for (LoadResult file : List.of(loaded, quarantined, loaded)) {
        assertThatThrownBy(() -> inbox.archive(file))
            .isInstanceOfSatisfying(
                ApplicationFailure.class, e -> assertThat(e.getType()).isEqualTo("AccessDenied"));
      }
    } finally {
      bucket.denyCopies(false);
    }
    assertThat(stopped()).containsExactly(broken + "|1", key + "|2");
    assertThat(inbox.row(loaded.fileId()).get("reason")).asString().startsWith("AccessDenied: ");
    assertThat(inbox.row(loaded.fileId()).get("stopped_at")).isNotNull();
    assertThat(inbox.row(quarantined.fileId())).containsEntry("reason", reason);

    rests(loaded, key, inbox.archive(loaded).archivedKey());
    assertThat(inbox.row(loaded.fileId())).containsEntry("reason", null);
    assertThat(inbox.row(loaded.fileId())).containsEntry("stopped_at", null);
    assertThat(stopped()).containsExactly(broken + "|1");
    assertThat(inbox.archive(quarantined).archivedKey()).startsWith(Inbox.PREFIX + "quarantine/");
    assertThat(inbox.row(quarantined.fileId()))
        .containsEntry("reason", reason)
        .containsEntry("stopped_at", null);
    assertThat(stopped()).isEmpty();
  }

  private static List<String> stopped() {
    return inbox.lines(
        "SELECT subject, times_seen FROM scout.alerts"
            + " WHERE kind = 'file_stopped' AND resolved_at IS NULL ORDER BY 1");
  }

  /** Within a workflow task nobody can stop it, and it holds up others. */
  @Test
  @Timeout(60)
  void atOnceOnlyWhatIsSmallAndGivesUpSoon() throws Exception {
    String key = inbox.upload("till-01/at-once.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    Jdbi jdbi = inbox.database.as(DatabaseRole.INGEST).jdbi();
    FileArchiving atOnce = FileArchiving.atOnce(jdbi, inbox.store, Inbox.AREA);
    try (Heartbeat heartbeat = Heartbeat.start()) {
      set(loaded, "size_bytes = 100000000");
      assertThatThrownBy(() -> atOnce.archive(loaded.fileId(), heartbeat))
          .isInstanceOfSatisfying(
              ApplicationFailure.class, e -> assertThat(e.getType()).isEqualTo("NOT_AT_ONCE"));
      set(loaded, "size_bytes = " + TEXT.length());
      assertThat(inbox.holds(key)).isTrue();

      try (Handle holder = inbox.owner.open()) {
        holder.begin();
        holder.execute("SELECT FROM scout.files WHERE file_id = ? FOR UPDATE", loaded.fileId());
        assertThatThrownBy(() -> atOnce.archive(loaded.fileId(), heartbeat))
            .hasMessageContaining("cancel");
        holder.rollback();
      }
      assertThat(atOnce.archive(loaded.fileId(), heartbeat).status())
          .isEqualTo(FileStatus.ARCHIVED);
    }
  }

  /** Any other step would wait for half a minute. */
  @Test
  @Timeout(25)
  void atOnceAStorageThatIsSilentIsGivenUpSoon() throws Exception {
    LoadResult loaded = inbox.load(inbox.upload("till-01/silent.jsonl", TEXT));
    try (Heartbeat heartbeat = Heartbeat.start();
        ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        ObjectStore hangs = new ObjectStore(silent(silent), 2)) {
      FileArchiving waits =
          FileArchiving.atOnce(inbox.database.as(DatabaseRole.INGEST).jdbi(), hangs, Inbox.AREA);
      assertThatThrownBy(() -> waits.archive(loaded.fileId(), heartbeat))
          .isInstanceOf(StorageUnavailable.class);
    }
    inbox.archive(loaded);
  }

  private static StorageSettings silent(ServerSocket server) {
    return new StorageSettings(
        URI.create("http://127.0.0.1:" + server.getLocalPort()),
        "us-east-1",
        "sample",
        "service",
        "service-secret");
  }

  private static void set(LoadResult file, String change) {
    inbox.owner.useHandle(
        h -> h.execute("UPDATE scout.files SET " + change + " WHERE file_id = ?", file.fileId()));
  }

  private static void rests(LoadResult loaded, String key, String target) {
    assertThat(inbox.holds(key)).isFalse();
    assertThat(inbox.holds(target)).isTrue();
    assertThat(inbox.row(loaded.fileId()))
        .containsEntry("status", "archived")
        .containsEntry("archived_key", target);
  }

  private static String target(LoadResult loaded, String path) {
    String day =
        inbox.one(
            "SELECT to_char(loaded_at AT TIME ZONE 'UTC', 'YYYYMMDD') FROM scout.files"
                + " WHERE file_id = ?",
            loaded.fileId());
    return Inbox.PREFIX + "processed/" + day + "/" + path;
  }
}
