package scout.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/models.md are made from what reads a declaration. {@code -Dscout.write=true}
 * writes them; the prose around them is written by hand.
 */
class DeclarationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "models.md");

  /** A table's head, and its rows. */
  private static Map<String, String> tables() {
    Map<String, String> tables = new LinkedHashMap<>();
    for (DeclaredWord.Place place : DeclaredWord.Place.values()) {
      tables.put(
          head(place.title(), "means"),
          rows(place.words().stream().map(w -> List.of(code(w.example()), w.meaning())).toList()));
    }
    tables.put(
        head("type", "column", "values"),
        rows(
            Arrays.stream(FieldType.Kind.values())
                .map(
                    kind ->
                        kind == FieldType.Kind.DECIMAL
                            ? List.of(code("decimal(p,s)"), code("numeric(p,s)"), kind.meaning())
                            : List.of(code(kind.word()), code(kind.sqlName()), kind.meaning()))
                .toList()));
    tables.put(
        head("format of a decimal", "values"),
        rows(
            Arrays.stream(DecimalForm.Kind.values())
                .map(kind -> List.of(code(kind.written()), kind.meaning()))
                .toList()));
    tables.put(
        head("in a format of a time", "stands for"),
        rows(
            Arrays.stream(TimeLetters.values())
                .map(each -> List.of(code(each.letters()), each.meaning()))
                .toList()));
    tables.put(
        head("else", "a value that doesn't fit"),
        rows(
            Arrays.stream(UnfitRule.values())
                .map(rule -> List.of(code(rule.word()), rule.meaning()))
                .toList()));
    return tables;
  }

  @Test
  void hasATableOfEachKindOfWord() throws IOException {
    String page = Files.readString(PAGE);
    String written = page;
    for (Map.Entry<String, String> table : tables().entrySet()) {
      written = with(written, table.getKey(), table.getValue());
    }
    if (Boolean.getBoolean("scout.write")) {
      Files.writeString(PAGE, written);
      page = written;
    }
    assertThat(page)
        .as("run mvn -pl models test -Dtest=DeclarationPageTest -Dscout.write=true")
        .isEqualTo(written);
  }

  /** What the page calls a format, type or rule is one. */
  @Test
  void namesWhatIsRead() {
    for (FieldType.Kind kind : FieldType.Kind.values()) {
      String written = kind == FieldType.Kind.DECIMAL ? "decimal(10,2)" : kind.word();
      assertThat(FieldType.parse(written).orElseThrow().kind()).isEqualTo(kind);
    }
    for (DecimalForm.Kind kind : DecimalForm.Kind.values()) {
      assertThat(DecimalForm.parse(kind.written()).orElseThrow().kind()).isEqualTo(kind);
    }
    List<String> words = new ArrayList<>();
    for (DeclaredWord word : DeclaredWord.values()) {
      assertThat(word.example().replaceFirst("^-- ", "")).matches("(?s)[a-zA-Z_ ]+: .+");
      words.add(word.example());
    }
    assertThat(words).allSatisfy(word -> assertThat(word).doesNotContain("|"));
  }

  private static String head(String... columns) {
    return row(List.of(columns)) + "|" + "---|".repeat(columns.length) + "\n";
  }

  private static String rows(List<List<String>> rows) {
    return rows.stream().map(DeclarationPageTest::row).collect(Collectors.joining());
  }

  private static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String with(String page, String head, String rows) {
    assertThat(page).as("the head of a table, where it belongs").containsOnlyOnce(head);
    int begin = page.indexOf(head) + head.length();
    int end = begin;
    while (page.startsWith("|", end)) {
      end = page.indexOf('\n', end) + 1;
    }
    return page.substring(0, begin) + rows + page.substring(end);
  }
}
