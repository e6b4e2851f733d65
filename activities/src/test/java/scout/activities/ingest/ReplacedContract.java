package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scout.storage.ObjectStream;
import scout.storage.TestBucket;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/** What becomes of an object that is replaced at any point of its journey, on each storage. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ReplacedContract {
  private static final String A = "{\"transaction_id\":\"a\"}\n";
  private static final String B = "{\"transaction_id\":\"b\"}\n{\"transaction_id\":\"c\"}\n";

  private Inbox inbox;

  /** Starts the storage with an empty bucket. */
  protected abstract TestBucket start() throws Exception;

  @BeforeAll
  void open() throws Exception {
    inbox = new Inbox(start());
  }

  @AfterAll
  void close() throws Exception {
    inbox.close();
  }

  @AfterEach
  void everythingIsAccountedFor() {
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void betweenListingAndReadingTheNewVersionIsRead() {
    String listed = inbox.upload("till/listed.jsonl", utf8(A));
    String key = inbox.upload("till/listed.jsonl", B);

    LoadResult result = inbox.load(key, listed);

    assertThat(result.status()).isEqualTo(FileStatus.LOADED);
    assertThat(result.loaded()).isEqualTo(2);
    assertThat(result.etag()).isNotEqualTo(listed);
    assertThat(inbox.lines("SELECT etag FROM scout.files WHERE object_key = ?", key))
        .containsExactly(result.etag());
  }

  @Test
  void archivedTogetherNoVersionIsLeft() {
    String one = inbox.upload("till/together-1.jsonl", A);
    String two = inbox.upload("till/together-2.jsonl", A);
    LoadResult first = inbox.load(one);
    LoadResult second = inbox.load(two);
    List<UUID> ids = List.of(first.fileId(), second.fileId());

    assertThat(inbox.ingestion().archiveTogether(ids)).hasSameElementsAs(ids);

    assertThat(List.of(one, two))
        .noneMatch(inbox::holds)
        .allMatch(key -> inbox.store.versions().find(key, first.etag()).isEmpty());
  }

  @Test
  void betweenReadingAndArchivingBothAreLoadedAndNoneIsLostThatTheBucketKeeps() throws Exception {
    String key = inbox.upload("till/read.jsonl", A);
    LoadResult a = inbox.load(key);
    inbox.upload("till/read.jsonl", B);

    String archived = inbox.archive(a).archivedKey();

    assertThat(inbox.row(a.fileId())).containsEntry("status", "archived");
    assertThat(archived != null).isEqualTo(inbox.store.versions().kept());
    if (archived == null) {
      assertThat((String) inbox.row(a.fileId()).get("reason")).startsWith("OBJECT_GONE: ");
    } else {
      assertThat(text(archived)).isEqualTo(A);
      assertThat(inbox.store.versions().find(key, a.etag())).isEmpty();
    }
    assertThat(text(key)).isEqualTo(B);
    LoadResult b = inbox.load(key);
    assertThat(b.loaded()).isEqualTo(2);
    assertThat(text(inbox.archive(b).archivedKey())).isEqualTo(B);
    assertThat(inbox.holds(key)).isFalse();
    assertThat(inbox.row(a.fileId())).containsEntry("records_loaded", 1L);
  }

  /** The later one is read, archived and gone before the earlier one shows again below it. */
  @Test
  void ofTwoUploadsWithinASecondTheLaterOneStands() {
    String key = withinASecond("till/second/");
    LoadResult b = inbox.load(key);
    inbox.archive(b);

    LoadResult a = inbox.load(key);

    assertThat(a.status() == FileStatus.LOADED).isEqualTo(inbox.store.versions().kept());
    assertThat(standing(key)).isEqualTo(b.etag());
    if (a.status() == FileStatus.LOADED) {
      inbox.archive(a);
      assertThat(inbox.holds(key)).isFalse();
    }
  }

  @Test
  void ofTwoUploadsWithinASecondTheLaterOneStandsAlsoWhereItIsReadLater() throws Exception {
    String key = withinASecond("till/later/");
    while (inbox.store.versions().kept() && !secondIsOver(key)) {
      Thread.sleep(100);
    }
    LoadResult b = inbox.load(key);
    inbox.archive(b);

    inbox.load(key);

    assertThat(standing(key)).isEqualTo(b.etag());
  }

  /** A device that makes the file first and writes it then. */
  @Test
  void anEmptyObjectBeforeTheRealOneLeavesNothingToDecide() {
    for (boolean inOrder : new boolean[] {true, false}) {
      String path = "till/empty-%s.jsonl".formatted(inOrder);
      String empty = inbox.upload(path, new byte[0]);
      String key = Inbox.PREFIX + path;
      if (inOrder) {
        inbox.archive(inbox.load(key, empty));
      }
      String real = inbox.upload(path, utf8(B));

      LoadResult loaded = inbox.load(key, inOrder ? real : empty);
      inbox.archive(loaded);
      LoadResult late = inbox.load(key, inOrder ? empty : real);
      if (late.archive()) {
        inbox.archive(late);
      }

      assertThat(loaded.etag()).isEqualTo(real);
      assertThat(loaded.loaded()).isEqualTo(2);
      assertThat(inbox.row(loaded.fileId())).containsEntry("status", "archived");
      assertThat(late.status() != FileStatus.QUARANTINED || late.corrected()).isTrue();
      assertThat(inbox.holds(key)).isFalse();
      assertThat(
              inbox.lines(
                  "SELECT subject FROM scout.alerts WHERE resolved_at IS NULL AND subject = ?",
                  key))
          .isEmpty();
    }
  }

  private boolean secondIsOver(String key) throws Exception {
    try (ObjectStream read = inbox.store.open(key, null)) {
      return !read.answeredAt().isBefore(read.object().lastModified().plusSeconds(2));
    }
  }

  /** Uploads A, then B, under a key of its own. */
  private String withinASecond(String folder) {
    for (int i = 0; ; i++) {
      String path = folder + i + ".jsonl";
      String key = inbox.upload(path, A);
      var first = inbox.store.stat(key).orElseThrow();
      inbox.upload(path, B);
      if (inbox.store.stat(key).orElseThrow().lastModified().equals(first.lastModified())) {
        return key;
      }
    }
  }

  private String standing(String key) {
    return inbox.one(
        "SELECT etag FROM scout.key_versions JOIN scout.files USING (file_id)"
            + " WHERE key_versions.object_key = ? AND place = 1",
        key);
  }

  @Test
  void twoVersionsNeverTakeOneNameInTheArchive() throws Exception {
    String key = inbox.upload("till/names.jsonl", A);
    LoadResult a = inbox.load(key);
    inbox.upload("till/names.jsonl", B);
    LoadResult b = inbox.load(key);

    String second = inbox.archive(b).archivedKey();
    String first = inbox.archive(a).archivedKey();

    assertThat(second).contains("-" + b.etag().substring(0, 8));
    assertThat(text(second)).isEqualTo(B);
    if (inbox.store.versions().kept()) {
      assertThat(first).contains("-" + a.etag().substring(0, 8));
      assertThat(text(first)).isEqualTo(A);
    }
  }

  @Test
  void anEarlierVersionIsReplayedFromWhereItLies() throws Exception {
    String key = inbox.upload("till/replayed.jsonl", A);
    LoadResult a = inbox.load(key);
    inbox.upload("till/replayed.jsonl", B);

    LoadResult again =
        inbox.ingestion().load(new LoadRequest("sample", key, a.etag(), true, null, "r1"));

    assertThat(again.fileId()).isEqualTo(a.fileId());
    if (!inbox.store.versions().kept()) {
      assertThat(again.code()).isEqualTo("OBJECT_GONE");
      assertThat(inbox.row(a.fileId())).containsEntry("generation", 1);
      return;
    }
    assertThat(again.status()).isEqualTo(FileStatus.LOADED);
    assertThat(inbox.row(a.fileId())).containsEntry("generation", 2);
    assertThat(text(inbox.archive(again).archivedKey())).isEqualTo(A);
    assertThat(text(key)).isEqualTo(B);
  }

  @Test
  void goneBeforeItIsReadItEndsAsGone() {
    String etag = inbox.upload("till/gone.jsonl", utf8(A));
    String key = Inbox.PREFIX + "till/gone.jsonl";
    inbox.store.writer().delete(key, null);

    assertThat(inbox.load(key, etag).status()).isEqualTo(FileStatus.GONE);
    assertThat(inbox.load(key, etag).status()).isEqualTo(FileStatus.GONE);
  }

  @Test
  void backAfterAnotherTheFirstContentStandsAndAllIsArchived() throws Exception {
    String key = inbox.upload("till/back.jsonl", A);
    LoadResult a = inbox.load(key);
    inbox.upload("till/back.jsonl", B);
    LoadResult b = inbox.load(key);
    inbox.upload("till/back.jsonl", A);

    LoadResult back = inbox.load(key);

    assertThat(back.fileId()).isEqualTo(a.fileId());
    assertThat(
            inbox.one(
                "SELECT file_id FROM scout.files WHERE object_key = ?"
                    + " ORDER BY uploaded_at DESC LIMIT 1",
                key))
        .isEqualTo(a.fileId().toString());
    // Where there are versions, each delete shows the one below, which the next sweep tells.
    for (int i = 0; i < 3; i++) {
      inbox.archive(inbox.holds(key) ? inbox.load(key) : back);
    }
    inbox.archive(b);
    assertThat(inbox.holds(key)).isFalse();
    assertThat(text((String) inbox.row(a.fileId()).get("archived_key"))).isEqualTo(A);
  }

  private String text(String key) throws Exception {
    try (ObjectStream stream = inbox.store.open(key, null)) {
      return new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
