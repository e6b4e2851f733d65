package scout.activities.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import scout.workflows.InputArea;

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
}
