package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.storage.StoredObject;
import scout.workflows.ArchiveResult;
import scout.workflows.FileStatus;
import scout.workflows.LoadResult;

/** Archiving, cut after each of its steps and called again. */
class ArchivingTest {
  private static final String TEXT = "{\"n\":1}\n";

  @TempDir static Path folder;
  private static Inbox inbox;

  @BeforeAll
  static void start() throws Exception {
    inbox = new Inbox(folder);
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
    inbox.store.copy(inbox.store.stat(key).orElseThrow(), target);

    assertThat(inbox.archive(loaded)).isEqualTo(new ArchiveResult(FileStatus.ARCHIVED, target));

    rests(loaded, key, target);
  }

  @Test
  void goesOnAfterTheRecord() {
    String key = inbox.upload("till-01/recorded.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    String target = target(loaded, "till-01/recorded.jsonl");
    StoredObject object = inbox.store.stat(key).orElseThrow();
    inbox.store.copy(object, target);
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
        new IngestSettings(Overwrite.ADD, 1, scout.activities.parse.ParseSettings.defaults()));
    LoadResult loaded = inbox.replay(key, "r1");
    inbox.settings(IngestSettings.defaults());
    String target = target(loaded, "till-01/out.jsonl");
    inbox.store.copy(inbox.store.stat(quarantined).orElseThrow(), target);
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
        new IngestSettings(Overwrite.ADD, 1, scout.activities.parse.ParseSettings.defaults()));
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
    inbox.store.copy(inbox.store.stat(key).orElseThrow(), target(loaded, "till-01/newer.jsonl"));
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

  @Test
  void endsAJourneyWhoseObjectVanished() {
    String key = inbox.upload("till-01/vanished.jsonl", TEXT);
    LoadResult loaded = inbox.load(key);
    inbox.store.delete(key, null);

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
