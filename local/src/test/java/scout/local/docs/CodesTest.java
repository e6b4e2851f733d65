package scout.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import scout.activities.layers.SilverReject;
import scout.activities.parse.DamageCode;
import scout.activities.parse.RejectCode;
import scout.workflows.LayerActivities;

/** Holds docs/codes.md against the code. */
class CodesTest {
  private static final String ACTIVITIES = "activities/src/main/java/scout/activities/";

  private static final List<String> PLACES =
      List.of(
          ACTIVITIES + "ingest",
          ACTIVITIES + "sweep",
          ACTIVITIES + "layers",
          ACTIVITIES + "checks",
          "storage/src/main/java/scout/storage");

  /** What a code looks like in the sources; settings begin otherwise. */
  private static final Pattern CODE =
      Pattern.compile("\"((?!SCOUT_)[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)\"");

  /** Codes of one word, which the pattern would not tell from other texts. */
  private static final List<String> ONE_WORD = List.of("UNREACHABLE");

  private static Map<String, String> documented() throws IOException {
    Map<String, String> codes = new TreeMap<>();
    for (List<String> cells : Page.rows("codes.md")) {
      assertThat(codes.put(cells.get(0), cells.get(1))).as("%s twice", cells.get(0)).isNull();
    }
    return codes;
  }

  @Test
  void saysOfEachRejectAndDamageWhatTheCodeSays() throws IOException {
    Map<String, String> codes = documented();
    for (RejectCode code : RejectCode.values()) {
      assertThat(codes).containsEntry(code.name(), code.description());
    }
    for (DamageCode code : DamageCode.values()) {
      assertThat(codes).containsEntry(code.name(), code.description());
    }
    for (SilverReject code : SilverReject.values()) {
      assertThat(plain(codes.getOrDefault(code.name(), "")))
          .as(code.name())
          .isEqualTo(plain(code.sentence()) + ".");
    }
  }

  private static String plain(String text) {
    return text.replace("`", "").toLowerCase(Locale.ROOT);
  }

  @Test
  void namesEveryCodeOfTheSourcesAndNoOther() throws IOException {
    TreeSet<String> inCode = new TreeSet<>(ONE_WORD);
    inCode.add(LayerActivities.CHECK_BLOCKED);
    for (RejectCode code : RejectCode.values()) {
      inCode.add(code.name());
    }
    for (DamageCode code : DamageCode.values()) {
      inCode.add(code.name());
    }
    for (SilverReject code : SilverReject.values()) {
      inCode.add(code.name());
    }
    for (String place : PLACES) {
      for (String source : Page.sources(place)) {
        CODE.matcher(source).results().forEach(found -> inCode.add(found.group(1)));
      }
    }
    assertThat(documented().keySet()).isEqualTo(inCode);
  }
}
