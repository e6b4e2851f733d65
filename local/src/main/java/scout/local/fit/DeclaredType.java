package scout.local.fit;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which type of a declaration the values at a path fit, as the words of its line. */
final class DeclaredType {
  /** The last words of names whose numbers count nothing, and lose leading zeros as numbers. */
  private static final Set<String> NUMBERED =
      Set.of(
          "id", "uuid", "guid", "no", "nr", "code", "qrcode", "sku", "ean", "upc", "gtin",
          "barcode", "phone", "plu", "pin", "zip", "key");

  /** Words that names written as one are parted by, such as {@code postcode}. */
  private static final Set<String> WORDS =
      Stream.of(
              NUMBERED,
              FieldVocabulary.KNOWN,
              Set.of("post", "tele", "card", "member", "account", "serial", "lot", "loyalty"))
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private static final int LONGEST_INTEGER = 18;
  private static final int MOST_DIGITS = 38;
  private static final int LEAST_SCALE = 2;
  private static final int MOST_SCALE = 10;

  private final ScannedField field;

  private DeclaredType(ScannedField field) {
    this.field = field;
  }

  /** Returns the words of the type, and of its format if it needs one. */
  static String of(ScannedField field) {
    return new DeclaredType(field).words();
  }

  /** Returns the format of a decimal with such values, such as {@code , format: money}; or none. */
  static String format(ScannedField field) {
    if (MinorUnits.suspected(field)) {
      return ", format: minor(2)";
    }
    if (field.count(ValueForm.ACCOUNTING) > 0) {
      return ", format: money";
    }
    return field.count(ValueForm.DECIMAL_COMMA) > 0 ? ", format: comma" : "";
  }

  private String words() {
    if (all(form -> form == ValueForm.BOOLEAN)) {
      return "type: boolean";
    }
    if (all(ValueForm::isReadTime)) {
      boolean days = field.values().stream().allMatch(text -> text.matches("[0-9-]{10}"));
      return days && all(form -> form == ValueForm.ISO_TIME) ? "type: date" : "type: time";
    }
    if (all(form -> form.isAmount() || form == ValueForm.EPOCH || form == ValueForm.TEN_DIGITS)) {
      return number();
    }
    return field.types().containsKey("object") || field.types().containsKey("list")
        ? "type: json"
        : "type: text";
  }

  private boolean all(Predicate<ValueForm> which) {
    return field.values(form -> true) > 0 && field.values(which) == field.values(form -> true);
  }

  private boolean isNumbered() {
    List<String> words = NameWords.of(field.name(), WORDS);
    return !words.isEmpty() && NUMBERED.contains(words.get(words.size() - 1));
  }

  private String number() {
    boolean zeros = field.values().stream().anyMatch(text -> text.matches("[+-]?0[0-9]+.*"));
    if (zeros || isNumbered()) {
      return field.values().stream().allMatch(text -> text.length() <= 100)
          ? "type: key"
          : "type: text";
    }
    boolean whole = field.values().stream().allMatch(text -> text.matches("[+-]?[0-9]+"));
    if (whole && field.values().stream().allMatch(text -> text.length() <= LONGEST_INTEGER)) {
      return "type: integer";
    }
    int scale =
        field.values().stream()
            .map(text -> text.replaceAll("[^0-9.,]", ""))
            .mapToInt(
                text -> text.length() - 1 - Math.max(text.lastIndexOf('.'), text.lastIndexOf(',')))
            .filter(digits -> digits < MOST_SCALE)
            .max()
            .orElse(LEAST_SCALE);
    int kept = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale));
    return "type: \"decimal("
        + (whole ? MOST_DIGITS : LONGEST_INTEGER + kept)
        + ","
        + kept
        + ")\""
        + format(field);
  }
}
