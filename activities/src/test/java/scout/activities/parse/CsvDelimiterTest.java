package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.fields.FieldPaths;

/** What parts the columns is found out by the header, or refused in words. */
final class CsvDelimiterTest {
  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void partsIntoKnownNames(String delimiter) throws Exception {
    String[] others = {",", ";", "\t", "|"};
    for (String other : others) {
      if (!other.equals(delimiter)) {
        // The names that Scout looks for count for more than the number of columns.
        String odd = "n" + other + "o" + other + "t" + other + "e";
        Collected file =
            read("Transaction ID" + delimiter + odd + "\nT-1" + delimiter + "x\n", null);
        assertThat(file.outcomes())
            .containsExactly(
                "{\"Transaction ID\":\"T-1\",\"" + odd.replace("\t", "\\t") + "\":\"x\"}");
      }
    }
  }

  @Test
  void elseIntoMostColumns() throws Exception {
    Collected file = read("a;b;c,d\n1;2;3,4\n", null);
    assertThat(file.outcomes()).containsExactly("{\"a\":\"1\",\"b\":\"2\",\"c,d\":\"3,4\"}");
    assertThat(file.summary.dialect()).isEqualTo("{\"delimiter\":\";\"}");
  }

  @Test
  void aDelimiterInQuotesPartsNothing() throws Exception {
    assertThat(read("\"a;b;c\",d\n\"1;2\",\"x,\"\"y\"\n", null).outcomes())
        .containsExactly("{\"a;b;c\":\"1;2\",\"d\":\"x,\\\"y\"}");
  }

  @ParameterizedTest
  @CsvSource(
      value = {";/{\"a\":\"1\",\"b,c\":\"2,3\"}", ",/{\"a;b\":\"1;2\",\"c\":\"3\"}"},
      delimiter = '/')
  void theSettingDecidesTies(char set, String record) throws Exception {
    assertThat(read("a;b,c\n1;2,3\n", set).outcomes()).containsExactly(record);
  }

  @Test
  void theSettingYieldsToKnownNames() throws Exception {
    assertThat(read("store_id,amount;x\nS,5;6\n", ';').outcomes())
        .containsExactly("{\"store_id\":\"S\",\"amount;x\":\"5;6\"}");
    assertThat(read("a:b\n1:2\n", ':').outcomes()).containsExactly("{\"a\":\"1\",\"b\":\"2\"}");
  }

  @Test
  void refusesATie() {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> read("secret|b,c\n1|2,3\n", null))
        .satisfies(
            damage -> {
              assertThat(damage.code()).isEqualTo(DamageCode.CSV_DELIMITER);
              assertThat(damage)
                  .hasMessageContaining("the comma")
                  .hasMessageContaining("the vertical bar")
                  .hasMessageContaining("SCOUT_CSV_DELIMITER")
                  .hasMessageNotContaining("secret");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sep=;\n",
        "SEP=;\r\n",
        "\"sep=;\"\r\n",
        "\ufeffsep=;\n\n",
        "\r\nsep=; \r\n",
        "sep=;\r"
      })
  void obeysALineThatNamesIt(String line) throws Exception {
    Collected file = read(line + "store_id,x;amount\nA,B;5\n", null);
    assertThat(file.outcomes()).containsExactly("{\"store_id,x\":\"A,B\",\"amount\":\"5\"}");
    assertThat(file.summary.dialect()).contains("\"delimiter\":\";\"", "\"sep_line\":true");
  }

  @Test
  void obeysALineThatNamesAnyDelimiter() throws Exception {
    assertThat(read("sep=^\na^b\n1^2\n", null).outcomes())
        .containsExactly("{\"a\":\"1\",\"b\":\"2\"}");
    assertThat(read("sep=\t\na\tb\n1\t2\n", null).outcomes())
        .containsExactly("{\"a\":\"1\",\"b\":\"2\"}");
  }

  @Test
  void refusesALineThatTheHeaderContradicts() {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> read("sep=;\na,b\n1,2\n", null))
        .withMessageContaining("the comma")
        .withMessageContaining("the semicolon")
        .satisfies(damage -> assertThat(damage.code()).isEqualTo(DamageCode.CSV_DELIMITER));
  }

  @Test
  void aHeaderWithoutDelimiterIsOneColumn() throws Exception {
    Collected file = read("name: x\n1\n\"2;3\"\n", null);
    assertThat(file.outcomes()).containsExactly("{\"name: x\":\"1\"}", "{\"name: x\":\"2;3\"}");
    assertThat(file.summary.dialect()).isNull();
  }

  private static Collected read(String content, Character set) throws Exception {
    ParseSettings settings =
        new ParseSettings(ParseLimits.defaults(), FieldPaths.defaults(), set, false, null);
    return Collected.of("a.csv", Bytes.of(content), settings);
  }
}
