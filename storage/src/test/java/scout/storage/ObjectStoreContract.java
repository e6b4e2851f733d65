package scout.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scout.settings.StorageSettings;

/** What Scout asks of an object storage. Each storage that is supported passes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ObjectStoreContract {
  private static final int MIB = 1 << 20;

  private TestBucket bucket;
  private ObjectStore store;
  private int test;
  private String prefix;

  /** Starts the storage, or finds one, with an empty bucket. */
  protected abstract TestBucket start() throws Exception;

  @BeforeAll
  void open() throws Exception {
    bucket = start();
    // Parts may not be smaller than 5 MiB; so this is the smallest copy in parts.
    store = new ObjectStore(bucket.settings(), 4, new CopySizes(6 * MIB, 5 * MIB));
  }

  @AfterAll
  void close() throws Exception {
    store.close();
    bucket.close();
  }

  @BeforeEach
  void folder() {
    prefix = "contract/" + test++ + "/";
  }

  @Test
  void deletesManyAtOnceAndAnyThatAreGone() {
    List<StoredObject> doomed = new ArrayList<>();
    for (String name : List.of("a.json", "it's & <b>.json", "ü/c d.json")) {
      put(prefix + name, name);
      doomed.add(store.stat(prefix + name).orElseThrow());
    }
    put(prefix + "stays.json", "stays");
    store.writer().delete(doomed.get(0).key(), doomed.get(0).versionId());

    store.writer().deleteAll(doomed);

    assertThat(store.listing().page(prefix, null, 100).objects())
        .extracting(StoredObject::key)
        .containsExactly(prefix + "stays.json");
  }

  @Test
  void oneListingTellsOfKeysThatLieTogether() {
    for (int i = 0; i < 20; i++) {
      put(prefix + "%02d.json".formatted(i), "text " + i);
    }
    List<String> asked = List.of(prefix + "03.json", prefix + "01.json", prefix + "zz.json");

    ListedKeys told = ListedKeys.around(store, prefix, asked);

    assertThat(told.find(prefix + "03.json").orElseThrow().etag())
        .isEqualTo(store.stat(prefix + "03.json").orElseThrow().etag());
    assertThat(told.tellsOf(prefix + "01.json")).isTrue();
    assertThat(told.find(prefix + "01.jsonl")).isEmpty();
    assertThat(told.tellsOf(prefix + "zz.json")).isFalse();
  }

  @Test
  void storesAndReadsBack() throws Exception {
    Instant before = Instant.now();
    String etag = put(prefix + "a.json", "{\"a\":1}");

    StoredObject told = store.stat(prefix + "a.json").orElseThrow();
    assertThat(told.etag()).isEqualTo(etag).doesNotContain("\"");
    assertThat(told.size()).isEqualTo(7);
    assertThat(Duration.between(before, told.lastModified()).abs())
        .isLessThan(Duration.ofMinutes(5));
    try (ObjectStream stream = store.open(prefix + "a.json", etag)) {
      assertThat(stream.object()).isEqualTo(told);
      assertThat(stream.body().readAllBytes()).isEqualTo("{\"a\":1}".getBytes(UTF_8));
    }
    try (ObjectStream whatever = store.open(prefix + "a.json", null)) {
      assertThat(whatever.object()).isEqualTo(told);
    }
  }

  @Test
  void keepsWhatTheUploaderDeclared() throws Exception {
    Map<String, String> declared = Map.of("scout-sha256", "ab12", "scout-records", "7");
    byte[] large = bytes(6 * MIB + 1);
    for (byte[] content : List.of(new byte[1], large)) {
      String key = prefix + content.length + ".csv";
      store.writer().put(key, new ByteArrayInputStream(content), content.length, declared);
      StoredObject copy =
          store.copier().copy(store.stat(key).orElseThrow(), prefix + "copy.csv").copy();
      for (String at : List.of(key, copy.key())) {
        try (ObjectStream stream = store.open(at, null)) {
          assertThat(stream.metadata()).isEqualTo(declared);
        }
      }
    }
    put(prefix + "plain.csv", "a");
    try (ObjectStream stream = store.open(prefix + "plain.csv", null)) {
      assertThat(stream.metadata()).isEmpty();
    }
  }

  @Test
  void tellsThatThereIsNothing() {
    assertThat(store.stat(prefix + "none.json")).isEmpty();
    assertThatThrownBy(() -> store.open(prefix + "none.json", null)).isInstanceOf(ObjectGone.class);
    assertThatThrownBy(() -> store.open(prefix + "none.json", "0cc175b9c0f1b6a831c399e269772661"))
        .isInstanceOf(ObjectGone.class);
    assertThat(store.listing().page(prefix, null, 10)).isEqualTo(new ListingPage(List.of(), false));
    store.writer().delete(prefix + "none.json", null);
  }

  @Test
  void readsAnEmptyObject() throws Exception {
    put(prefix + "empty.json", "");
    try (ObjectStream stream = store.open(prefix + "empty.json", null)) {
      assertThat(stream.object().size()).isZero();
      assertThat(stream.body().read()).isEqualTo(-1);
    }
  }

  @Test
  void refusesAnotherVersion() {
    String first = put(prefix + "a.json", "first");
    String second = put(prefix + "a.json", "second");
    assertThat(second).isNotEqualTo(first);
    assertThatThrownBy(() -> store.open(prefix + "a.json", first))
        .isInstanceOf(ObjectChanged.class)
        .hasMessageContaining(prefix + "a.json");
    StoredObject old = new StoredObject(prefix + "a.json", first, 5, Instant.now(), null);
    assertThatThrownBy(() -> store.copier().copy(old, prefix + "b.json"))
        .isInstanceOf(ObjectChanged.class);
    assertThat(store.stat(prefix + "b.json")).isEmpty();
  }

  @Test
  void findsAVersionByItsEtag() throws Exception {
    String key = prefix + "a.json";
    String first = put(key, "first");
    put(key + "l", "first");
    assertThat(store.versions().find(key, first)).isEqualTo(store.stat(key));
    put(key, "second");

    Optional<StoredObject> earlier = store.versions().find(key, first);

    assertThat(earlier.isPresent()).isEqualTo(store.versions().kept());
    if (earlier.isPresent()) {
      assertThat(earlier.get().key()).isEqualTo(key);
      try (ObjectStream stream = store.open(earlier.get())) {
        assertThat(new String(stream.body().readAllBytes(), UTF_8)).isEqualTo("first");
      }
      assertThat(read(key)).isEqualTo("second");
      store.writer().delete(key, null);
      assertThat(store.versions().find(key, first)).isEqualTo(earlier);
      store.writer().delete(key, earlier.get().versionId());
    }
    assertThat(store.versions().find(key, first)).isEmpty();
    assertThat(store.versions().find(prefix + "none.json", first)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b.json",
        " leading and trailing .json ",
        "it's \"quoted\".json",
        "new\nline.json",
        "tab\there.json",
        "plus+and%2Bpercent%.json",
        "a&b<c>d=e?f#g;h,i@j$k!l*m(n)[o]{p}|q^r~s`t.json",
        "back\\slash.json",
        "trailing.dots...",
        ".../a.json",
        "..a/b./c..json",
        "control\u0001.json",
        "no character \ufffe.json",
        "x%2f..%2fa.json",
        " /a.json",
        "日本語/ürünler/ñandú.json",
        "emoji 🧾.json",
        "e\u0301 decomposed.json"
      })
  void holdsAnyKey(String name) throws Exception {
    String key = prefix + name;
    String etag = put(key, name);

    assertThat(store.listing().page(prefix, null, 10).objects())
        .singleElement()
        .satisfies(
            listed -> {
              assertThat(listed.key()).isEqualTo(key);
              assertThat(listed.etag()).isEqualTo(etag);
              assertThat(listed.size()).isEqualTo(name.getBytes(UTF_8).length);
            });
    StoredObject told = store.stat(key).orElseThrow();
    assertThat(read(key)).isEqualTo(name);
    StoredObject copy = store.copier().copy(told, prefix + "copy/" + name).copy();
    assertThat(read(copy.key())).isEqualTo(name);
    assertThat(store.listing().page(key, null, 1).objects())
        .extracting(StoredObject::key)
        .contains(key);
    store.writer().delete(copy.key(), null);
    store.writer().delete(key, null);
    assertThat(store.listing().page(prefix, null, 10).objects()).isEmpty();
  }

  @Test
  void holdsAKeyOfThe1024BytesThatS3Allows() throws Exception {
    // Names of 100 bytes in folders, since storages on a file system hold none above 255.
    String folders = prefix + ("日本".repeat(16) + "& +/").repeat(9);
    String key = folders + "z".repeat(1024 - ".json".length() - utf8(folders)) + ".json";
    assertThat(utf8(key)).isEqualTo(1024);

    String etag = put(key, "content");
    assertThat(store.stat(key).orElseThrow().etag()).isEqualTo(etag);
    assertThat(read(key)).isEqualTo("content");
    assertThat(store.listing().page(prefix, null, 10).objects())
        .extracting(StoredObject::key)
        .containsExactly(key);
    assertThat(
            store.copier().copy(store.stat(key).orElseThrow(), prefix + "copy.json").copy().etag())
        .isEqualTo(etag);
    store.writer().delete(key, null);
    assertThat(store.stat(key)).isEmpty();
  }

  @Test
  void listsInPagesThroughAllFolders() {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      keys.add(prefix + "device-%02d/%02d/sales %d+.json".formatted(i % 5, i, i));
      put(keys.get(i), "x");
    }
    keys.sort(null);

    List<String> seen = new ArrayList<>();
    ListingPage page = store.listing().page(prefix, null, 10);
    int pages = 1;
    while (page.more()) {
      assertThat(page.objects()).hasSize(10);
      page.objects().forEach(object -> seen.add(object.key()));
      page = store.listing().page(prefix, seen.get(seen.size() - 1), 10);
      pages++;
    }
    page.objects().forEach(object -> seen.add(object.key()));
    assertThat(seen).isEqualTo(keys);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void stepsOverAFolder() {
    put(prefix + "archive.json", "x");
    for (int i = 0; i < 5; i++) {
      put(prefix + "processed/20261101/" + i + ".json", "x");
    }
    put(prefix + "till-1/a.json", "x");

    assertThat(store.listing().page(prefix, prefix + "processed0", 100).objects())
        .extracting(StoredObject::key)
        .containsExactly(prefix + "till-1/a.json");
    ListingPage first = store.listing().page(prefix, null, 2);
    assertThat(first.objects())
        .extracting(StoredObject::key)
        .containsExactly(prefix + "archive.json", prefix + "processed/20261101/0.json");
    assertThat(first.more()).isTrue();
  }

  @Test
  void copiesWithItsEtag() throws Exception {
    put(prefix + "a.json", "content");
    StoredObject from = store.stat(prefix + "a.json").orElseThrow();
    StoredObject copy = store.copier().copy(from, prefix + "b.json").copy();
    assertThat(copy.key()).isEqualTo(prefix + "b.json");
    assertThat(copy.etag()).isEqualTo(from.etag());
    assertThat(copy.size()).isEqualTo(from.size());
    assertThat(read(prefix + "b.json")).isEqualTo("content");
    assertThat(read(prefix + "a.json")).isEqualTo("content");
    store.writer().delete(prefix + "a.json", from.versionId());
    assertThatThrownBy(() -> store.copier().copy(from, prefix + "c.json"))
        .isInstanceOf(ObjectGone.class);
  }

  @Test
  void copiesALargeObjectInParts() throws Exception {
    byte[] large = bytes(11 * MIB + 1);
    String etag =
        store.writer().put(prefix + "large.csv", new ByteArrayInputStream(large), large.length);
    StoredObject from = store.stat(prefix + "large.csv").orElseThrow();
    assertThat(from.etag()).isEqualTo(etag).doesNotContain("-");

    StoredObject copy = store.copier().copy(from, prefix + "copy of large.csv").copy();
    assertThat(copy.size()).isEqualTo(large.length);
    assertThat(copy.etag()).endsWith("-3");
    try (ObjectStream stream = store.open(copy.key(), copy.etag())) {
      assertThat(stream.body().readAllBytes()).isEqualTo(large);
    }
    StoredObject other =
        new StoredObject(
            from.key(), "0cc175b9c0f1b6a831c399e269772661", from.size(), from.lastModified(), null);
    assertThatThrownBy(() -> store.copier().copy(other, prefix + "never.csv"))
        .isInstanceOf(ObjectChanged.class);
    assertThat(store.stat(prefix + "never.csv")).isEmpty();
  }

  @Test
  void uploadsALargeObjectInParts() throws Exception {
    byte[] large = bytes(17 * MIB);
    String etag =
        store.writer().put(prefix + "large.csv", new ByteArrayInputStream(large), large.length);
    assertThat(etag).endsWith("-2");
    StoredObject told = store.stat(prefix + "large.csv").orElseThrow();
    assertThat(told.etag()).isEqualTo(etag);
    assertThat(store.listing().page(prefix, null, 10).objects())
        .singleElement()
        .extracting(StoredObject::etag)
        .isEqualTo(etag);
    try (ObjectStream stream = store.open(told.key(), etag)) {
      assertThat(stream.body().readAllBytes()).isEqualTo(large);
    }
  }

  @Test
  void closingEarlyLeavesTheStoreUsable() throws Exception {
    byte[] large = bytes(4 * MIB);
    store.writer().put(prefix + "large.csv", new ByteArrayInputStream(large), large.length);
    for (int i = 0; i < 10; i++) {
      try (ObjectStream stream = store.open(prefix + "large.csv", null)) {
        assertThat(stream.body().readNBytes(100)).hasSize(100);
      }
    }
    assertThat(store.stat(prefix + "large.csv")).isPresent();
  }

  @Test
  void saysWhichSettingIsWrong() {
    StorageSettings right = bucket.settings();
    assertRefused(
        new StorageSettings(
            right.endpoint(), right.region(), right.bucket(), right.accessKey(), "wrong-secret"),
        "SCOUT_S3_SECRET_KEY");
    assertRefused(
        new StorageSettings(
            right.endpoint(), right.region(), right.bucket(), "nobody", right.secretKey()),
        "SCOUT_S3_ACCESS_KEY");
    assertRefused(
        new StorageSettings(
            right.endpoint(),
            right.region(),
            "no-such-bucket",
            right.accessKey(),
            right.secretKey()),
        "SCOUT_S3_BUCKET");
  }

  private void assertRefused(StorageSettings wrong, String setting) {
    try (ObjectStore refused = new ObjectStore(wrong, 1)) {
      assertThatThrownBy(() -> refused.listing().page("", null, 1))
          .isInstanceOf(StorageDenied.class)
          .hasMessageContaining(setting)
          .hasMessageNotContainingAny("wrong-secret", bucket.settings().secretKey())
          .hasNoCause();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.json", "./a.json", "x//a.json"})
  void refusesAKeyThatTheClientWouldMakeAnother(String name) {
    put(prefix + "a.json", "content");
    put(prefix + "x/a.json", "content");
    StoredObject from = store.stat(prefix + "a.json").orElseThrow();
    String key = prefix + name;
    assertUnusable(() -> store.stat(key));
    assertUnusable(() -> store.open(key, null));
    assertUnusable(() -> put(key, "other"));
    assertUnusable(() -> store.copier().copy(from, key));
    assertUnusable(() -> store.writer().delete(key, null));
    assertThat(store.listing().page(prefix, null, 10).objects()).hasSize(2);
  }

  private static void assertUnusable(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(StorageDenied.class)
        .extracting(e -> ((StorageDenied) e).code())
        .isEqualTo("UNUSABLE_OBJECT");
  }

  private String put(String key, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    return store.writer().put(key, new ByteArrayInputStream(bytes), bytes.length);
  }

  private String read(String key) throws IOException {
    try (ObjectStream stream = store.open(key, null)) {
      return new String(stream.body().readAllBytes(), UTF_8);
    }
  }

  private static int utf8(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
