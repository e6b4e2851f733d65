package scout.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArchiveOriginTest {
  private static final BucketLayout LAYOUT = new BucketLayout("sample", "scout/v1/bronze/");
  private static final String ETAG = "0cc175b9c0f1b6a831c399e269772661";
  private static final Instant WHEN = Instant.parse("2026-11-01T23:59:59Z");
  private static final int ROUNDS = 300;
  private static final List<String> PIECES =
      List.of(
          "a", "bc", "sales", ".", "..x", "-", "-0cc175b9", "-" + ETAG, "ü", "\uD83E\uDDFE", "\n");
  private static final List<String> EXTENSIONS =
      List.of(
          "", ".json", ".jsonl.gz", ".2026-11-01.till-0123456789abcdef.csv", "." + "e".repeat(40));

  @Test
  void aNameTellsTheKey() {
    String key = LAYOUT.prefix() + "till-1/sales of day.json";
    assertThat(origin(LAYOUT.processedKey(key, WHEN)).keys()).containsExactly(key);
    assertThat(origin(LAYOUT.quarantineKey(key, WHEN)).keys()).containsExactly(key);
    assertThat(origin(LAYOUT.processedKey(key, WHEN)).beginning()).isEmpty();
  }

  @Test
  void aMarkMayBeTheKeysOwn() {
    String marked = LAYOUT.prefix() + "processed/20261101/a-0cc175b9.json";
    assertThat(origin(marked).keys())
        .containsExactly(LAYOUT.prefix() + "a-0cc175b9.json", LAYOUT.prefix() + "a.json");
  }

  @Test
  void aCutNameTellsHowTheKeyBegan() {
    String key = LAYOUT.prefix() + "till-1/" + "ü".repeat(490) + ".json";
    ArchiveOrigin origin = origin(LAYOUT.processedKey(key, WHEN));

    assertThat(origin.keys()).doesNotContain(key);
    assertThat(origin.beginning().orElseThrow()).startsWith(LAYOUT.prefix() + "till-1/üü");
    assertThat(key).startsWith(origin.beginning().orElseThrow());
    assertThat(origin.isFrom(key)).isTrue();
    assertThat(origin.isFrom(key.replace("ü.json", "ö.json"))).isFalse();
  }

  @Test
  void whatArchivingPutsNowhereHasNone() {
    for (String key : List.of("till-1/a.json", "processed/a.json", "processed/20261101/", "x")) {
      assertThat(LAYOUT.origin(LAYOUT.prefix() + key, ETAG)).as(key).isEmpty();
    }
    assertThat(LAYOUT.origin("processed/20261101/a.json", ETAG)).isEmpty();
    assertThat(origin(LAYOUT.prefix() + "processed/20261101/a.json").isFrom("a.json")).isFalse();
  }

  /** Whatever the key, and whichever name it got: the origin of the name finds the key. */
  @Test
  void isTheInverseOfEveryName() {
    long seed = Long.getLong("scout.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int cut = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String key = key(random);
      String etag = random.nextInt(3) == 0 ? ETAG + "-12" : ETAG;
      String place =
          random.nextBoolean() ? LAYOUT.processedKey(key, WHEN) : LAYOUT.quarantineKey(key, WHEN);
      for (String name : ArchiveKeys.names(place, etag)) {
        ArchiveOrigin origin = LAYOUT.origin(name, etag).orElseThrow();
        assertThat(origin.isFrom(key)).as("seed %d: %s", seed, key).isTrue();
        if (!origin.keys().contains(key)) {
          cut++;
          assertThat(origin.beginning()).as("seed %d: %s", seed, name).isPresent();
          assertThat(key).as("seed %d", seed).startsWith(origin.beginning().orElseThrow());
        }
      }
    }
    assertThat(cut).isGreaterThan(ROUNDS / 10);
  }

  /** Up to 1024 bytes, of folders and a name; often as long as a key or a name may be. */
  private static String key(Random random) {
    int longest = random.nextBoolean() ? 1024 : 80 + random.nextInt(944);
    String extension = EXTENSIONS.get(random.nextInt(EXTENSIONS.size()));
    StringBuilder key = new StringBuilder(LAYOUT.prefix());
    int left = longest - bytes(key + "n" + extension);
    int folder = 1 + random.nextInt(250);
    int length = 0;
    for (String piece = piece(random); left > bytes(piece); piece = piece(random)) {
      key.append(piece);
      left -= bytes(piece);
      length += bytes(piece);
      if (length > folder) {
        key.append('/');
        left--;
        length = 0;
        folder = 1 + random.nextInt(250);
      }
    }
    return key.append('n').append(extension).toString();
  }

  private static String piece(Random random) {
    return PIECES.get(random.nextInt(PIECES.size()));
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static ArchiveOrigin origin(String archivedKey) {
    return LAYOUT.origin(archivedKey, ETAG).orElseThrow();
  }
}
