package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.Gzip;

final class CsvFileTest {
  static List<Arguments> files() {
    return List.of(
        Arguments.of("a,b\n1,x\n", List.of("{\"a\":\"1\",\"b\":\"x\"}")),
        Arguments.of("\ufeffa,b\r\n1,x", List.of("{\"a\":\"1\",\"b\":\"x\"}")),
        Arguments.of("a,b\r1,x\r", List.of("{\"a\":\"1\",\"b\":\"x\"}")),
        Arguments.of("a,b\n", List.of()),
        Arguments.of("a,b", List.of()),
        Arguments.of("\n\na,b\n\n  \n1,x\n\n", List.of("{\"a\":\"1\",\"b\":\"x\"}")),
        Arguments.of(
            "\"a\",\"b \"\"c\"\"\"\n,\"x\"\n", List.of("{\"a\":\"\",\"b \\\"c\\\"\":\"x\"}")),
        Arguments.of(
            "a,b\n\"1,\r\n2\",\"say \"\"hi\"\"\"\n",
            List.of("{\"a\":\"1,\\r\\n2\",\"b\":\"say \\\"hi\\\"\"}")),
        Arguments.of("a,b\n 1 ,\\t\t\n", List.of("{\"a\":\" 1 \",\"b\":\"\\\\t\\t\"}")),
        Arguments.of(
            "a,b\né😀,\u0001\u001f\u007f\n",
            List.of("{\"a\":\"é😀\",\"b\":\"\\u0001\\u001f\u007f\"}")),
        Arguments.of("a\nx\n\"\"\n", List.of("{\"a\":\"x\"}")),
        // A quote in the middle of an unquoted field is only a quote.
        Arguments.of(
            "a,b\n5\" nail,x\"\"y\n", List.of("{\"a\":\"5\\\" nail\",\"b\":\"x\\\"\\\"y\"}")),
        Arguments.of(
            "a,b\n1\n1,2,3\n1,2\n,,\n",
            List.of("CSV_FIELD_COUNT", "CSV_FIELD_COUNT", "{\"a\":\"1\",\"b\":\"2\"}")),
        Arguments.of(
            "a,b\n\"x\"y,2\n\"x\" ,2\n1,2\n",
            List.of("CSV_BAD_QUOTE", "CSV_BAD_QUOTE", "{\"a\":\"1\",\"b\":\"2\"}")),
        Arguments.of("a,b\n1,x\0y\n1,2\n", List.of("NUL_CHARACTER", "{\"a\":\"1\",\"b\":\"2\"}")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void makesAnObjectOfEachRow(String content, List<String> outcomes) throws Exception {
    assertThat(Collected.of("a.csv", content).outcomes()).isEqualTo(outcomes);
    assertThat(Collected.of("a.CSV.GZ", Gzip.pack(Bytes.of(content))).outcomes())
        .isEqualTo(outcomes);
  }

  static List<Arguments> damages() {
    return List.of(
        Arguments.of("", "EMPTY_FILE", 0),
        Arguments.of("a,b,a\n1,2,3\n", "CSV_DUPLICATE_COLUMN", 0),
        Arguments.of("\n\"a\",b,a\n1,2,3\n", "CSV_DUPLICATE_COLUMN", 1),
        Arguments.of("a,,c\n1,2,3\n", "CSV_NO_HEADER", 0),
        Arguments.of("a,\" \",c\n1,2,3\n", "CSV_NO_HEADER", 0),
        Arguments.of("T-1,S-1,12.50,EUR\n", "CSV_NO_HEADER", 0),
        Arguments.of("T-1,S-1,2026-10-01T12:00:00Z\n", "CSV_NO_HEADER", 0),
        Arguments.of("a;b,c\n1;2,3\n", "CSV_DELIMITER", 0),
        Arguments.of("\"a\"x,b\n1,2\n", "CSV_BAD_HEADER", 0),
        Arguments.of("a\0,b\n1,2\n", "CSV_BAD_HEADER", 0),
        Arguments.of("a".repeat(2 << 20) + ",b\n1,2\n", "CSV_BAD_HEADER", 0),
        Arguments.of("a,b\n1,2\n3,\"4\n5,6\n", "UNCLOSED_QUOTE", 10),
        Arguments.of("a,\"b\n1,2\n", "UNCLOSED_QUOTE", 2),
        Arguments.of("a,b\n1,\"" + "x".repeat(3 << 20), "UNCLOSED_QUOTE", 6));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void refusesDamagedFiles(String content, DamageCode code, long offset) {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> Collected.of("a.csv", content))
        .satisfies(
            damage -> {
              assertThat(damage.code()).isEqualTo(code);
              assertThat(damage.byteOffset()).isEqualTo(offset);
            });
  }

  @Test
  void rejectsRowsThatAreNotUtf8OrTooLong() throws Exception {
    byte[] content =
        Bytes.join(
            Bytes.of("a,device_id\n1,pi\n"),
            Bytes.inText("%s,pi\n", "e9"),
            Bytes.of("2,\"" + "x\n".repeat(1 << 20) + "\"\n3,pi\n"));
    Collected file = Collected.of("a.csv", content);
    assertThat(file.outcomes())
        .containsExactly(
            "{\"a\":\"1\",\"device_id\":\"pi\"}",
            "INVALID_UTF8",
            "RECORD_TOO_LONG",
            "{\"a\":\"3\",\"device_id\":\"pi\"}");
    assertThat(file.good.get(1).deviceId()).isEqualTo("pi");
    assertThat(file.summary.payloadKeys())
        .containsOnly(Map.entry("a", 2L), Map.entry("device_id", 2L));
    RejectedRecord invalid = file.rejects.get(0);
    assertThat(invalid.message()).isEqualTo("bytes are not UTF-8 in column 1");
    assertThat(invalid.raw()).isEqualTo(Bytes.inText("%s,pi", "e9"));
    assertThat(invalid.byteOffset()).isEqualTo(17);
    assertThat(file.rejects.get(1).byteLength()).isEqualTo((2 << 20) + 4);
  }

  @Test
  void saysWhatIsWrongWithARow() throws Exception {
    Collected file = Collected.of("a.csv", "a,b,c\n1,2\n1,\"x\"y,3\n1,2,\0x\n");
    assertThat(file.rejects.stream().map(RejectedRecord::message))
        .containsExactly(
            "the row has 2 fields, the header 3",
            "text follows the closing quote in column 2",
            "a text holds \\u0000 in column 3");
  }

  /** Another reader of RFC 4180 must see the same fields. */
  @Test
  void agreesWithFastCsv() throws Exception {
    long seed = System.nanoTime();
    System.out.println("CsvFileTest.agreesWithFastCsv seed " + seed);
    Random random = new Random(seed);
    ObjectMapper json = new ObjectMapper();
    for (int round = 0; round < 2_000; round++) {
      int columns = 1 + random.nextInt(4);
      StringBuilder content = new StringBuilder("c0");
      for (int column = 1; column < columns; column++) {
        content.append(",c").append(column);
      }
      for (int row = 0; row < 5; row++) {
        content.append(random.nextBoolean() ? "\n" : "\r\n");
        for (int column = 0; column < columns; column++) {
          content.append(column == 0 ? "" : ",").append(field(random));
        }
      }
      Collected ours =
          Collected.of(
              "a.csv",
              new SmallReads(new ByteArrayInputStream(Bytes.of(content.toString())), random),
              ParseLimits.defaults());
      List<Map<?, ?>> read = new ArrayList<>();
      for (Collected.Good good : ours.good) {
        read.add(json.readValue(good.json(), Map.class));
      }
      List<Map<String, String>> expected = new ArrayList<>();
      try (CsvReader<NamedCsvRecord> csv =
          CsvReader.builder().ofNamedCsvRecord(content.toString())) {
        csv.forEach(row -> expected.add(row.getFieldsAsMap()));
      }
      assertThat(ours.rejects).as(content.toString()).isEmpty();
      assertThat(read).as(content.toString()).isEqualTo(expected);
    }
  }

  private static String field(Random random) {
    String letters = "x;é😀 '\\{\t";
    StringBuilder text = new StringBuilder("v");
    for (int i = random.nextInt(6); i > 0; i--) {
      int at =
          letters.offsetByCodePoints(
              0, random.nextInt(letters.codePointCount(0, letters.length())));
      text.appendCodePoint(letters.codePointAt(at));
    }
    return random.nextBoolean() ? text.toString() : "\"" + text + ",\"\"\r\n\"\"\"";
  }
}
