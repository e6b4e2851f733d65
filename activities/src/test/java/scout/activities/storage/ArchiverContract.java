package scout.activities.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import scout.workflows.ArchiveKeys;
import scout.workflows.InputArea;

/** What archiving does, cut wherever it may be cut. Each storage that is supported passes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchiverContract {
  private static final Instant WHEN = Instant.parse("2026-11-01T23:59:59Z");

  private TestBucket bucket;
  private ObjectStore store;
  private Archiver archiver;
  private int test;
  private InputArea area;
  private String key;
  private String target;
  private final List<ArchivedObject> ledger = new ArrayList<>();

  /** Starts the storage, or finds one, with an empty bucket. */
  protected abstract TestBucket start() throws Exception;

  @BeforeAll
  void open() throws Exception {
    bucket = start();
    store = new ObjectStore(bucket.settings(), 4);
    archiver = new Archiver(store);
  }

  @AfterAll
  void close() throws Exception {
    store.close();
    bucket.close();
  }

  @BeforeEach
  void folder() {
    area = new InputArea(bucket.settings().bucket(), "archive/" + test++ + "/");
    key = area.prefix() + "till-1/sales of day.json";
    target = ArchiveKeys.processed(area, key, WHEN);
    ledger.clear();
  }

  @Test
  void movesTheObject() throws Exception {
    StoredObject source = put(key, "content");
    ArchivedObject archived = archiver.archive(source, target, false, ledger::add);

    assertThat(target).isEqualTo(area.prefix() + "processed/20261101/till-1/sales of day.json");
    assertThat(keys()).containsExactly(target);
    assertThat(read(target)).isEqualTo("content");
    assertThat(archived.copied()).isTrue();
    assertThat(archived.copy().key()).isEqualTo(target);
    assertThat(ledger).containsExactly(archived);
  }

  @Test
  void changesNothingTheSecondTime() {
    StoredObject source = put(key, "content");
    archiver.archive(source, target, false, ledger::add);
    ArchivedObject again = archiver.archive(source, target, false, ledger::add);

    assertThat(again.copied()).isFalse();
    assertThat(again.copy().key()).isEqualTo(target);
    assertThat(keys()).containsExactly(target);
    assertThat(archiver.finish(source, target)).isTrue();
    assertThat(keys()).containsExactly(target);
  }

  @Test
  void finishesWhatWasCutBeforeTheRecord() {
    StoredObject source = put(key, "content");
    assertThatThrownBy(
            () ->
                archiver.archive(
                    source,
                    target,
                    false,
                    archived -> {
                      throw new IllegalStateException("cut");
                    }))
        .hasMessage("cut");
    assertThat(keys()).containsExactlyInAnyOrder(key, target);

    ArchivedObject archived = archiver.archive(source, target, false, ledger::add);
    assertThat(archived.copied()).isFalse();
    assertThat(ledger).containsExactly(archived);
    assertThat(keys()).containsExactly(target);
  }

  @Test
  void finishesWhatWasCutBeforeTheDelete() {
    StoredObject source = put(key, "content");
    store.copy(source, target);
    assertThat(archiver.finish(source, target)).isTrue();
    assertThat(keys()).containsExactly(target);
  }

  @Test
  void deletesNothingWhereTheCopyIsMissing() {
    StoredObject source = put(key, "content");
    assertThat(archiver.finish(source, target)).isFalse();
    assertThat(keys()).containsExactly(key);
  }

  @Test
  void keepsTheSourceUntilThePlaceIsRecorded() {
    StoredObject source = put(key, "content");
    archiver.archive(
        source,
        target,
        false,
        archived -> assertThat(keys()).containsExactlyInAnyOrder(key, target));
    assertThat(keys()).containsExactly(target);
  }

  @Test
  void overwritesNoOtherObject() throws Exception {
    StoredObject first = put(key, "first");
    archiver.archive(first, target, false, ledger::add);
    StoredObject second = put(key, "other");
    archiver.archive(second, target, false, ledger::add);

    String other =
        area.prefix()
            + "processed/20261101/till-1/sales of day-%s.json"
                .formatted(second.etag().substring(0, 8));
    assertThat(keys()).containsExactlyInAnyOrder(target, other);
    assertThat(read(target)).isEqualTo("first");
    assertThat(read(other)).isEqualTo("other");

    ArchivedObject again = archiver.archive(second, target, false, ledger::add);
    assertThat(again.copied()).isFalse();
    assertThat(again.copy().key()).isEqualTo(other);
    assertThat(keys()).hasSize(2);
  }

  @Test
  void leavesANameToWhoeverMayBeWritingThere() {
    StoredObject source = put(key, "content");

    ArchivedObject archived = archiver.archive(source, target, true, ledger::add);

    assertThat(archived.copy().key()).contains("-" + source.etag().substring(0, 8));
    assertThat(keys()).containsExactly(archived.copy().key());
    assertThat(archiver.archive(source, target, true, ledger::add).copied()).isFalse();
  }

  @Test
  void takesTheSharedNameWhereItLiesThereAlready() {
    StoredObject source = put(key, "content");
    store.copy(source, target);

    assertThat(archiver.archive(source, target, true, ledger::add).copied()).isFalse();
    assertThat(keys()).containsExactly(target);
  }

  @Test
  void takesTheWholeEtagWhereItsPartIsTakenToo() throws Exception {
    StoredObject source = put(key, "content");
    put(target, "another");
    put(ArchiveKeys.names(target, source.etag()).get(1), "a third");
    ArchivedObject archived = archiver.archive(source, target, false, ledger::add);
    assertThat(archived.copy().key()).isEqualTo(ArchiveKeys.names(target, source.etag()).get(2));
    assertThat(read(archived.copy().key())).isEqualTo("content");
    assertThat(read(target)).isEqualTo("another");
  }

  @Test
  void leavesANewerVersionAlone() throws Exception {
    StoredObject source = put(key, "first");
    archiver.archive(
        source,
        target,
        false,
        archived -> {
          put(key, "second");
          ledger.add(archived);
        });
    assertThat(read(target)).isEqualTo("first");
    assertThat(read(key)).isEqualTo("second");
  }

  @Test
  void findsAnOverwrittenVersionWhereTheBucketKeepsIt() throws Exception {
    StoredObject source = put(key, "first");
    put(key, "second");
    if (store.versioned()) {
      archiver.archive(source, target, false, ledger::add);
      assertThat(read(target)).isEqualTo("first");
      assertThat(read(key)).isEqualTo("second");
      return;
    }
    assertThatThrownBy(() -> archiver.archive(source, target, false, ledger::add))
        .isInstanceOf(ObjectChanged.class);
    store.delete(key, null);
    assertThatThrownBy(() -> archiver.archive(source, target, false, ledger::add))
        .isInstanceOf(ObjectGone.class);
    assertThat(ledger).isEmpty();
    assertThat(keys()).isEmpty();
  }

  @Test
  void isNotFooledByAnotherObjectOfTheSameSize() {
    StoredObject source = put(key, "first");
    put(target, "other");
    store.delete(key, source.versionId());
    assertThatThrownBy(() -> archiver.archive(source, target, false, ledger::add))
        .isInstanceOf(ObjectGone.class);
    assertThat(ledger).isEmpty();
  }

  @Test
  void knowsACopyWhoseEtagDiffers() throws Exception {
    byte[] large = new byte[17 << 20];
    Arrays.fill(large, (byte) 'x');
    store.put(key, new ByteArrayInputStream(large), large.length);
    StoredObject source = store.stat(key).orElseThrow();
    assertThat(source.etag()).endsWith("-2");
    StoredObject copy = store.copy(source, target).copy();
    assertThat(copy.etag()).isNotEqualTo(source.etag());

    ArchivedObject archived = archiver.archive(source, target, false, ledger::add);
    assertThat(archived.copied()).isFalse();
    assertThat(archived.copy().key()).isEqualTo(target);
    assertThat(keys()).containsExactly(target);

    large[large.length - 1] = 'y';
    store.put(key, new ByteArrayInputStream(large), large.length);
    StoredObject other = store.stat(key).orElseThrow();
    ArchivedObject second = archiver.archive(other, target, false, ledger::add);
    assertThat(second.copied()).isTrue();
    assertThat(second.copy().key()).isNotEqualTo(target);
    assertThat(second.copy().size()).isEqualTo(large.length);
  }

  @Test
  void archivesTheLongestNamesThoughTheirPlaceIsTaken() throws Exception {
    // As long as a name between slashes may be where files are stored as files.
    String name = "n".repeat(213) + ".json";
    String longest = area.prefix() + name;
    ArchivedObject one =
        archiver.archive(
            put(longest, "first"), ArchiveKeys.processed(area, longest, WHEN), false, ledger::add);
    ArchivedObject other =
        archiver.archive(
            put(longest, "other"), ArchiveKeys.processed(area, longest, WHEN), false, ledger::add);

    assertThat(keys()).containsExactlyInAnyOrder(one.copy().key(), other.copy().key());
    assertThat(read(one.copy().key())).isEqualTo("first");
    assertThat(read(other.copy().key())).isEqualTo("other");
  }

  @Test
  void leavesAnObjectWhereItBelongs() {
    StoredObject source = put(target, "content");
    archiver.archive(source, target, false, ledger::add);
    assertThat(keys()).containsExactly(target);
    assertThat(archiver.finish(source, target)).isTrue();
    assertThat(keys()).containsExactly(target);
  }

  @Test
  void movesFromQuarantineToo() throws Exception {
    String quarantined = ArchiveKeys.quarantine(area, key, WHEN);
    assertThat(quarantined)
        .isEqualTo(area.prefix() + "quarantine/20261101/till-1/sales of day.json");
    archiver.archive(put(key, "content"), quarantined, false, ledger::add);
    archiver.archive(store.stat(quarantined).orElseThrow(), target, false, ledger::add);
    assertThat(keys()).containsExactly(target);
    assertThat(read(target)).isEqualTo("content");
  }

  private List<String> keys() {
    return store.list(area.prefix(), null, 100).objects().stream().map(StoredObject::key).toList();
  }

  private StoredObject put(String at, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    store.put(at, new ByteArrayInputStream(bytes), bytes.length);
    return store.stat(at).orElseThrow();
  }

  private String read(String at) throws IOException {
    try (ObjectStream stream = store.open(at, null)) {
      return new String(stream.body().readAllBytes(), UTF_8);
    }
  }
}
