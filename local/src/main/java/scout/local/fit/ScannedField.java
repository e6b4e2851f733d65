package scout.local.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import scout.settings.PathText;

/** The values of the scanned records at one path. */
final class ScannedField {
  private static final int EXAMPLES = 3;
  private static final int EXAMPLE_LENGTH = 40;
  private static final int LONGEST = 200;

  /** A numeric part is a column's index, not a name. */
  private static final Pattern NUMBERED = Pattern.compile("(^|[.])[0-9]+([.]|$)");

  private static final int MOST_DISTINCT = 5_000;

  private final String path;
  private final String name;
  private final boolean ofPage;
  private boolean led = true;
  private boolean inList;
  private final BitSet present = new BitSet();
  private final BitSet filled = new BitSet();
  private final Map<String, Long> types = new TreeMap<>();
  private final Map<ValueForm, Integer> forms = new EnumMap<>(ValueForm.class);
  private final Set<String> distinct = new HashSet<>();
  private final List<String> examples = new ArrayList<>();

  /**
   * @param path member names joined by dots; a part that is a list ends in {@code []}
   * @param name the last member's name
   * @param ofPage whether it is a member of the records' page
   */
  ScannedField(String path, String name, boolean ofPage) {
    this.path = path;
    this.name = name;
    this.ofPage = ofPage;
  }

  /** Adds a record's value, without its wrappers. */
  void take(int record, JsonNode value, MemberWay way) {
    led &= way.leads();
    inList |= way.inList() || value.isArray();
    present.set(record);
    types.merge(type(value), 1L, Long::sum);
    if (!value.isValueNode()) {
      return;
    }
    ValueForm form = ValueForm.of(value);
    forms.merge(form, 1, Integer::sum);
    if (form == ValueForm.ABSENT) {
      return;
    }
    filled.set(record);
    String text = plain(value);
    if (distinct.size() < MOST_DISTINCT && distinct.add(text) && examples.size() < EXAMPLES) {
      examples.add(shortened(text));
    }
  }

  String path() {
    return path;
  }

  /** Returns the beginning of the path, for people. */
  String shortPath() {
    return shortened(path);
  }

  /** Returns the last member's name. */
  String name() {
    return name;
  }

  boolean ofPage() {
    return ofPage;
  }

  /** Returns whether a setting's path can reach it: no list on the way, no unusual name. */
  boolean reachable() {
    return !inList && isNameable() && !NUMBERED.matcher(path).find() && !forms.isEmpty();
  }

  /** Returns whether its names, joined by dots, are a path that leads to it. */
  boolean isNameable() {
    return led && path.length() <= LONGEST && PathText.canHold(path);
  }

  /** Returns whether it is a list, or in one. */
  boolean inList() {
    return inList;
  }

  /** Returns the numbers, from 0, of the records that hold a value there. */
  BitSet filled() {
    return filled;
  }

  /** Returns whether one of these records has the member. */
  boolean presentAmong(BitSet records) {
    return present.intersects(records);
  }

  int presentIn() {
    return present.cardinality();
  }

  /** Returns JSON type to how many values have it. */
  Map<String, Long> types() {
    return types;
  }

  List<String> examples() {
    return examples;
  }

  int distinct() {
    return distinct.size();
  }

  /** Returns the different values, at most some thousand of them. */
  Set<String> values() {
    return distinct;
  }

  int count(ValueForm form) {
    return forms.getOrDefault(form, 0);
  }

  /** Returns how many values there are, without those that mean "no value". */
  int values(Predicate<ValueForm> which) {
    return forms.entrySet().stream()
        .filter(entry -> entry.getKey() != ValueForm.ABSENT && which.test(entry.getKey()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Returns the share of the values, 0 to 1, that have such a form; 0 if there are none. */
  double share(Predicate<ValueForm> which) {
    int all = values(form -> true);
    return all == 0 ? 0 : (double) values(which) / all;
  }

  /** Returns a scalar as trimmed text, numbers without exponent. */
  static String plain(JsonNode value) {
    String text = value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
    return text.replaceAll("^[\\s\u00a0]+|[\\s\u00a0]+$", "");
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "list";
      case OBJECT -> "object";
      case STRING -> "text";
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      default -> "null";
    };
  }

  /** Returns the beginning of a text, for people. */
  static String shortened(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(EXAMPLE_LENGTH)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '\ufffd' : c));
    return text.codePointCount(0, text.length()) > EXAMPLE_LENGTH ? shown + "…" : shown.toString();
  }
}
