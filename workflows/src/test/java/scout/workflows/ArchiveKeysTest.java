package scout.workflows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchiveKeysTest {
  private static final InputArea AREA = new InputArea("sample", "scout/v1/bronze/");
  private static final String ETAG = "0cc175b9c0f1b6a831c399e269772661";

  @Test
  void theDayIsInUtc() {
    String key = "scout/v1/bronze/till-1/a.json";
    assertThat(ArchiveKeys.processed(AREA, key, Instant.parse("2026-10-31T23:59:59.999Z")))
        .isEqualTo("scout/v1/bronze/processed/20261031/till-1/a.json");
    assertThat(ArchiveKeys.quarantine(AREA, key, Instant.parse("2026-11-01T00:00:00Z")))
        .isEqualTo("scout/v1/bronze/quarantine/20261101/till-1/a.json");
  }

  @Test
  void theEtagGoesBeforeTheExtension() {
    assertThat(ArchiveKeys.withEtag("a.b/sales.json.gz", ETAG, 8))
        .isEqualTo("a.b/sales-0cc175b9.json.gz");
    assertThat(ArchiveKeys.withEtag("a.b/sales", ETAG, 8)).isEqualTo("a.b/sales-0cc175b9");
    assertThat(ArchiveKeys.withEtag("a/.json", ETAG, 8)).isEqualTo("a/.json-0cc175b9");
    assertThat(ArchiveKeys.withEtag("a.json", "short", 8)).isEqualTo("a-short.json");
  }

  @Test
  void aKeyThatWouldBeTooLongIsCutAndStaysDistinct() {
    String longest = AREA.prefix() + "ü".repeat(500) + ".json";
    String longer = ArchiveKeys.processed(AREA, longest, Instant.EPOCH);
    String sibling =
        ArchiveKeys.processed(AREA, longest.replace("ü.json", "ö.json"), Instant.EPOCH);

    assertThat(longest.getBytes(UTF_8)).hasSize(1021);
    assertThat(longer.getBytes(UTF_8).length).isBetween(1020, 1024);
    assertThat(longer)
        .startsWith(AREA.prefix() + "processed/19700101/üü")
        .endsWith(".json")
        .doesNotContain("\ufffd")
        .isNotEqualTo(sibling);
    assertThat(ArchiveKeys.withEtag(longer, ETAG, 32).getBytes(UTF_8).length)
        .isLessThanOrEqualTo(1024);
  }

  @Test
  void aCutNeverSplitsACharacter() {
    String longest = AREA.prefix() + "\uD83E\uDDFE".repeat(252);
    String cut = ArchiveKeys.processed(AREA, longest, Instant.EPOCH);
    assertThat(new String(cut.getBytes(UTF_8), UTF_8)).isEqualTo(cut);
  }

  @Test
  void aLongNameIsMadeNoLonger() {
    String name = "n".repeat(213) + ".json";
    String marked = ArchiveKeys.withEtag("a/" + name, ETAG, 8);
    assertThat(marked).startsWith("a/nnn").endsWith("-0cc175b9.json").hasSize("a/".length() + 218);
    assertThat(ArchiveKeys.withEtag("a/" + name.replace("n.json", "m.json"), ETAG, 8))
        .isNotEqualTo(marked);
    assertThat(ArchiveKeys.withEtag("n".repeat(180) + ".json", ETAG, 8)).hasSize(194);
  }

  @Test
  void aFolderInWhichALongKeyIsCutIsMadeNoLonger() {
    for (int length = 900; length <= 1024 - AREA.prefix().length(); length++) {
      String folders = ("f".repeat(239) + "/").repeat(4) + "x/".repeat(40);
      String path = folders.substring(0, length - 6) + ".json";
      String key = ArchiveKeys.processed(AREA, AREA.prefix() + path, Instant.EPOCH);
      assertThat(key.length()).isLessThanOrEqualTo(1024);
      int longest = Stream.of(path.split("/")).mapToInt(String::length).max().orElseThrow();
      assertThat(key.split("/"))
          .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(longest));
    }
  }

  @Test
  void anUncutNameTellsItsKeys() {
    String key = AREA.prefix() + "till-1/a.json";
    for (String name : ArchiveKeys.names(ArchiveKeys.quarantine(AREA, key, Instant.EPOCH), ETAG)) {
      assertThat(ArchiveKeys.originals(AREA, name, ETAG)).contains(key);
      assertThat(ArchiveKeys.mayLieAt(AREA, name, key, ETAG)).isTrue();
      assertThat(ArchiveKeys.mayLieAt(AREA, name, key + "x", ETAG)).isFalse();
      assertThat(ArchiveKeys.cutFrom(AREA, name)).isEmpty();
    }
    assertThat(ArchiveKeys.originals(AREA, key, ETAG)).isEmpty();
  }

  @Test
  void aCutNameTellsHowItsKeyBeginsAndKnowsItAgain() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int cut = 0;
    for (int i = 0; i < 2_000; i++) {
      String key = randomKey(random);
      String other = key.substring(0, key.length() - 1) + "_";
      for (String name : ArchiveKeys.names(ArchiveKeys.processed(AREA, key, Instant.EPOCH), ETAG)) {
        String context = "seed " + seed + ": " + key + " at " + name;
        assertThat(ArchiveKeys.mayLieAt(AREA, name, key, ETAG)).as(context).isTrue();
        assertThat(ArchiveKeys.mayLieAt(AREA, name, other, ETAG)).as(context).isFalse();
        if (!ArchiveKeys.originals(AREA, name, ETAG).contains(key)) {
          cut++;
          assertThat(key).as(context).startsWith(ArchiveKeys.cutFrom(AREA, name).orElseThrow());
        }
      }
    }
    assertThat(cut).isPositive();
  }

  /** Of up to 1,024 bytes, in names of up to 240, with or without extensions. */
  private static String randomKey(Random random) {
    String[] letters = {"a", "7", "-", "ü", "漢", "\uD83E\uDDFE"};
    StringBuilder key = new StringBuilder(AREA.prefix());
    int bytes = 200 + random.nextInt(1_010 - 200 - AREA.prefix().length());
    int name = 0;
    while (key.toString().getBytes(UTF_8).length < bytes) {
      key.append(letters[random.nextInt(letters.length)]);
      if (++name > 10 && random.nextInt(60) == 0 || name == 59) {
        key.append('/');
        name = 0;
      }
    }
    return key + List.of("x", "x.json", "x.jsonl.gz", "x." + "e".repeat(4)).get(random.nextInt(4));
  }
}
