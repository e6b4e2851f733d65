package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.storage.EmbeddedBucket;
import scout.storage.StorageUnavailable;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadRequest;

/** What the ledger and the alerts say of objects that can't be read. */
class UnreadFilesTest {
  private static final String RECORD =
      "{\"transaction_id\":\"t1\",\"store_id\":\"s1\",\"timestamp\":\"2025-03-01T10:00:00Z\"}";

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

  @BeforeEach
  void allow() {
    bucket.allow();
    inbox.owner.useHandle(
        handle -> handle.execute("TRUNCATE scout.alerts, scout.files, scout.bronze_records"));
  }

  private static String ledger(String key) {
    return inbox.one(
        "SELECT status || ' ' || (stopped_at IS NOT NULL) || ' ' || coalesce(reason, '-')"
            + " FROM scout.files WHERE object_key = ?",
        key);
  }

  private static List<String> alerts() {
    return inbox.lines(
        "SELECT subject || ' ' || times_seen FROM scout.alerts"
            + " WHERE kind = 'file_stopped' AND resolved_at IS NULL ORDER BY 1");
  }

  private static void refuse(String key) {
    assertThatThrownBy(() -> inbox.load(key)).isInstanceOf(ApplicationFailure.class);
  }

  @Test
  void deniedObjectHasARowWithTheReasonAndOneAlertUntilItIsRead() {
    String key = inbox.upload("till-01/denied.jsonl", RECORD);
    String other = inbox.upload("till-01/other.jsonl", RECORD);
    bucket.deny(key);
    refuse(key);
    refuse(key);

    assertThat(ledger(key)).startsWith("loading true AccessDenied: GET s3://sample/" + key);
    assertThat(alerts()).containsExactly(key + " 2");
    assertThat(inbox.load(other).status()).isEqualTo(FileStatus.LOADED);
    assertThat(alerts()).hasSize(1);

    bucket.allow();
    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.LOADED);
    assertThat(ledger(key)).isEqualTo("loaded false -");
    assertThat(alerts()).isEmpty();
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void deniedObjectThatSomebodyWantsReadAgainHasItsRowAndAlertToo() {
    String key = inbox.upload("till-01/again.jsonl", RECORD);
    bucket.deny(key);
    assertThatThrownBy(() -> inbox.replay(key, "r1")).isInstanceOf(ApplicationFailure.class);

    assertThat(ledger(key)).startsWith("loading true AccessDenied: GET s3://sample/" + key);
    assertThat(alerts()).containsExactly(key + " 1");

    bucket.allow();
    bucket.fail(key);
    assertThatThrownBy(() -> inbox.replay(key, "r1")).isInstanceOf(StorageUnavailable.class);
    assertThat(ledger(key)).startsWith("loading false SlowDown: GET s3://sample/" + key);

    bucket.allow();
    assertThat(inbox.replay(key, "r1").status()).isEqualTo(FileStatus.LOADED);
    assertThat(alerts()).isEmpty();
  }

  @Test
  void deniedObjectThatIsTakenAwayEndsItsAlert() {
    String key = inbox.upload("till-01/taken.jsonl", RECORD);
    bucket.deny(key);
    refuse(key);
    bucket.allow();
    inbox.store.writer().delete(key, null);

    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.GONE);
    assertThat(alerts()).isEmpty();
    assertThat(ledger(key)).startsWith("gone false OBJECT_GONE");
  }

  @Test
  void whenItIsReadAtLastItsUploadTimeIsThatOfTheObject() {
    String key = inbox.upload("till-01/time.jsonl", RECORD);
    bucket.deny(key);
    refuse(key);
    bucket.allow();
    inbox.load(key);

    Instant uploadedAt =
        inbox.owner.withHandle(
            h ->
                h.select("SELECT uploaded_at FROM scout.files WHERE object_key = ?", key)
                    .mapTo(Instant.class)
                    .one());
    assertThat(uploadedAt).isEqualTo(inbox.store.stat(key).orElseThrow().lastModified());
  }

  @Test
  void manyThatAreDeniedShareAnAlert() {
    for (int i = 0; i < 23; i++) {
      String key = inbox.upload("till-02/%02d.jsonl".formatted(i), RECORD);
      bucket.deny(key);
      refuse(key);
    }

    assertThat(alerts()).hasSize(21).contains("others 3");
    assertThat(inbox.one("SELECT count(*) FROM scout.files WHERE stopped_at IS NOT NULL"))
        .isEqualTo("23");
  }

  @Test
  void withoutAListingThereIsAtLeastTheAlert() {
    String key = inbox.upload("till-01/refused.jsonl", RECORD);
    try (IngestSteps refused = inbox.withWrongSecret()) {
      assertThatThrownBy(
              () -> refused.load(new LoadRequest("sample", key, null, false, null, null)))
          .isInstanceOf(ApplicationFailure.class);
    }

    assertThat(alerts()).containsExactly(key + " 1");
    assertThat(inbox.one("SELECT count(*) FROM scout.files")).isEqualTo("0");
  }

  /** As where the credential ends in the middle of a load. */
  @Test
  void withoutAListingTheRowOfALoadThatBeganSaysIt() {
    String key = inbox.upload("till-01/ended.jsonl", RECORD);
    bucket.fail(key);
    assertThatThrownBy(() -> inbox.load(key)).isInstanceOf(StorageUnavailable.class);
    bucket.allow();
    try (IngestSteps refused = inbox.withWrongSecret()) {
      assertThatThrownBy(
              () -> refused.load(new LoadRequest("sample", key, null, false, null, null)))
          .isInstanceOf(ApplicationFailure.class);
    }

    assertThat(ledger(key)).startsWith("loading true ").contains("SCOUT_S3_SECRET_KEY");
    assertThat(inbox.load(key).status()).isEqualTo(FileStatus.LOADED);
    assertThat(ledger(key)).isEqualTo("loaded false -");
  }

  @Test
  void whatFailsForNowHasARowAndNoAlert() {
    String key = inbox.upload("till-01/fails.jsonl", RECORD);
    bucket.fail(key);
    assertThatThrownBy(() -> inbox.load(key)).isInstanceOf(StorageUnavailable.class);

    assertThat(ledger(key)).startsWith("loading false SlowDown: GET s3://sample/" + key);
    assertThat(alerts()).isEmpty();
  }
}
