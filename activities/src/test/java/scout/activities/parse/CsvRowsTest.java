package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.fields.FieldPaths;

/** Where rows end, and which of them are records. */
final class CsvRowsTest {
  private static final String ONE = "{\"a\":\"1\",\"b\":\"x\"}";
  private static final String TWO = "{\"a\":\"2\",\"b\":\"y\"}";

  static List<Arguments> rows() {
    return List.of(
        Arguments.of("a,b\n1,x\r\r\n2,y\r", List.of(ONE, TWO), null),
        Arguments.of("a,b\n1,\"x\"\r\n2,y\n\r\n", List.of(ONE, TWO), null),
        Arguments.of("a,b\n1,x\r2,y\n", List.of("CSV_FIELD_COUNT"), null),
        Arguments.of("a,b\n1,x\ry\n", List.of("{\"a\":\"1\",\"b\":\"x\\ry\"}"), null),
        Arguments.of("a,b\r1,x\r\n2,y\n", List.of(ONE, TWO), "{\"line_end\":\"CR\"}"),
        Arguments.of("a,b\n,\n1,x\n\"\", \n,,,\n2,y\n", List.of(ONE, TWO), "{\"empty_rows\":3}"),
        Arguments.of("a,b\n1,x\0\0\0\n\0\0\0002,y\n", List.of(ONE, TWO), "{\"nul_bytes\":6}"),
        Arguments.of("a,b\n1,x\0\0\0002,y\n\0\0\0\0", List.of(ONE, TWO), "{\"nul_bytes\":7}"),
        Arguments.of(
            "a,b\n1,\"n\0\0\0002,y\n", List.of("CSV_STRAY_QUOTE", TWO), "{\"nul_bytes\":3}"),
        Arguments.of("a,b\n1,x\0y\n2,y\n", List.of("NUL_CHARACTER", TWO), null),
        Arguments.of("a,b\n1,x\n2,y\n\u001a", List.of(ONE, TWO), "{\"end_of_file_marks\":1}"),
        Arguments.of("a,b\n1,x\n2,y\u001a\u001a", List.of(ONE, TWO), "{\"end_of_file_marks\":2}"),
        Arguments.of("a,b\n1,x\n2,y\n\u001a\r\n", List.of(ONE, TWO), "{\"end_of_file_marks\":1}"),
        Arguments.of(
            "a,b\n\ufeff1,x\n\ufeff\"2\",y\n", List.of(ONE, TWO), "{\"byte_order_marks\":2}"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void readsTheRows(String content, List<String> outcomes, String dialect) throws Exception {
    Collected file = Collected.of("a.csv", content);
    assertThat(file.outcomes()).isEqualTo(outcomes);
    assertThat(file.summary.dialect()).isEqualTo(dialect);
    byte[] bytes = Bytes.of(content);
    Collected pieces =
        Collected.of(
            "a.csv",
            new SmallReads(new ByteArrayInputStream(bytes), new Random(content.length())),
            ParseLimits.defaults());
    assertThat(pieces.outcomes()).isEqualTo(outcomes);
    assertThat(pieces.summary).isEqualTo(file.summary);
  }

  @Test
  void fillsShortRowsOnlyWhereThatIsSet() throws Exception {
    String content = "a,b,c\n1,2,3\n4\n5,6\n7,8,9,10\n";
    assertThat(Collected.of("a.csv", content).outcomes())
        .containsExactly(
            "{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}",
            "CSV_FIELD_COUNT",
            "CSV_FIELD_COUNT",
            "CSV_FIELD_COUNT");
    ParseSettings fill =
        new ParseSettings(ParseLimits.defaults(), FieldPaths.defaults(), null, true, null);
    Collected filled = Collected.of("a.csv", Bytes.of(content), fill);
    assertThat(filled.outcomes())
        .containsExactly(
            "{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}",
            "{\"a\":\"4\",\"b\":\"\",\"c\":\"\"}",
            "{\"a\":\"5\",\"b\":\"6\",\"c\":\"\"}",
            "CSV_FIELD_COUNT");
    assertThat(filled.summary.dialect()).isEqualTo("{\"filled_rows\":2}");
  }

  @Test
  void saysWhatMostRejectsShare() throws Exception {
    assertThat(Collected.of("a.csv", "a,b,c\n1,2\n1,2,3\n1\n\"x\"y,2,3\n").summary.hint())
        .startsWith("2 rows lack fields at their end")
        .contains("SCOUT_CSV_SHORT_ROWS=fill");
    assertThat(Collected.of("a.csv", "a,b\n1,2\n1\n1,2\n\n1,2,3\n1,2,3,4\n").summary.hint())
        .startsWith("from row 4 on")
        .contains("2 rows have more fields than the header");
    assertThat(Collected.of("a.csv", "a,b\n1\n\"x\"y,2\n\"x\"y,2\n\"x\"y,2\n").summary.hint())
        .isEqualTo("record 1 because the row has 1 fields, the header 2 (CSV_FIELD_COUNT)");
    assertThat(Collected.of("a.csv", "a,b,c\n1;2;3\n1\n1,2\n").summary.hint())
        .startsWith("2 rows are a single field");
    assertThat(Collected.of("a.csv", "A title\na,b\n1,2\n").summary.hint())
        .startsWith("2 rows have more fields than the header, which is a single one");
    assertThat(Collected.of("a.csv", "a,b\n1,2\r3,4\r").summary.hint())
        .startsWith("1 rows hold carriage returns without line feeds");
    assertThat(Collected.of("a.csv", "a,b\n1,2\n").summary.hint()).isNull();
  }
}
