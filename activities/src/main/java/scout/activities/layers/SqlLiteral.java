package scout.activities.layers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Texts of a checked declaration as parts of a statement. */
final class SqlLiteral {
  private SqlLiteral() {}

  /** Returns a text as a literal. A backslash before a quote would confuse who reads parameters. */
  static String text(String text) {
    String quoted =
        Arrays.stream(text.split("\\\\", -1))
            .map(part -> "'" + part.replace("'", "''") + "'")
            .collect(Collectors.joining(" || chr(92) || "));
    return text.indexOf('\\') < 0 ? quoted : "(" + quoted + ")";
  }

  /** Returns texts as an array. */
  static String array(List<String> texts) {
    return texts.stream()
        .map(SqlLiteral::text)
        .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
  }
}
