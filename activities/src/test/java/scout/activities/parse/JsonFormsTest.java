package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON files as devices really write them: what is read, what is noted, and what is refused. */
final class JsonFormsTest {
  private static final String PRETTY = "{\n  \"a\": [\n    1\n  ]\n}";

  static List<Arguments> forms() {
    return List.of(
        // Several objects on a line.
        of("{\"a\":1}{\"a\":2} {\"a\":3}\n{\"a\":4}", 1234, "glued_lines\":1"),
        of("{\"a\":1}\n{\"a\":2},{\"a\":3}\r\n", 123, "glued_lines\":1"),
        of("{\"a\":1}\r{\"a\":2}\r", 12, "glued_lines\":1"),
        of("{\"a\":1}{\"a\":tru}{\"a\":3}", List.of(1, "INVALID_JSON", 3), "glued_lines\":1"),
        of("{\"a\":1}{\"a\":\"x}{\"a\":3}", List.of(1, "INVALID_JSON", 3), "glued_lines\":1"),
        of("{\"a\":1}\"a\":2}{\"a\":3}", List.of(1, "INVALID_JSON", 3), "glued_lines\":1"),
        of("{\"a\":\"}{\"}x{\"a\":2}", List.of("}{", "INVALID_JSON", 2), "glued_lines\":1"),
        of("{\"a\":tru}{\"a\":\"y}\n{\"a\":1}", List.of("INVALID_JSON", 1), null),
        of("{\"a\":[{\"b\":1}{\"b\":2}]}\n{\"a\":1}", List.of("INVALID_JSON", 1), null),
        // Commas around the only object of a line.
        of("{\"a\":1},\n{\"a\":2},\r\n{\"a\":3}", 123, "trailing_commas\":2"),
        of("{\"a\":1}\n,{\"a\":2}\n, {\"a\":3} ,\n", 123, "trailing_commas\":3"),
        of(
            "{\"a\":1},,\n\t{\"a\":2}\n  {\"a\":3},\n",
            List.of(1, 2, "INVALID_JSON"),
            "trailing_commas\":2"),
        of("{\"a\":1},{\"a\":2},\n", 12, "glued_lines\":1"),
        of("{\"a\":1,\"a\":2}\n{\"a\":1}", List.of("DUPLICATE_KEY", 1), null),
        of("{\"a\":tru},\n{\"a\":1}\n,\n", List.of("INVALID_JSON", 1, "INVALID_JSON"), null),
        // Record separators.
        of("\u001e{\"a\":1}\n\u001e{\"a\":2}\n", 12, "record_separators\":2"),
        of("\u001e" + PRETTY + "\n\u001e{\"a\":2}", List.of(List.of(1), 2), "_separators\":2"),
        of("\u001e{\"a\":\n\u001e{\"a\":2}", List.of("INVALID_JSON", 2), "_separators\":2"),
        of("\u001e{\"a\":1}\n{\"a\":\n{\"a\":3}\n", List.of(1, "INVALID_JSON", 3), "rators\":1"),
        of("\u001e{\"a\":1}\u001e{\"a\":2}{\"a\":3}", 123, "record_separators\":2,\"glued_lines"),
        of("{\"a\":1}\n\u001e{\"a\":2}\n", 12, "record_separators\":1"),
        // Zero bytes, and the marks of files that were put together.
        of("{\"a\":1}\n\0\0\0{\"a\":2}\0\n\0\n{\"a\":3}", 123, "nul_bytes\":5"),
        of("\0\0{\"a\":1}\n", 1, "nul_bytes\":2"),
        of("{\"a\":1}\0\0{\"a\":2}\n", 12, "nul_bytes\":2"),
        of("{\"a\":1,\"b\0\0{\"a\":2}{\"a\":3}\n", List.of("INVALID_JSON", 2, 3), "nul_bytes\":2"),
        of("{\"a\":1}\n{\"a\":\"x\0y\"}\n", List.of(1, "NUL_CHARACTER"), null),
        of("[\0{\"a\":1}\0,\0\n{\"a\":2}]\0\0", 12, "nul_bytes\":5"),
        of("{\"a\":1}\n\u001a", 1, "end_of_file_marks\":1"),
        of("{\"a\":1}\u001a", 1, "end_of_file_marks\":1"),
        of("[{\"a\":1}]\r\n\u001a\u001a", 1, "end_of_file_marks\":2"),
        of(PRETTY + "\n\u001a\n", List.of(List.of(1)), "end_of_file_marks\":1"),
        of("{\"a\":1}\n\ufeff{\"a\":2}\n\ufeff\n", 12, "byte_order_marks\":2"),
        of("{\"a\":1}\ufeff\n{\"a\":2}\0\ufeff \ufeff", 12, "byte_order_marks\":3"),
        of("\u001e{\"a\":1}\n\ufeff\u001e{\"a\":2}", 12, "byte_order_marks\":1"),
        of("{\"a\":1}\ufeff{\"a\":2}\n", 12, "byte_order_marks\":1,\"glued_lines\":1"),
        // What JSON doesn't know, but many write.
        of("[{\"a\":1},{\"a\":2},]", 12, "trailing_commas\":1"),
        of(
            "{\"a\":[NaN]}\n{\"a\":[NaN,1]}",
            List.of(Arrays.asList((Object) null), Arrays.asList(null, 1)),
            "nan_values\":2"),
        of(
            "{\"a\":[Infinity, -Infinity,-1]}",
            List.of(List.of("Infinity", "-Infinity", -1)),
            "infinity_values\":2"),
        of("{\"a\":1}\n{\"a\":NaN,}", List.of(1, "INVALID_JSON"), null),
        // A text that is never closed.
        of("[\n{\"a\":\"x},\n{\"a\":2},\n{\"a\":3}\n]", List.of("INVALID_JSON", 2, 3), null),
        of("[{\"a\":1},\n {\"a\":x\"},\n {\"a\":3}]", List.of(1, "INVALID_JSON", 3), null),
        of("[{\"a\":\"x},\n{\"a\":2},\n{\"a\":3}]", List.of("INVALID_JSON", 2, 3), null),
        of("[\n{\"a\":\"x},\n{\"a\":y\"},\n{\"a\":3}\n]", List.of("INVALID_JSON", 3), null),
        of(
            "[\n{\"a\":\"x},\n{\"a\":2},\n{\"a\":y}\n]",
            List.of("INVALID_JSON", 2, "INVALID_JSON"),
            null),
        of(
            "[\n"
                + "  {\n"
                + "    \"a\": \"x,\n"
                + "    \"b\": [\n"
                + "      {}\n"
                + "    ]\n"
                + "  },\n"
                + "  {\n"
                + "    \"a\": 2\n"
                + "  }\n"
                + "]",
            List.of("INVALID_JSON", 2),
            null),
        of("[\n{\n\"b\":\n{\n\"a\":1,}\n},\n{\"a\":2}]", List.of("INVALID_JSON", 2), null),
        of("[\n {\"a\":\"x\ny\"},\n {\"a\":2}\n]", List.of("INVALID_JSON", 2), null),
        // One odd line.
        of("{\"a\":1}\n{'a': 2}\n", List.of(1, "INVALID_JSON"), null),
        of("{\"a\":1}\\n\n{\"a\":2}\n", List.of("INVALID_JSON", 2), null));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void readsWhatHasOneReading(String content, List<Object> outcomes, String note) throws Exception {
    for (String suffix : List.of(".json", ".jsonl", ".ndjson")) {
      Collected read = Collected.of("a" + suffix, content);
      assertThat(read.values("a")).isEqualTo(outcomes);
      if (note == null) {
        assertThat(read.summary.dialect()).isNull();
      } else {
        assertThat(read.summary.dialect()).contains(note);
      }
    }
  }

  static List<Arguments> damages() {
    return List.of(
        Arguments.of("{'a': 1}\n{'a': 'b', 'c': None}\n", "NOT_JSON_PYTHON", "Python"),
        Arguments.of("{\"a\":1}\n{'a': 1}\n{'a': 1}\n", "NOT_JSON_PYTHON", "Python"),
        Arguments.of("[{'a': 1}, {'a': True}]", "NOT_JSON_PYTHON", "Python"),
        Arguments.of("{u'a': u'b'}\n{u'a': 1}\n", "NOT_JSON_PYTHON", "Python"),
        Arguments.of("{\"a\": b'x'}\n", "NOT_JSON_PYTHON", "Python"),
        Arguments.of("OrderedDict([('a', 1)])\n", "NOT_JSON_PYTHON", "Python"),
        Arguments.of("{\"it's\": None}\n", "NOT_JSON_PYTHON", "json.dumps"),
        Arguments.of("{\"a\":1}\\n{\"a\":2}\\n", "LITERAL_LINE_BREAKS", "backslash"),
        Arguments.of("{\"a\":1}\\r\\n {\"a\":2}", "LITERAL_LINE_BREAKS", "byte 8"),
        Arguments.of("[{\"a\":1},\\n{\"a\":2}]", "LITERAL_LINE_BREAKS", "backslash"),
        Arguments.of("{\"a\":1}\\n\n{\"a\":2}\\n\n", "LITERAL_LINE_BREAKS", "byte 8"),
        Arguments.of("[{\"a\":1},{\"a\":2\0\0\0\0", "TRUNCATED_ARRAY", "element 2"),
        Arguments.of("[{\"a\":1}\0\0\0\0", "TRUNCATED_ARRAY", "ends before"),
        Arguments.of("[\n{\"a\":1},\n{\"a\":\"x}\n]", "TRUNCATED_ARRAY", "element 2"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void refusesInWords(String content, DamageCode code, String words) {
    for (String suffix : List.of(".json", ".jsonl", ".ndjson")) {
      assertThatExceptionOfType(FileDamaged.class)
          .isThrownBy(() -> Collected.of("a" + suffix, content))
          .withMessageContaining(words)
          .satisfies(damage -> assertThat(damage.code()).isEqualTo(code));
    }
  }

  @Test
  void aReportedPlaceIsThatOfThePiece() throws Exception {
    Collected read = Collected.of("a.jsonl", "{\"a\":1} {\"a\":tru}\0{\"a\":3}");
    assertThat(read.rejects.get(0).byteOffset()).isEqualTo(8);
    assertThat(read.rejects.get(0).recordNo()).isEqualTo(2);
    assertThat(read.good.get(1).byteOffset()).isEqualTo(18);
  }

  /** Digits are the numbers that the records' member holds. */
  private static Arguments of(String content, int digits, String note) {
    List<Integer> numbers =
        String.valueOf(digits).chars().map(Character::getNumericValue).boxed().toList();
    return Arguments.of(content, numbers, note);
  }

  private static Arguments of(String content, Object outcomes, String note) {
    return Arguments.of(content, outcomes, note);
  }
}
