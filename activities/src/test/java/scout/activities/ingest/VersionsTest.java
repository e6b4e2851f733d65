package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.ledger.Ledger;
import scout.activities.ledger.UploadMoment;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/** What loading makes of versions that are known, new, back again, or not there. */
class VersionsTest {
  private static final String A = "{\"transaction_id\":\"a\"}\n";
  private static final String B = "{\"transaction_id\":\"b\"}\n{\"transaction_id\":\"c\"}\n";

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

  @AfterEach
  void everythingIsAccountedFor() {
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void loadsAVersionOnce() {
    String key = inbox.upload("till-01/once.jsonl", A);
    LoadResult first = inbox.load(key);
    settled();
    int nudges = inbox.nudges.get();

    assertThat(inbox.load(key)).isEqualTo(first);

    assertThat(inbox.row(first.fileId()))
        .containsEntry("attempt", 1)
        .containsEntry("generation", 1);
    assertThat(inbox.nudges).hasValue(nudges);
  }

  @Test
  void tellsTheLayersOfAVersionThatTheyHaveNotTaken() {
    String key = inbox.upload("till-01/untold.jsonl", A);
    inbox.load(key);
    int nudges = inbox.nudges.get();

    inbox.load(key);

    assertThat(inbox.nudges).hasValue(nudges + 1);
  }

  @Test
  void takesTheSameUploadAgainOutOfTheInbox() {
    String key = inbox.upload("till-01/again.jsonl", A);
    LoadResult first = inbox.load(key);
    String archived = inbox.archive(first).archivedKey();
    inbox.upload("till-01/again.jsonl", A);

    LoadResult again = inbox.load(key);

    assertThat(again.fileId()).isEqualTo(first.fileId());
    assertThat(again.status()).isEqualTo(FileStatus.ARCHIVED);
    assertThat(again.archive()).isTrue();
    assertThat(inbox.archive(again).archivedKey()).isEqualTo(archived);
    assertThat(inbox.holds(key)).isFalse();
    assertThat(inbox.holds(archived)).isTrue();
  }

  @Test
  void loadsNewContentAsAVersionOfItsOwn() {
    String key = inbox.upload("till-01/new.jsonl", A);
    LoadResult first = inbox.load(key);
    inbox.upload("till-01/new.jsonl", B);

    LoadResult second = inbox.load(key);

    assertThat(second.fileId()).isNotEqualTo(first.fileId());
    assertThat(second.loaded()).isEqualTo(2);
    assertThat(inbox.row(first.fileId())).containsEntry("status", "loaded");
    assertThat(inbox.row(first.fileId()).get("replaced_by")).isNull();
  }

  @Test
  void settlesContentAgainThatIsBackAfterAnother() {
    String key = inbox.upload("till-01/aba.jsonl", A);
    LoadResult a = inbox.load(key);
    inbox.upload("till-01/aba.jsonl", B);
    LoadResult b = inbox.load(key);
    settled();
    inbox.upload("till-01/aba.jsonl", A);
    int nudges = inbox.nudges.get();

    LoadResult back = inbox.load(key);

    assertThat(back.fileId()).isEqualTo(a.fileId());
    assertThat(latest(key)).isEqualTo(a.fileId());
    assertThat(inbox.row(a.fileId()).get("silver_generation")).isNull();
    assertThat(inbox.row(a.fileId())).containsEntry("generation", 1);
    assertThat(inbox.row(b.fileId())).containsEntry("silver_generation", 1);
    assertThat(inbox.nudges).hasValue(nudges + 1);

    settled();
    inbox.load(key);
    assertThat(inbox.row(a.fileId())).containsEntry("silver_generation", 1);
  }

  @Test
  void settlesContentAgainThatTookTurnsWithinASecond() {
    String key = inbox.upload("till-01/abab.jsonl", A);
    LoadResult a = inbox.load(key);
    inbox.upload("till-01/abab.jsonl", B);
    LoadResult b = inbox.load(key);
    inbox.upload("till-01/abab.jsonl", A);
    inbox.load(key);
    inbox.upload("till-01/abab.jsonl", B);
    // as if all four came in the second of the last one
    OffsetDateTime second =
        inbox.store.stat(key).orElseThrow().lastModified().atOffset(ZoneOffset.UTC);
    inbox.owner.useHandle(
        h -> {
          String set = "UPDATE scout.files SET uploaded_at = ? WHERE file_id = ?";
          h.execute(set, second, b.fileId());
          h.execute(set, second.plus(1, ChronoUnit.MICROS), a.fileId());
        });

    inbox.load(key);
    assertThat(latest(key)).isEqualTo(b.fileId());
    inbox.upload("till-01/abab.jsonl", A);
    inbox.load(key);
    assertThat(latest(key)).isEqualTo(a.fileId());
  }

  @Test
  void ranksNewContentAboveContentThatCameBackWithinTheSecond() {
    String key = inbox.upload("till-01/abac.jsonl", A);
    LoadResult a = inbox.load(key);
    inbox.upload("till-01/abac.jsonl", "{\"transaction_id\":\"d\"}\n");
    OffsetDateTime second =
        inbox.store.stat(key).orElseThrow().lastModified().atOffset(ZoneOffset.UTC);
    // as if the content before had come back in the second of this one
    inbox.owner.useHandle(
        h ->
            h.execute(
                "UPDATE scout.files SET uploaded_at = ? WHERE file_id = ?",
                second.plus(3, ChronoUnit.MICROS),
                a.fileId()));

    LoadResult latest = inbox.load(key);

    assertThat(latest(key)).isEqualTo(latest.fileId());
  }

  @Test
  void ranksContentThatWasGoneAboveWhatCameBeforeItWithinTheSecond() {
    String key = Inbox.PREFIX + "till-01/gone-back.jsonl";
    String etag =
        inbox.upload(
            "till-01/gone-back.jsonl", A.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    inbox.store.writer().delete(key, null);
    inbox.load(key, etag);
    inbox.upload("till-01/gone-back.jsonl", B);
    LoadResult b = inbox.load(key);
    inbox.upload("till-01/gone-back.jsonl", A);
    OffsetDateTime second =
        inbox.store.stat(key).orElseThrow().lastModified().atOffset(ZoneOffset.UTC);
    inbox.owner.useHandle(
        h ->
            h.execute(
                "UPDATE scout.files SET uploaded_at = ? WHERE file_id = ?", second, b.fileId()));

    LoadResult back = inbox.load(key, etag);

    assertThat(latest(key)).isEqualTo(back.fileId());
  }

  @Test
  void leavesTheUploadTimeOfContentThatNothingCameBetween() {
    String key = inbox.upload("till-01/aa.jsonl", A);
    LoadResult a = inbox.load(key);
    Object uploadedAt = inbox.row(a.fileId()).get("uploaded_at");
    settled();
    inbox.owner.useHandle(
        h ->
            h.execute(
                "UPDATE scout.files SET uploaded_at = uploaded_at - interval '1 hour'"
                    + " WHERE file_id = ?",
                a.fileId()));

    inbox.load(key);

    assertThat(inbox.row(a.fileId()).get("uploaded_at")).isNotEqualTo(uploadedAt);
    assertThat(inbox.row(a.fileId())).containsEntry("silver_generation", 1);
  }

  @Test
  void knowsTheSameBytesUnderAnotherEtag() {
    String key = inbox.upload("till-01/parts.jsonl", A);
    LoadResult first = inbox.load(key);
    otherEtag(first.fileId());
    settled();

    LoadResult second = inbox.load(key);

    assertThat(second.fileId()).isNotEqualTo(first.fileId());
    assertThat(second.status()).isEqualTo(FileStatus.DUPLICATE);
    assertThat(second.loaded()).isZero();
    assertThat(second.code()).isEqualTo("SAME_CONTENT");
    assertThat(second.archive()).isTrue();
    assertThat(inbox.row(first.fileId())).containsEntry("silver_generation", 1);
    assertThat(inbox.archive(second).archivedKey()).startsWith(Inbox.PREFIX + "processed/");
    assertThat(inbox.row(second.fileId())).containsEntry("status", "duplicate");
    assertThat(inbox.holds(key)).isFalse();
  }

  @Test
  void settlesBytesAgainThatAreBackUnderAnotherEtag() {
    String key = inbox.upload("till-01/parts-aba.jsonl", A);
    LoadResult a = inbox.load(key);
    inbox.upload("till-01/parts-aba.jsonl", B);
    inbox.load(key);
    otherEtag(a.fileId());
    settled();
    inbox.upload("till-01/parts-aba.jsonl", A);

    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.DUPLICATE);

    assertThat(latest(key)).isEqualTo(a.fileId());
    assertThat(inbox.row(a.fileId()).get("silver_generation")).isNull();
  }

  @Test
  void loadsTheSameBytesOfTwoKeys() {
    LoadResult one = inbox.load(inbox.upload("till-01/copy-1.jsonl", A));
    LoadResult two = inbox.load(inbox.upload("till-01/copy-2.jsonl", A));

    assertThat(one.status()).isEqualTo(FileStatus.LOADED);
    assertThat(two.status()).isEqualTo(FileStatus.LOADED);
  }

  @Test
  void endsWhatWasAnnouncedAndIsGone() {
    String key = Inbox.PREFIX + "till-01/gone.jsonl";

    LoadResult gone = inbox.load(key, "0cc175b9c0f1b6a831c399e269772661");

    assertThat(gone.status()).isEqualTo(FileStatus.GONE);
    assertThat(gone.code()).isEqualTo("OBJECT_GONE");
    assertThat(gone.archive()).isFalse();
    assertThat(inbox.row(gone.fileId())).containsEntry("status", "gone");
    assertThat(inbox.load(key, gone.etag())).isEqualTo(gone);
    assertThat(inbox.archive(gone).status()).isEqualTo(FileStatus.GONE);
  }

  @Test
  void writesNothingDownForWhatNobodySaw() {
    LoadResult gone = inbox.load(Inbox.PREFIX + "till-01/never.jsonl");

    assertThat(gone.status()).isEqualTo(FileStatus.GONE);
    assertThat(gone.fileId()).isNull();
  }

  @Test
  void changesNothingForALateEventOfAnArchivedObject() {
    String key = inbox.upload("till-01/late-event.jsonl", A);
    LoadResult loaded = inbox.load(key);
    inbox.archive(loaded);
    Object row = inbox.row(loaded.fileId());

    assertThat(inbox.load(key, loaded.etag()).status()).isEqualTo(FileStatus.ARCHIVED);
    assertThat(inbox.load(key).archive()).isFalse();

    assertThat(inbox.row(loaded.fileId())).isEqualTo(row);
  }

  @Test
  void loadsAVersionThatIsBack() {
    String key = Inbox.PREFIX + "till-01/back.jsonl";
    String etag =
        inbox.upload("till-01/back.jsonl", A.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    inbox.store.writer().delete(key, null);
    LoadResult gone = inbox.load(key, etag);
    inbox.upload("till-01/back.jsonl", A);

    LoadResult loaded = inbox.load(key, etag);

    assertThat(loaded.fileId()).isEqualTo(gone.fileId());
    assertThat(loaded.status()).isEqualTo(FileStatus.LOADED);
    assertThat(loaded.reason()).isNull();
  }

  @Test
  void readsTheNewVersionAndGivesUpTheOneThatItReplaced() {
    String key = inbox.upload("till-01/replaced.jsonl", A);
    var old = inbox.store.stat(key).orElseThrow();
    UUID cut =
        inbox
            .database
            .as(scout.settings.DatabaseRole.INGEST)
            .jdbi()
            .withHandle(
                h -> new Ledger(Inbox.AREA).claim(h, old, UploadMoment.at(old.lastModified())))
            .orElseThrow()
            .fileId();
    inbox.upload("till-01/replaced.jsonl", B);

    LoadResult result = inbox.load(key, old.etag());

    assertThat(result.loaded()).isEqualTo(2);
    assertThat(inbox.row(cut)).containsEntry("status", "gone");
  }

  @Test
  void refusesWhatIsNotInput() {
    for (String key :
        new String[] {"notes.txt", "processed/20250314/a.json", "quarantine/20250314/a.json"}) {
      assertThatThrownBy(() -> inbox.load(Inbox.PREFIX + key))
          .isInstanceOf(ApplicationFailure.class)
          .satisfies(
              e -> {
                assertThat(((ApplicationFailure) e).getType()).isEqualTo("NOT_INPUT");
                assertThat(((ApplicationFailure) e).isNonRetryable()).isTrue();
              });
    }
    assertThatThrownBy(
            () ->
                inbox
                    .ingestion()
                    .load(
                        new LoadRequest("other", Inbox.PREFIX + "a.json", null, false, null, null)))
        .isInstanceOf(ApplicationFailure.class);
  }

  /** As if this version's ETag were that of an upload in parts. */
  private static void otherEtag(UUID fileId) {
    inbox.owner.useHandle(
        h -> h.execute("UPDATE scout.files SET etag = etag || '-2' WHERE file_id = ?", fileId));
  }

  /** As if silver had taken all there is. */
  private static void settled() {
    inbox.owner.useHandle(h -> h.execute("UPDATE scout.files SET silver_generation = generation"));
  }

  private static UUID latest(String key) {
    return UUID.fromString(
        inbox.one(
            "SELECT file_id FROM scout.files WHERE object_key = ? AND status <> 'duplicate'"
                + " ORDER BY uploaded_at DESC, file_seq DESC LIMIT 1",
            key));
  }
}
