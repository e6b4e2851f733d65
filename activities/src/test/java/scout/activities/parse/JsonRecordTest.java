package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;

/** What one record may hold, and the code and place of each thing that it may not. */
final class JsonRecordTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ \"a\" : [ ] , \"b\" : { } }",
        "{\"\":0}",
        "{\"a\":-0,\"b\":0.10,\"c\":1e2,\"d\":-1.5E-3,\"e\":1E+2,\"f\":0e9999,\"g\":0E5}",
        "{\"a\":true,\"b\":false,\"c\":null}",
        "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\\u0001\"}",
        "{\"a\":\"é€😀\uffff\u007f\"}",
        "{\"a\":{\"x\":1},\"b\":{\"x\":1},\"x\":[{\"x\":1},{\"x\":2}]}",
        "{\"a\":1,\"A\":2,\"a \":3}",
        "{\"a\":12345678901234567890.12345678901234567890}"
      })
  void passesGoodRecordsByteForByte(String record) throws Exception {
    assertThat(Collected.of("a.jsonl", record).outcomes()).containsExactly(record);
  }

  static List<Arguments> rejects() {
    return List.of(
        Arguments.of("{\"a\":tru}", "INVALID_JSON", "a value is expected at byte 6"),
        Arguments.of("{\"a\":1,}", "INVALID_JSON", "a key in double quotes is expected at byte 8"),
        Arguments.of("{\"a\" 1}", "INVALID_JSON", "a colon is expected at byte 6"),
        Arguments.of(
            "{\"a\":1 \"b\":2}",
            "INVALID_JSON",
            "a comma or a closing brace is expected at byte 8"),
        Arguments.of(
            "{\"a\":[1 2]}", "INVALID_JSON", "a comma or a closing bracket is expected at byte 9"),
        Arguments.of("{\"a\":[1,]}", "INVALID_JSON", "a value is expected at byte 9"),
        Arguments.of(
            "{\"a\":1",
            "INVALID_JSON",
            "the record ends where a comma or a closing brace is expected at byte 7"),
        Arguments.of("{\"a\":\"x", "INVALID_JSON", "the record ends within a text at byte 8"),
        Arguments.of("{\"a\":1}}", "INVALID_JSON", "there is more after the value at byte 8"),
        Arguments.of("{\"a\":1} \"a\":2}", "INVALID_JSON", "there is more after"),
        Arguments.of("{a:1}", "INVALID_JSON", "a key in double quotes"),
        Arguments.of("{'a':1}", "INVALID_JSON", "a key in double quotes"),
        Arguments.of("{\"a\":nan}", "INVALID_JSON", "a value is expected at byte 6"),
        Arguments.of("{\"a\":NaM}", "INVALID_JSON", "a value is expected at byte 6"),
        Arguments.of("{\"a\":+Infinity}", "INVALID_JSON", "a value is expected"),
        Arguments.of("{\"a\":-Inf}", "INVALID_JSON", "a value is expected at byte 6"),
        Arguments.of("{\"a\":-NaN}", "INVALID_JSON", "no digit"),
        Arguments.of("{NaN:1}", "INVALID_JSON", "a key in double quotes"),
        Arguments.of("{\"a\":+1}", "INVALID_JSON", "a value is expected"),
        Arguments.of("{\"a\":.5}", "INVALID_JSON", "a value is expected"),
        Arguments.of("{\"a\":01}", "INVALID_JSON", "leading zero at byte 6"),
        Arguments.of("{\"a\":-}", "INVALID_JSON", "no digit"),
        Arguments.of("{\"a\":1.}", "INVALID_JSON", "no digit after its point"),
        Arguments.of("{\"a\":1e}", "INVALID_JSON", "exponent has no digit"),
        Arguments.of("{\"a\":1e+}", "INVALID_JSON", "exponent has no digit"),
        Arguments.of("{\"a\":\"\\x\"}", "INVALID_JSON", "no known escape at byte 7"),
        Arguments.of("{\"a\":\"\\u12g4\"}", "INVALID_JSON", "four hex digits"),
        Arguments.of("{\"a\":\"x\ty\"}", "INVALID_JSON", "control character"),
        Arguments.of("{\"a\":1}\u00a0", "INVALID_JSON", "there is more"),
        Arguments.of("{\"a\":1} // note", "INVALID_JSON", "there is more"),
        Arguments.of("hello", "INVALID_JSON", "a value is expected at byte 1"),
        Arguments.of("[1,2]", "NOT_AN_OBJECT", "no object"),
        Arguments.of("\"text\"", "NOT_AN_OBJECT", "no object"),
        Arguments.of("42", "NOT_AN_OBJECT", "no object"),
        Arguments.of("null", "NOT_AN_OBJECT", "no object"),
        Arguments.of("{\"a\":\"\\u0000\"}", "NUL_CHARACTER", "\\u0000 at byte 7"),
        Arguments.of("{\"\\u0000\":1}", "NUL_CHARACTER", "\\u0000"),
        Arguments.of("{\"a\":\"x\0y\"}", "NUL_CHARACTER", "zero byte at byte 8"),
        Arguments.of("{\"a\":\0 1}", "NUL_CHARACTER", "zero byte at byte 6"),
        Arguments.of("{\"a\":\"\\ud800\"}", "LONE_SURROGATE", "surrogate"),
        Arguments.of("{\"a\":\"\\udc00\"}", "LONE_SURROGATE", "surrogate"),
        Arguments.of("{\"a\":\"\\ud800x\\udc00\"}", "LONE_SURROGATE", "surrogate"),
        Arguments.of("{\"a\":\"\\ud800\\ud800\\udc00\"}", "LONE_SURROGATE", "surrogate"),
        Arguments.of("{\"\\udfff\":1}", "LONE_SURROGATE", "surrogate"),
        Arguments.of("{\"a\":1,\"b\":2,\"a\":1}", "DUPLICATE_KEY", "second time at byte 14"),
        Arguments.of("{\"a\":1,\"\\u0061\":2}", "DUPLICATE_KEY", "second time"),
        Arguments.of("{\"a\":[{\"b\":{\"c\":1},\"c\":2,\"b\":1}]}", "DUPLICATE_KEY", "second time"),
        Arguments.of("{\"\":1,\"\":2}", "DUPLICATE_KEY", "second time"),
        Arguments.of("{\"a\":1e400}", "NUMBER_OUT_OF_RANGE", "400 digits"),
        Arguments.of("{\"a\":1e-401}", "NUMBER_OUT_OF_RANGE", "400 digits"),
        Arguments.of("{\"a\":0e-401}", "NUMBER_OUT_OF_RANGE", "400 digits"),
        Arguments.of("{\"a\":1e99999999999999999999}", "NUMBER_OUT_OF_RANGE", "400 digits"),
        Arguments.of("{\"a\":0e99999999999999999999}", "NUMBER_OUT_OF_RANGE", "400 digits"),
        Arguments.of("{\"a\":" + "9".repeat(401) + "}", "NUMBER_OUT_OF_RANGE", "400 digits"),
        Arguments.of("{\"a\":0." + "1".repeat(401) + "}", "NUMBER_OUT_OF_RANGE", "400 digits"),
        Arguments.of("{\"a\":1.5e399,\"b\":-12.34e399}", "NUMBER_OUT_OF_RANGE", "400 digits"),
        Arguments.of(nested(201), "TOO_DEEP", "200 levels"),
        // Broken JSON is called that, whatever else is wrong with it.
        Arguments.of("{\"a\":1,\"a\":2", "INVALID_JSON", "the record ends"));
  }

  @ParameterizedTest
  @MethodSource("rejects")
  void rejectsWithCodeAndPlace(String record, String code, String message) throws Exception {
    Collected file = Collected.of("a.jsonl", "{}\n" + record + "\n{}");
    assertThat(file.outcomes()).containsExactly("{}", code, "{}");
    RejectedRecord reject = file.rejects.get(0);
    assertThat(reject.message()).contains(message);
    assertThat(reject.recordNo()).isEqualTo(2);
    assertThat(reject.byteOffset()).isEqualTo(3);
    assertThat(reject.raw()).isEqualTo(record.getBytes(StandardCharsets.UTF_8));
    assertThat(reject.cut()).isFalse();
    assertThat(reject.printable()).doesNotContain("\0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff",
        "80",
        "c3",
        "c328",
        "c0af",
        "c1bf",
        "e08080",
        "e28228",
        "e282",
        "eda080",
        "edbfbf",
        "f0808080",
        "f08f8080",
        "f0908080ff",
        "f4908080",
        "f5808080",
        "f8888080",
        "f09f98",
        "fe"
      })
  void rejectsWhatIsNotUtf8(String hex) throws Exception {
    for (String around : List.of("{\"a\":\"%s\"}", "{\"%s\":1}", "{\"a\":1} %s")) {
      byte[] line = Bytes.inText(around, hex);
      Collected file = Collected.of("a.jsonl", Bytes.join(line, Bytes.of("\n{}")));
      assertThat(file.outcomes()).containsExactly("INVALID_UTF8", "{}");
      assertThat(file.rejects.get(0).raw()).isEqualTo(line);
    }
  }

  @Test
  void takesTheWidestNumbersAndDeepestRecordsAllowed() throws Exception {
    List<String> records =
        List.of(
            "{\"a\":" + "9".repeat(400) + "}",
            "{\"a\":-0." + "1".repeat(400) + "}",
            "{\"a\":" + "1".repeat(200) + "." + "1".repeat(200) + "}",
            "{\"a\":1e399,\"b\":1E-400,\"c\":0.001e402,\"d\":0e-400}",
            nested(200));
    assertThat(Collected.of("a.jsonl", String.join("\n", records)).outcomes()).isEqualTo(records);
  }

  @Test
  void tellsManyKeysApart() throws Exception {
    StringBuilder record = new StringBuilder("{");
    for (int i = 0; i < 20_000; i++) {
      record.append("\"k").append(i).append("\":{\"k\":").append(i).append("},");
    }
    String good = record + "\"end\":1}";
    String bad = record + "\"k17\":1}";
    assertThat(Collected.of("a.jsonl", good + "\n" + bad + "\n" + good).outcomes())
        .containsExactly(good, "DUPLICATE_KEY", good);
  }

  @Test
  void keysThatAreNoNamesAreNotCounted() throws Exception {
    String longest = "é".repeat(100);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      lines.append("{\"a\":1,\"").append(i).append("x".repeat(200)).append("\":1,\"");
      lines.append(longest).append("\":1}\n");
    }
    ParseSummary summary = Collected.of("a.jsonl", lines.toString()).summary;
    assertThat(summary.loaded()).isEqualTo(3_000);
    assertThat(summary.payloadKeys()).containsOnlyKeys("a", longest);
  }

  @Test
  void countsTopLevelKeysOfGoodRecordsUpToAThousand() throws Exception {
    StringBuilder lines = new StringBuilder("{\"x\":{\"inner\":1},\"y\":1}\n{\"bad\":1,}\n");
    for (int i = 0; i < 1_500; i++) {
      lines.append("{\"x\":1,\"k").append(i).append("\":2}\n");
    }
    ParseSummary summary = Collected.of("a.jsonl", lines.toString()).summary;
    assertThat(summary.payloadKeys()).hasSize(1_000).containsEntry("x", 1_501L);
    assertThat(summary.payloadKeys()).containsEntry("y", 1L).containsEntry("k997", 1L);
    assertThat(summary.payloadKeys()).doesNotContainKeys("inner", "bad", "k998");
    assertThat(summary.read()).isEqualTo(1_502);
    assertThat(summary.rejected()).isEqualTo(1);
  }

  @Test
  void findsTheDeviceIdByTheFirstPathThatIsPresent() throws Exception {
    ParseSettings settings =
        ParseSettings.defaults()
            .withPaths(
                FieldPaths.defaults()
                    .with(PayloadField.DEVICE_ID, List.of("device.id", "device_id", "device")));
    List<String> records =
        List.of(
            "{\"device_id\":\"flat\",\"device\":{\"id\":\" nested \"}}",
            "{\"device_id\":\"flat\",\"device\":{\"id\":\" \\t\"}}",
            "{\"device_id\":\"flat\",\"device\":{\"id\":null}}",
            "{\"device_id\":17}",
            "{\"device\":\"caf\\u00e9\"}",
            "{\"device\":\"caf\\u00e9\"}",
            "{\"device\":true,\"x\":{\"device_id\":\"elsewhere\"},\"device_id\":[\"in a list\"]}",
            "{\"dev\\u0069ce_id\":\"escaped\"}",
            "{}");
    Collected file = Collected.of("a.jsonl", Bytes.of(String.join("\n", records)), settings);
    assertThat(file.good.stream().map(Collected.Good::deviceId))
        .containsExactly("nested", "flat", "flat", "17", "café", "café", null, "escaped", null);
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "[]" + "}".repeat(levels - 1);
  }
}
