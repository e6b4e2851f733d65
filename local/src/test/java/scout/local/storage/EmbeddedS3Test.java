package scout.local.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.local.home.LocalException;
import scout.storage.ListingPage;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.storage.StorageDenied;
import scout.storage.StoredObject;

class EmbeddedS3Test {
  private static final String PREFIX = LocalBucket.AREA.prefix();

  @TempDir Path data;
  private final List<String> created = new CopyOnWriteArrayList<>();
  private EmbeddedS3 server;
  private ObjectStore store;

  @BeforeEach
  void start() {
    server =
        EmbeddedS3.start(
            data,
            0,
            LocalBucket.AREA,
            LocalBucket.SERVICE,
            LocalBucket.DEVICE,
            (bucket, key, etag, size) -> created.add(bucket + " " + key + " " + size + " " + etag));
    store = new ObjectStore(server.service(), 8);
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  @Test
  void keepsObjectsAndEtagsWhenItStartsAgain() throws Exception {
    put(PREFIX + "a b.json", "content");
    byte[] large = new byte[17 << 20];
    store.writer().put(PREFIX + "large.csv", new ByteArrayInputStream(large), large.length);
    List<StoredObject> before = store.listing().page("", null, 10).objects();
    assertThat(before).hasSize(2);
    assertThat(before.get(1).etag()).endsWith("-2");

    stop();
    start();
    assertThat(store.listing().page("", null, 10).objects()).isEqualTo(before);
    assertThat(store.stat(PREFIX + "large.csv")).contains(before.get(1));
    try (ObjectStream stream = store.open(PREFIX + "a b.json", before.get(0).etag())) {
      assertThat(stream.body().readAllBytes()).isEqualTo("content".getBytes(UTF_8));
    }
  }

  @Test
  void neverShowsAnUnfinishedUploadAndRemovesItWhenItStarts() throws Exception {
    put(PREFIX + "a.json", "content");
    Path unfinished = data.resolve("sample/" + PREFIX + "b.json-" + UUID.randomUUID());
    Files.writeString(unfinished, "half of");
    assertThat(store.listing().page("", null, 10).objects())
        .extracting(StoredObject::key)
        .containsExactly(PREFIX + "a.json");

    stop();
    start();
    assertThat(unfinished).doesNotExist();
    assertThat(store.stat(PREFIX + "a.json")).isPresent();
  }

  @Test
  void tellsOfEveryObjectCreated() {
    put(PREFIX + "a b+ü.json", "content");
    store
        .copier()
        .copy(store.stat(PREFIX + "a b+ü.json").orElseThrow(), PREFIX + "processed/copy.json");
    byte[] large = new byte[17 << 20];
    store.writer().put(PREFIX + "large.csv", new ByteArrayInputStream(large), large.length);
    store.writer().delete(PREFIX + "large.csv", null);
    assertThatThrownBy(() -> put(PREFIX + "a b+ü.json/below", "refused"))
        .isInstanceOf(StorageDenied.class);

    String content = " 7 9a0364b9e99bb480dd25e1f0284c8555";
    assertThat(created)
        .hasSize(3)
        .startsWith(
            "sample " + PREFIX + "a b+ü.json" + content,
            "sample " + PREFIX + "processed/copy.json" + content);
    assertThat(created.get(2))
        .startsWith("sample " + PREFIX + "large.csv " + large.length)
        .endsWith("-2");
  }

  @Test
  void refusesAnObjectBelowAnObject() {
    put(PREFIX + "a.json", "content");
    assertRefused(PREFIX + "a.json/b.json", "InvalidArgument");
    put(PREFIX + "folder/b.json", "content");
    assertRefused(PREFIX + "folder", "InvalidArgument");
    assertThat(store.stat(PREFIX + "a.json/b.json")).isEmpty();
    assertThat(store.stat(PREFIX + "folder")).isEmpty();
    store.writer().delete(PREFIX + "a.json/b.json", null);
    store.writer().delete(PREFIX + "folder", null);
    assertThat(store.listing().page("", null, 10).objects()).hasSize(2);
  }

  @Test
  void refusesAnEmptyFolder() {
    assertRefused("/a.json", "InvalidArgument");
    assertThat(store.listing().page("", null, 10).objects()).isEmpty();
  }

  @Test
  void refusesWhatIsTooLongForAFileName() {
    assertRefused(PREFIX + "x".repeat(219), "KeyTooLong");
    put(PREFIX + "ü".repeat(127) + "/a.json", "content");
    assertRefused(PREFIX + "x".repeat(256) + "/a.json", "KeyTooLong");
    assertRefused("x/".repeat(512) + "a", "KeyTooLong");
    assertThat(store.stat(PREFIX + "x".repeat(300))).isEmpty();

    String longest = PREFIX + "x".repeat(255) + "/" + "y".repeat(218);
    put(longest, "content");
    assertThat(store.stat(longest)).isPresent();
  }

  @Test
  void listsInTheOrderOfTheKeysBytes() {
    List<String> keys =
        List.of("a-b", "a.json", "a/b", "a/b.c", "a0", "aa/x", "z", "ü", "\uFFEE", "\uD83E\uDDFE");
    for (String key : keys) {
      put(key, "x");
    }
    assertThat(store.listing().page("", null, 100).objects())
        .extracting(StoredObject::key)
        .containsExactlyElementsOf(keys);
    for (int i = 0; i < keys.size(); i++) {
      ListingPage page = store.listing().page("", keys.get(i), 1);
      boolean last = i == keys.size() - 1;
      assertThat(page.objects())
          .extracting(StoredObject::key)
          .isEqualTo(last ? List.of() : List.of(keys.get(i + 1)));
      assertThat(page.more()).isEqualTo(i < keys.size() - 2);
    }
    assertThat(store.listing().page("a/", null, 100).objects()).hasSize(2);
    assertThat(store.listing().page("a/b.", null, 100).objects()).hasSize(1);
    assertThat(store.listing().page("a", "a/", 100).objects()).hasSize(4);
  }

  @Test
  void survivesFoldersThatComeAndGo() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String key = PREFIX + random.nextInt(3) + "/" + i + ".json";
        tasks.add(
            () -> {
              put(key, "x");
              store.copier().copy(store.stat(key).orElseThrow(), PREFIX + "processed/" + key);
              store.writer().delete(key, null);
              store.writer().delete(PREFIX + "processed/" + key, null);
              store.listing().page(PREFIX, null, 10);
              return null;
            });
      }
      for (Future<Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.listing().page("", null, 10).objects()).isEmpty();
    assertThat(created).hasSize(800);
  }

  @Test
  void namesAPortThatIsTaken() throws IOException {
    int port = server.endpoint().getPort();
    assertThatThrownBy(
            () ->
                EmbeddedS3.start(
                    data,
                    port,
                    LocalBucket.AREA,
                    LocalBucket.SERVICE,
                    LocalBucket.DEVICE,
                    (bucket, key, etag, size) -> {}))
        .isInstanceOf(LocalException.class)
        .hasMessageContaining(Integer.toString(port));
  }

  @Test
  void writesNothingOutsideItsFolder() throws IOException {
    put(PREFIX + "a.json", "content");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).containsExactly(data.resolve("sample"));
    }
    assertThat(LocalBucket.DEVICE.toString()).doesNotContain("secret");
  }

  private void assertRefused(String key, String code) {
    assertThatThrownBy(() -> put(key, "content"))
        .isInstanceOf(StorageDenied.class)
        .hasMessageContaining(code);
  }

  private void put(String key, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    store.writer().put(key, new ByteArrayInputStream(bytes), bytes.length);
  }
}
