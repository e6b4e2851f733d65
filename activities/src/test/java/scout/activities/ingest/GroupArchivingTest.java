package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.settings.DatabaseRole;
import scout.storage.EmbeddedBucket;
import scout.storage.EmbeddedBucket.HeldCopy;
import scout.storage.StoredObject;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.LoadResult;

/** Many files are archived together; what is out of the ordinary is left to be done alone. */
class GroupArchivingTest {
  @TempDir Path folder;
  private EmbeddedBucket bucket;
  private Inbox inbox;
  private final List<String> keys = new ArrayList<>();
  private final List<LoadResult> loads = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    bucket = new EmbeddedBucket(folder);
    inbox = new Inbox(bucket);
    for (int i = 0; i < 12; i++) {
      keys.add(inbox.upload("till-01/%02d ü'.jsonl".formatted(i), "{\"n\":%d}\n".formatted(i)));
      loads.add(inbox.load(keys.get(i)));
    }
  }

  @AfterEach
  void stop() throws Exception {
    inbox.close();
  }

  private List<UUID> ids() {
    return loads.stream().map(LoadResult::fileId).toList();
  }

  private String target(int file) {
    String day =
        inbox.one(
            "SELECT to_char(loaded_at AT TIME ZONE 'UTC', 'YYYYMMDD') FROM scout.files"
                + " WHERE file_id = ?",
            loads.get(file).fileId());
    return Inbox.PREFIX
        + "processed/"
        + day
        + "/"
        + keys.get(file).substring(Inbox.PREFIX.length());
  }

  private String text(String key) throws Exception {
    try (var object = inbox.store.open(key, null)) {
      return new String(object.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void movesThemAll() throws Exception {
    assertThat(inbox.ingestion().archiveTogether(ids())).hasSameElementsAs(ids());

    assertThat(keys).noneMatch(inbox::holds);
    for (int i = 0; i < keys.size(); i++) {
      assertThat(text(target(i))).isEqualTo("{\"n\":%d}\n".formatted(i));
      assertThat(inbox.row(loads.get(i).fileId()))
          .containsEntry("status", "archived")
          .containsEntry("archived_key", target(i));
    }
    assertThat(inbox.ingestion().archiveTogether(ids())).isEmpty();
    assertThat(inbox.contradictions()).isEmpty();
  }

  @Test
  void leavesWhatIsOutOfTheOrdinary() throws Exception {
    inbox.upload("other.jsonl", "{\"other\":1}\n");
    StoredObject other = inbox.store.stat(Inbox.PREFIX + "other.jsonl").orElseThrow();
    inbox.store.copier().copy(other, target(2));
    inbox.upload(keys.get(5).substring(Inbox.PREFIX.length()), "{\"n\":\"newer\"}\n");
    inbox.upload(keys.get(7).substring(Inbox.PREFIX.length()), "{\"n\":\"loaded\"}\n");
    inbox.load(keys.get(7));
    inbox.store.writer().delete(keys.get(9), null);

    Set<UUID> archived = inbox.ingestion().archiveTogether(ids());

    assertThat(archived).hasSize(8).doesNotContain(ids().get(2), ids().get(5), ids().get(7));
    assertThat(archived).doesNotContain(ids().get(9));
    assertThat(text(target(2))).isEqualTo("{\"other\":1}\n");
    assertThat(text(keys.get(5))).isEqualTo("{\"n\":\"newer\"}\n");
    assertThat(text(keys.get(7))).isEqualTo("{\"n\":\"loaded\"}\n");
    assertThat(inbox.ingestion().archive(ids().get(2)).archivedKey())
        .isNotEqualTo(target(2))
        .startsWith(Inbox.PREFIX + "processed/");
    assertThat(text(target(2))).isEqualTo("{\"other\":1}\n");
  }

  @Test
  void doesNotWaitForARowThatIsHeld() {
    UUID held = ids().get(3);
    inbox.owner.useTransaction(
        handle -> {
          handle.execute("SELECT FROM scout.files WHERE file_id = ? FOR UPDATE", held);
          assertThat(inbox.ingestion().archiveTogether(ids())).hasSize(11).doesNotContain(held);
        });
    assertThat(inbox.holds(keys.get(3))).isTrue();

    inbox.archive(loads.get(3));

    assertThat(keys).noneMatch(inbox::holds);
    assertThat(inbox.row(held)).containsEntry("archived_key", target(3));
  }

  /** A sweep has signalled the journeys of files that a group moves at this moment. */
  @Test
  void aJourneyLeavesTheCopyToTheGroup() throws Exception {
    FileArchiving atOnce =
        FileArchiving.atOnce(
            inbox.database.as(DatabaseRole.INGEST).jdbi(), inbox.store, Inbox.AREA);
    CompletableFuture<Set<UUID>> group;
    CompletableFuture<ArchiveResult> journey;
    try (HeldCopy held = bucket.holdNextCopy()) {
      group = CompletableFuture.supplyAsync(() -> inbox.ingestion().archiveTogether(ids()));
      held.awaitAsked();
      for (UUID file : ids()) {
        assertThatThrownBy(() -> atOnce.archive(file, null))
            .isInstanceOfSatisfying(
                ApplicationFailure.class, e -> assertThat(e.getType()).isEqualTo("NOT_AT_ONCE"));
      }
      journey = CompletableFuture.supplyAsync(() -> inbox.archive(loads.get(0)));
    }

    assertThat(group.get()).hasSameElementsAs(ids());
    assertThat(journey.get().archivedKey()).isEqualTo(target(0));
    copiedOnce();
  }

  @Test
  void aGroupLeavesTheCopyToTheJourney() throws Exception {
    CompletableFuture<ArchiveResult> journey;
    try (HeldCopy held = bucket.holdNextCopy()) {
      journey = CompletableFuture.supplyAsync(() -> inbox.archive(loads.get(4)));
      held.awaitAsked();
      assertThat(inbox.ingestion().archiveTogether(ids())).hasSize(11).doesNotContain(ids().get(4));
    }

    assertThat(journey.get().archivedKey()).isEqualTo(target(4));
    assertThat(inbox.archive(loads.get(4))).isEqualTo(journey.get());
    copiedOnce();
  }

  /** In a bucket with versions, another copy would be another version. */
  private void copiedOnce() {
    for (int i = 0; i < keys.size(); i++) {
      assertThat(bucket.copiesTo(target(i))).as(target(i)).isEqualTo(1);
    }
    assertThat(keys).noneMatch(inbox::holds);
    assertThat(inbox.contradictions()).isEmpty();
  }

  /** Each file's own step then says what is refused. */
  @Test
  void leavesWhatTheStorageRefuses() {
    bucket.denyCopies(true);
    assertThat(inbox.ingestion().archiveTogether(ids())).isEmpty();
    assertThat(keys).allMatch(inbox::holds);

    bucket.denyCopies(false);
    assertThat(inbox.ingestion().archiveTogether(ids())).hasSameElementsAs(ids());
  }

  @Test
  void cutBeforeTheDeleteIsFinishedAlone() {
    inbox.owner.useHandle(
        h -> h.execute("ALTER TABLE scout.files ADD CHECK (archived_at IS NULL)"));
    assertThatThrownBy(() -> inbox.ingestion().archiveTogether(ids()))
        .hasStackTraceContaining("files_archived_at_check");
    inbox.owner.useHandle(
        h -> h.execute("ALTER TABLE scout.files DROP CONSTRAINT files_archived_at_check"));
    assertThat(keys).allMatch(inbox::holds);

    assertThat(inbox.ingestion().archiveTogether(ids())).isEmpty();
    loads.forEach(inbox::archive);

    assertThat(keys).noneMatch(inbox::holds);
    for (int i = 0; i < keys.size(); i++) {
      assertThat(inbox.row(loads.get(i).fileId())).containsEntry("archived_key", target(i));
    }
  }
}
