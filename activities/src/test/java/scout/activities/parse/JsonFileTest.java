package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.Gzip;
import scout.storage.upload.InputName;

/** How JSON files are cut into records, and when they are damaged. */
final class JsonFileTest {
  private static final String PRETTY = "{\n  \"a\": {\n    \"b\": [\n      {}\n    ]\n  }\n}";

  static List<Arguments> layouts() {
    return List.of(
        Arguments.of("a.jsonl", "{}", List.of("{}")),
        Arguments.of("a.ndjson", "\ufeff{}\r\n \t\r\n\n{\"a\":1}\r\n", List.of("{}", "{\"a\":1}")),
        Arguments.of("a.JSONL", "[{},\n  {} \n]", List.of("{}", "{}")),
        Arguments.of("a.ndjson", PRETTY, List.of(PRETTY)),
        Arguments.of("a.json", "{}", List.of("{}")),
        Arguments.of("a.json", "\ufeff\r\n {\"a\":1} \r\n", List.of("{\"a\":1}")),
        Arguments.of("a.json", "{\"a\":1}\n{\"a\":2}\n", List.of("{\"a\":1}", "{\"a\":2}")),
        Arguments.of("a.json", PRETTY, List.of(PRETTY)),
        Arguments.of("a.json", PRETTY + "\r\n\r\n", List.of(PRETTY)),
        // Brackets and quotes in texts are text.
        Arguments.of("a.json", "{\n\"a\":\"}{\\\"]\"\n}", List.of("{\n\"a\":\"}{\\\"]\"\n}")),
        // Without indentation, a brace in the first column may be an inner object's.
        Arguments.of("a.json", "{\n\"a\":\n{\n}\n}", List.of("{\n\"a\":\n{\n}\n}")),
        // A damaged first line does not hide the lines after it.
        Arguments.of("a.json", "{\"a\":1,\n{\"a\":2}\n", List.of("INVALID_JSON", "{\"a\":2}")),
        Arguments.of(
            "a.json", "{\"a\":\n{\"a\":2}\n{}\n", List.of("INVALID_JSON", "{\"a\":2}", "{}")),
        Arguments.of("a.json", "{\"a\":\"x\n{\"a\":2}", List.of("INVALID_JSON", "{\"a\":2}")),
        Arguments.of("a.json", "{\"a\":tru}\n{\"a\":2}", List.of("INVALID_JSON", "{\"a\":2}")),
        Arguments.of("a.json", "{\"a\":1}}\n{\"a\":2}", List.of("INVALID_JSON", "{\"a\":2}")),
        Arguments.of("a.json", "noise\n{\"a\":2}", List.of("INVALID_JSON", "{\"a\":2}")),
        Arguments.of("a.json", "}\n{\"a\":2}", List.of("INVALID_JSON", "{\"a\":2}")),
        Arguments.of("a.json", "\"x\"\n{\"a\":2}", List.of("NOT_AN_OBJECT", "{\"a\":2}")),
        // One object that is damaged stays one record.
        Arguments.of("a.json", "{\n  \"a\": tru,\n  \"b\": {}\n}\n", List.of("INVALID_JSON")),
        Arguments.of("a.json", "{\n  \"a\": [\n    {}\n    {}\n  ]\n}\n", List.of("INVALID_JSON")),
        Arguments.of("a.json", "{\n  \"a\": 1,\n  \"b\"", List.of("INVALID_JSON")),
        Arguments.of("a.json", "{\n  \"a\": 1,\n  \"a\": 2\n}", List.of("DUPLICATE_KEY")),
        Arguments.of("a.json", "{\n  \"a\": \"\\u0000\"\n}", List.of("NUL_CHARACTER")),
        Arguments.of("a.json", "[]", List.of()),
        Arguments.of("a.json", " [ \r\n ] \n", List.of()),
        Arguments.of("a.json", "[{},{\"a\":1}]", List.of("{}", "{\"a\":1}")),
        Arguments.of("a.json", "\ufeff[\n  {\n  }\n  ,\n{} ]\n", List.of("{\n  }", "{}")),
        Arguments.of("a.json", "[{\"a\":\"]},{\\\"\"},{}]", List.of("{\"a\":\"]},{\\\"\"}", "{}")),
        // A bad element is cut out, the next one picked up.
        Arguments.of("a.json", "[{\"a\":tru},{}]", List.of("INVALID_JSON", "{}")),
        Arguments.of("a.json", "[{\"a\":1],{}]", List.of("INVALID_JSON", "{}")),
        Arguments.of("a.json", "[{\"a\":1,},{}]", List.of("INVALID_JSON", "{}")),
        Arguments.of(
            "a.json",
            "[oh no , {}, 1,null,\"x\",[{}]]",
            List.of(
                "INVALID_JSON",
                "{}",
                "NOT_AN_OBJECT",
                "NOT_AN_OBJECT",
                "NOT_AN_OBJECT",
                "NOT_AN_OBJECT")),
        Arguments.of("a.json", "[{},]", List.of("{}")),
        Arguments.of("a.json", "[{} ,\n ]\n", List.of("{}")),
        Arguments.of("a.json", "[,]", List.of("INVALID_JSON")),
        Arguments.of("a.json", "[,{}]", List.of("INVALID_JSON", "{}")),
        Arguments.of("a.json", "[{},,{}]", List.of("{}", "INVALID_JSON", "{}")));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void tellsLayoutsApart(String name, String content, List<String> outcomes) throws Exception {
    assertThat(Collected.of(name, content).outcomes()).isEqualTo(outcomes);
    assertThat(Collected.of(name + ".gz", Gzip.pack(Bytes.of(content))).outcomes())
        .isEqualTo(outcomes);
  }

  static List<Arguments> damages() {
    return List.of(
        Arguments.of("a.json", "", "EMPTY_FILE", 0),
        Arguments.of("a.json", "[", "TRUNCATED_ARRAY", 1),
        Arguments.of("a.json", "[{}", "TRUNCATED_ARRAY", 3),
        Arguments.of("a.json", "[{},\n", "TRUNCATED_ARRAY", 5),
        Arguments.of("a.json", "[{},{\"a\":", "TRUNCATED_ARRAY", 4),
        Arguments.of("a.json", "[{},{\"a\":\"x},{}]", "TRUNCATED_ARRAY", 4),
        Arguments.of("a.json", "[{},{\"a\":{\"b\":1},{}]", "TRUNCATED_ARRAY", 20),
        Arguments.of("a.json", "[{a:{b:[}},{}]", "TRUNCATED_ARRAY", 14),
        Arguments.of("a.json", "[{} {}]", "ARRAY_BROKEN", 4),
        Arguments.of("a.json", "[{}},{}]", "ARRAY_BROKEN", 3),
        Arguments.of("a.json", "[}]", "ARRAY_BROKEN", 1),
        Arguments.of("a.json", "[{}:{}]", "ARRAY_BROKEN", 3),
        Arguments.of("a.json", "[{}]{}", "TRAILING_CONTENT", 4),
        Arguments.of("a.jsonl", "[{}]\n  {} \n", "TRAILING_CONTENT", 7),
        Arguments.of("a.json", "[{}]\n]", "TRAILING_CONTENT", 5),
        Arguments.of("a.json", "[1,2]\n{\"a\":1}", "TRAILING_CONTENT", 6),
        Arguments.of("a.json", PRETTY + "\n" + PRETTY, "TRAILING_CONTENT", PRETTY.length() + 1));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void refusesDamagedFiles(String name, String content, DamageCode code, long offset) {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> Collected.of(name, content))
        .satisfies(
            damage -> {
              assertThat(damage.code()).isEqualTo(code);
              assertThat(damage.byteOffset()).isEqualTo(offset);
              assertThat(damage).hasMessageEndingWith(".");
            });
  }

  @ParameterizedTest
  @CsvSource({"a.jsonl,%s", "a.json,%s", "a.json,'[%s]'", "a.json,'[%s , {}]'"})
  void cutsOutRecordsThatAreTooLong(String name, String around) throws Exception {
    for (int length : new int[] {1 << 20, (1 << 20) + 1, (1 << 20) + 100_000, 5 << 20}) {
      String record =
          "{\"a\":\"" + "é".repeat((length - 8) / 2) + (length % 2 == 0 ? "" : "x") + "\"}";
      Collected file = Collected.of(name, String.format(around, record) + "  \r\n");
      if (length == 1 << 20) {
        assertThat(file.good.get(0).json()).isEqualTo(record);
        continue;
      }
      RejectedRecord reject = file.rejects.get(0);
      assertThat(reject.code()).isEqualTo(RejectCode.RECORD_TOO_LONG);
      assertThat(reject.cut()).isTrue();
      assertThat(reject.raw()).hasSize(RejectedRecord.MAX_RAW_BYTES);
      assertThat(reject.byteLength()).isBetween((long) length, length + 3L);
      assertThat(reject.message()).contains("1048576 are allowed", "first 8192 bytes are kept");
    }
  }

  @Test
  void aLongPrettyObjectIsOneRecord() throws Exception {
    String inner = "  \"k%d\": {\n    \"b\": \"" + "x".repeat(1000) + "\"\n  },\n";
    StringBuilder object = new StringBuilder("{\n  \"start\": 1,\n");
    for (int i = 0; i < 5_000; i++) {
      object.append(String.format(inner, i));
    }
    Collected file = Collected.of("a.json", object + "  \"end\": 1\n}\n");
    assertThat(file.outcomes()).containsExactly("RECORD_TOO_LONG");
  }

  @Test
  void keepsTheHeadOfALongRejectedRecord() throws Exception {
    Collected file = Collected.of("a.jsonl", "{\"a\":\"" + "x".repeat(10_000) + "\n{}");
    RejectedRecord reject = file.rejects.get(0);
    assertThat(reject.code()).isEqualTo(RejectCode.INVALID_JSON);
    assertThat(reject.raw()).hasSize(8192);
    assertThat(reject.byteLength()).isEqualTo(10_006);
  }

  @ParameterizedTest
  @CsvSource({
    "a.json,JSON,0",
    "A.JSON.GZ,JSON,1",
    "x/y.b.jsonl,JSON_LINES,0",
    "x.NdJson.gz,JSON_LINES,1",
    "c.csv,CSV,0",
    "c.csv.gz,CSV,1",
    "c.csv.gz.gz,CSV,2",
    "a.json.zst.gz,JSON,2",
    "a.csv.ZST,CSV,1"
  })
  void knowsFormatsByName(String name, InputName.Records records, int packings) {
    InputFormat format = InputFormat.of(name).orElseThrow();
    assertThat(format.records()).isEqualTo(records);
    assertThat(format.packings()).hasSize(packings);
  }

  @ParameterizedTest
  @CsvSource({"a.txt", "json", "a.json.zip", "a.gz", "a.json.gz.gz.gz", "a.csv/", "a.jsonx"})
  void leavesOtherNamesAlone(String name) {
    assertThat(InputFormat.of(name)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> Collected.of(name, "{}"));
  }
}
