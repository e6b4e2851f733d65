package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import scout.activities.layers.SilverReject;
import scout.activities.parse.DamageCode;
import scout.activities.parse.RejectCode;
import scout.storage.StorageFault;
import scout.workflows.FailureCategory;
import scout.workflows.FailureCode;

/**
 * The tables of docs/codes.md are made from the codes. {@code -Dscout.write=true} writes them; the
 * prose around them, and silver's table with its marks, are written by hand.
 */
class CodesTest {
  private static final Path PAGE = Path.of("..", "docs", "codes.md");
  private static final String HEAD = "| code | meaning |\n|---|---|\n";

  /** The rows of each table, by its heading. */
  private static Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    tables.put(
        "Rejected while loading",
        rows(Arrays.stream(RejectCode.values()).map(code -> row(code, code.description()))));
    tables.put(
        "Damaged files",
        rows(Arrays.stream(DamageCode.values()).map(code -> row(code, code.description()))));
    tables.put(
        "Failures of the object store",
        rows(Arrays.stream(StorageFault.values()).map(code -> row(code, code.sentence()))));
    for (FailureCategory category : FailureCategory.values()) {
      tables.put(
          category.title(),
          rows(
              Arrays.stream(FailureCode.values())
                  .filter(code -> code.category() == category)
                  .map(code -> row(code, code.sentence()))));
    }
    return tables;
  }

  private static String rows(Stream<String> rows) {
    return rows.collect(Collectors.joining());
  }

  private static String row(Enum<?> code, String meaning) {
    return "| `%s` | %s |\n".formatted(code.name(), meaning.replace("|", "\\|"));
  }

  private static String withTable(String page, String title, String rows) {
    String heading = "\n## " + title + "\n";
    assertThat(page).contains(heading);
    int begin = page.indexOf(HEAD, page.indexOf(heading));
    int end = begin + HEAD.length();
    while (page.startsWith("|", end)) {
      end = page.indexOf('\n', end) + 1;
    }
    return page.substring(0, begin) + HEAD + rows + page.substring(end);
  }

  @Test
  void hasTheTablesThatTheCodesMake() throws IOException {
    String page = Files.readString(PAGE);
    String written = page;
    for (Map.Entry<String, String> table : tables().entrySet()) {
      written = withTable(written, table.getKey(), table.getValue());
    }
    if (Boolean.getBoolean("scout.write")) {
      Files.writeString(PAGE, written);
      page = written;
    }
    assertThat(page)
        .as("run mvn -pl system-tests -am test -Dtest=CodesTest -Dscout.write=true")
        .isEqualTo(written);
  }

  @Test
  void namesEveryCodeOnceAndNoOther() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (List<String> cells : Page.rows("codes.md")) {
      assertThat(documented.put(cells.get(0), cells.get(1))).as("%s twice", cells.get(0)).isNull();
    }
    TreeSet<String> codes = new TreeSet<>();
    Stream.<Enum<?>[]>of(
            RejectCode.values(),
            DamageCode.values(),
            SilverReject.values(),
            StorageFault.values(),
            FailureCode.values())
        .flatMap(Arrays::stream)
        .forEach(code -> codes.add(code.name()));
    assertThat(documented.keySet()).isEqualTo(codes);
    for (SilverReject code : SilverReject.values()) {
      assertThat(plain(documented.get(code.name())))
          .as(code.name())
          .isEqualTo(plain(code.sentence()) + ".");
    }
  }

  private static String plain(String text) {
    return text.replace("`", "").toLowerCase(Locale.ROOT);
  }
}
