package scout.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import scout.models.FieldPath;

/**
 * What a record says of a field.
 *
 * @param text trimmed, without what people and programs wrap around values
 * @param scalar true if it is a text or a number
 * @param number true if it is a number, in JSON or in a wrapper for numbers
 * @param date true if it stands in a wrapper for times
 */
record FoundValue(String text, boolean scalar, boolean number, boolean date) {
  private static final String BLANKS = " \t\n\r\f\u000b\u00a0";
  private static final String UNSEEN =
      BLANKS + "_-\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad";
  private static final List<String> WRAPPERS =
      List.of(
          "$oid", "$date", "$uuid", "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal");
  private static final Set<String> NO_NUMBERS = Set.of("$oid", "$date", "$uuid");

  /** Where a field may be: in the record, then on the page around it, which may be missing. */
  static List<JsonNode> candidates(List<FieldPath> paths, JsonNode record, JsonNode page) {
    List<JsonNode> found = new ArrayList<>();
    paths.forEach(path -> add(found, path, record));
    paths.forEach(path -> add(found, path, page));
    if (page.isObject()) {
      found.add(folded(paths, page));
    }
    return found;
  }

  private static void add(List<JsonNode> found, FieldPath path, JsonNode object) {
    if (path.nested()) {
      found.add(at(object, path.steps()));
    }
    found.add(object.path(path.text()));
  }

  /** The value at a path, as it leads through members and lists. */
  static JsonNode at(JsonNode object, List<String> steps) {
    JsonNode at = object;
    for (String step : steps) {
      at = at.isArray() ? at.path(place(step)) : at.path(step);
    }
    return at;
  }

  private static int place(String step) {
    return step.matches("[0-9]{1,9}") ? Integer.parseInt(step) : -1;
  }

  /** The page's only member whose name differs from a path only in what people don't see. */
  private static JsonNode folded(List<FieldPath> paths, JsonNode page) {
    List<String> names =
        paths.stream().filter(path -> !path.nested()).map(path -> fold(path.text())).toList();
    List<JsonNode> found = new ArrayList<>();
    page.properties()
        .forEach(
            member -> {
              if (names.contains(fold(member.getKey()))) {
                found.add(member.getValue());
              }
            });
    return found.size() == 1 ? found.get(0) : MissingNode.getInstance();
  }

  private static String fold(String name) {
    StringBuilder seen = new StringBuilder();
    name.codePoints().filter(c -> UNSEEN.indexOf(c) < 0).forEach(seen::appendCodePoint);
    return seen.toString().toLowerCase(Locale.ROOT);
  }

  /**
   * The first candidate that is a value.
   *
   * @param nulls words that stand for nothing
   */
  static Optional<FoundValue> first(List<JsonNode> candidates, Set<String> nulls) {
    for (JsonNode candidate : candidates) {
      FoundValue value = of(candidate);
      if (!value.text.isEmpty() && !nulls.contains(value.text.toLowerCase(Locale.ROOT))) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private static FoundValue of(JsonNode candidate) {
    JsonNode value = candidate;
    boolean number = false;
    boolean date = isWrapped(candidate) && candidate.has("$date");
    for (int layer = 0; layer < 2 && isWrapped(value); layer++) {
      JsonNode wrapper = value;
      String word = WRAPPERS.stream().filter(wrapper::has).findFirst().orElseThrow();
      number |= NO_NUMBERS.stream().noneMatch(wrapper::has);
      value = wrapper.get(word);
    }
    String text = trim(text(value));
    if (text.length() >= 3 && text.startsWith("=\"") && text.endsWith("\"")) {
      text = trim(text.substring(2, text.length() - 1).replace("\"\"", "\""));
    }
    return new FoundValue(
        text, value.isTextual() || value.isNumber(), number || value.isNumber(), date);
  }

  private static boolean isWrapped(JsonNode value) {
    if (!value.isObject() || value.isEmpty()) {
      return false;
    }
    return value.properties().stream().map(Map.Entry::getKey).allMatch(WRAPPERS::contains);
  }

  private static String text(JsonNode value) {
    if (value.isMissingNode() || value instanceof NullNode) {
      return "";
    }
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    return value.isContainerNode() ? "{}" : value.asText();
  }

  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && BLANKS.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && BLANKS.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }
}
