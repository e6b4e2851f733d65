package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import scout.activities.layers.SilverReject;
import scout.activities.parse.DamageCode;
import scout.activities.parse.DialectNote;
import scout.activities.parse.RejectCode;

/** Holds docs/devices.md against the code: what is new is a row of a table there. */
class DevicesTest {
  /** Codes of a file or record have three cells: the code, what it means, what to do. */
  private static final int CELLS_OF_A_CODE = 3;

  private static Map<String, List<String>> rows() throws IOException {
    Map<String, List<String>> rows = new HashMap<>();
    for (List<String> cells : Page.rows("devices.md")) {
      assertThat(rows.put(cells.get(0), cells)).as("%s twice", cells.get(0)).isNull();
    }
    return rows;
  }

  @Test
  void saysOfEachMemberOfTheDialectWhatTheCodeSays() throws IOException {
    Map<String, List<String>> rows = rows();
    for (DialectNote note : DialectNote.values()) {
      assertThat(rows).containsEntry(note.word(), List.of(note.word(), note.meaning()));
    }
  }

  @Test
  void saysOfEachCodeWhatTheCodeSaysAndWhatToDo() throws IOException {
    Map<String, String> meanings = new HashMap<>();
    for (RejectCode code : RejectCode.values()) {
      meanings.put(code.name(), code.description());
    }
    for (DamageCode code : DamageCode.values()) {
      meanings.put(code.name(), code.description());
    }
    for (SilverReject code : SilverReject.values()) {
      meanings.put(code.name(), code.sentence() + ".");
    }
    Map<String, List<String>> rows = rows();
    meanings.forEach(
        (code, meaning) -> {
          assertThat(rows).as("docs/devices.md has no row for %s", code).containsKey(code);
          assertThat(rows.get(code)).as(code).hasSize(CELLS_OF_A_CODE).doesNotContain("");
          assertThat(plain(rows.get(code).get(1))).as(code).isEqualTo(plain(meaning));
        });
  }

  @Test
  void namesNoCodeThatTheListOfCodesDoesNotKnow() throws IOException {
    Map<String, String> documented = new HashMap<>();
    for (List<String> cells : Page.rows("codes.md")) {
      documented.put(cells.get(0), cells.get(1));
    }
    Set<String> codes = new HashSet<>(rows().keySet());
    codes.removeIf(name -> !name.matches("[A-Z][A-Z0-9_]+"));
    assertThat(documented.keySet()).containsAll(codes);
    for (String code : codes) {
      assertThat(plain(rows().get(code).get(1))).as(code).isEqualTo(plain(documented.get(code)));
    }
  }

  private static String plain(String text) {
    return text.replace("`", "").toLowerCase(Locale.ROOT);
  }
}
