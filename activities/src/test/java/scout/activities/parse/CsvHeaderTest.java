package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as devices write them, at a file's start and further down. */
final class CsvHeaderTest {
  private static final String ROW = "{\"a\":\"1\",\"b\":\"2\"}";

  static List<Arguments> headers() {
    return List.of(
        Arguments.of(" a , b\t\n1,2\n", ROW, "{\"header_trimmed\":2}"),
        Arguments.of("\" a \",\" b\"\n1,2\n", ROW, "{\"header_trimmed\":2}"),
        Arguments.of("\"a\" , \"b\"\n\"1\" , \"2\"\n", ROW, null),
        Arguments.of("a, \"b\"\n1,\t\"2\"\n", ROW, null),
        Arguments.of("a;  \"b\"\n1; \"2\"\n", ROW, "{\"delimiter\":\";\"}"),
        Arguments.of("\ufeff\ufeffa,b\n1,2\n", ROW, "{\"byte_order_marks\":1}"),
        Arguments.of("\ufeff\"\ufeffa\",b\n1,2\n", ROW, "{\"byte_order_marks\":1}"),
        Arguments.of("\u200ba\u00ad,\u00a0b\u2060\n1,2\n", ROW, "{\"header_trimmed\":2}"),
        Arguments.of("a,b,\n1,2\n", ROW, "{\"unnamed_columns\":1}"),
        Arguments.of("a,b,, \"\" ,\" \"\n1,2,,,\n", ROW, "{\"unnamed_columns\":3}"),
        Arguments.of(",,\n \na,b\n1,2\n", ROW, "{\"empty_rows\":1}"),
        Arguments.of("a,b\r1,2\r", ROW, "{\"line_end\":\"CR\"}"),
        Arguments.of("a,b\r\r\n1,2\r\r\n", ROW, null),
        Arguments.of(
            "a,b\n1,2\na,b\n\"a\", b\n\ufeffa,b\n",
            ROW,
            "{\"byte_order_marks\":1,\"repeated_headers\":3}"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void readsTheHeader(String content, String row, String dialect) throws Exception {
    Collected file = Collected.of("a.csv", content);
    assertThat(file.outcomes()).containsExactly(row);
    assertThat(file.summary.dialect()).isEqualTo(dialect);
  }

  @Test
  void aValueInADroppedColumnIsOneTooMany() throws Exception {
    Collected file = Collected.of("a.csv", "a,b,,\n1,2,3,\n1,2,\n1,2,,,\n1\n1,2,,\n");
    assertThat(file.outcomes())
        .containsExactly(
            "CSV_FIELD_COUNT", "CSV_FIELD_COUNT", "CSV_FIELD_COUNT", "CSV_FIELD_COUNT", ROW);
    assertThat(file.rejects.get(0).message())
        .isEqualTo("the row has a value in column 3, for which the header has no name");
  }

  @Test
  void aNewHeaderNamesTheRowsBehindIt() throws Exception {
    Collected file =
        Collected.of(
            "a.csv",
            "transaction_id,timestamp,amount\n"
                + "T-1,2026-10-05,5\n"
                + "timestamp,transaction_id,amount\n"
                + "2026-10-06,T-2,6\n"
                + "transaction_id,timestamp,amount,tip\n"
                + "T-3,2026-10-07,7,1\n"
                + "T-4,2026-10-07,7\n"
                + "transaction_id,timestamp\n"
                + "T-5,2026-10-08\n"
                + "T-6,\n");
    assertThat(file.outcomes())
        .containsExactly(
            "{\"transaction_id\":\"T-1\",\"timestamp\":\"2026-10-05\",\"amount\":\"5\"}",
            "{\"timestamp\":\"2026-10-06\",\"transaction_id\":\"T-2\",\"amount\":\"6\"}",
            "{\"transaction_id\":\"T-3\",\"timestamp\":\"2026-10-07\",\"amount\":\"7\",\"tip\":\"1\"}",
            "CSV_FIELD_COUNT",
            "{\"transaction_id\":\"T-5\",\"timestamp\":\"2026-10-08\"}",
            "{\"transaction_id\":\"T-6\",\"timestamp\":\"\"}");
    assertThat(file.summary.dialect()).isEqualTo("{\"new_headers\":3}");
  }

  @Test
  void aNewHeaderMayHaveADigitAtTheTimesPlace() throws Exception {
    Collected file =
        Collected.of(
            "a.csv",
            "timestamp,amount,tax1\n"
                + "2026-10-05,5,1\n"
                + "tax1,timestamp,amount\n"
                + "2,2026-10-06,6\n");
    assertThat(file.outcomes())
        .containsExactly(
            "{\"timestamp\":\"2026-10-05\",\"amount\":\"5\",\"tax1\":\"1\"}",
            "{\"tax1\":\"2\",\"timestamp\":\"2026-10-06\",\"amount\":\"6\"}");
    assertThat(file.summary.dialect()).isEqualTo("{\"new_headers\":1}");
  }

  @Test
  void aNewHeaderWithAColumnTwiceIsDamage() {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(
            () ->
                Collected.of(
                    "a.csv", "timestamp,amount,x\n1,2,3\namount,timestamp,amount\n1,2,3\n"))
        .satisfies(
            damage -> {
              assertThat(damage.code()).isEqualTo(DamageCode.CSV_DUPLICATE_COLUMN);
              assertThat(damage.byteOffset()).isEqualTo(25);
              assertThat(damage).hasMessageContaining("at byte 26");
            });
  }

  @Test
  void aSingleLineWithSignsOfContentIsNoHeader() throws Exception {
    for (String content :
        List.of(
            "Error<br>disk full",
            "a=1&b=2\r\n\r\n",
            "https://example.com/day",
            "a\u001fb\u001ec",
            "x".repeat(65),
            "a~b",
            "a^b,,\n")) {
      Refused.file("a.csv", Bytes.of(content), DamageCode.CSV_NO_HEADER)
          .withMessageContaining("single line");
    }
    for (String name :
        List.of(
            "id",
            "Transaction ID\n",
            "Kassen-Nr. (Süd),,\n",
            "No sales today!",
            "Total: 0\n",
            "Amount ($)",
            "Numéro d'opération\r\n",
            "\"Amount\n€ & *\"",
            "Closed on Sundays? The shop was closed on this day as on all public holidays.")) {
      assertThat(Collected.of("a.csv", name).summary.read()).isZero();
    }
    assertThat(Collected.of("a.csv", "x\n1\n").outcomes()).containsExactly("{\"x\":\"1\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"a\":1,\"b\":2}\n", "[\n {\n  \"a\": 1", "[{\"a\" : 1}]", "{\n", "[\r\n"})
  void jsonIsNoHeader(String content) {
    Refused.file("a.csv", Bytes.of(content), DamageCode.CSV_BAD_HEADER)
        .withMessageContaining("begins as JSON does");
  }

  @Test
  void namesMayStandInBrackets() throws Exception {
    assertThat(Collected.of("a.csv", "[a],{b}\n1,2\n").outcomes())
        .containsExactly("{\"[a]\":\"1\",\"{b}\":\"2\"}");
  }

  @Test
  void aHeaderAloneIsAFileOfNoRecords() throws Exception {
    for (String content : List.of("a,b", "a,b\n", "sep=,\na,b\r\n", "a,b\r", "\n\na,b\n,\n\n")) {
      assertThat(Collected.of("a.csv", content).summary.read()).isZero();
    }
  }
}
