package scout.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import scout.models.FieldDeclaration;
import scout.models.FieldType.Kind;
import scout.models.TimeForms;

/**
 * What a declared field must be, found apart from the program's SQL. A value is the text of the
 * column; a time is its seconds since 1970.
 */
final class ExpectedField {
  private static final int LONGEST_KEY = 200;
  private static final Set<String> YES = Set.of("true", "yes", "y", "t", "1");
  private static final Set<String> NO = Set.of("false", "no", "n", "f", "0");

  private final ExpectedRecord record;
  private final FieldDeclaration field;
  private final List<JsonNode> candidates;
  private final Optional<FoundValue> found;

  /**
   * @param object the record, or the element of a child table
   * @param page what stands around the record; missing for none
   */
  ExpectedField(ExpectedRecord record, FieldDeclaration field, JsonNode object, JsonNode page) {
    this.record = record;
    this.field = field;
    this.candidates = FoundValue.candidates(field.from(), object, page);
    this.found =
        field.type().kind() == Kind.JSON
            ? Optional.empty()
            : FoundValue.first(candidates, record.nulls());
  }

  /** Returns the column's text; null if it must be null. */
  String value() {
    if (field.of().isPresent()) {
      return dayOf(field.of().get());
    }
    if (field.type().kind() == Kind.JSON) {
      return candidates.stream()
          .filter(json -> !json.isMissingNode() && !json.isNull())
          .findFirst()
          .map(JsonNode::toString)
          .orElse(null);
    }
    if (found.isEmpty()) {
      return field.fallsBack()
          ? seconds(record.uploadedAt())
          : field.byDefault().map(this::typed).orElse(null);
    }
    return read(found.get()).filter(this::allowed).orElse(null);
  }

  /** Returns whether the element must be left out because of it. */
  boolean rejects() {
    boolean absent = field.type().kind() == Kind.JSON ? value() == null : found.isEmpty();
    return field.required() && absent
        || !field.nullIfUnfit() && found.isPresent() && value() == null;
  }

  private String dayOf(String time) {
    return record
        .time(time)
        .map(moment -> moment.atZone(record.zone()).toLocalDate().toString())
        .orElse(null);
  }

  /** Returns the time, if it is one. */
  Optional<Instant> time() {
    return found.isEmpty() && field.fallsBack()
        ? Optional.of(record.uploadedAt())
        : found.flatMap(this::time);
  }

  private Optional<Instant> time(FoundValue value) {
    return times().time(value);
  }

  private TimeReading times() {
    return new TimeReading(field.timeForms(), record.zone(), record.uploadedAt());
  }

  private Optional<String> read(FoundValue value) {
    return switch (field.type().kind()) {
      case TEXT -> scalar(value);
      case WORD -> scalar(value).map(text -> text.toLowerCase(Locale.ROOT));
      case KEY -> key(value);
      case INTEGER -> integer(value.text());
      case BOOLEAN -> truth(value.text().toLowerCase(Locale.ROOT));
      case CURRENCY ->
          value.text().matches("[A-Za-z]{3}")
              ? Optional.of(value.text().toUpperCase(Locale.ROOT))
              : Optional.empty();
      case DECIMAL ->
          DecimalReading.of(value, field.decimalForm(), field.type(), record.comma())
              .map(BigDecimal::toPlainString);
      case DATE -> times().day(value).map(Object::toString);
      case TIME -> time(value).map(ExpectedField::seconds);
      case JSON -> Optional.empty();
    };
  }

  private static Optional<String> scalar(FoundValue value) {
    return value.scalar() ? Optional.of(value.text()) : Optional.empty();
  }

  private static Optional<String> key(FoundValue value) {
    if (!value.scalar()) {
      return Optional.empty();
    }
    String text =
        Normalizer.normalize(value.text(), Normalizer.Form.NFC)
            .replaceFirst("^([0-9]+)[.]0$", "$1");
    boolean fits =
        text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY
            && !text.matches("[0-9]([.][0-9]+)?[Ee][+][0-9]{1,3}");
    return fits ? Optional.of(text) : Optional.empty();
  }

  private static Optional<String> integer(String text) {
    if (!text.matches("[+-]?[0-9]+([.]0*)?") || text.length() > 40) {
      return Optional.empty();
    }
    BigInteger number = new BigInteger(text.replaceFirst("[.].*", ""));
    return number.bitLength() <= 63 ? Optional.of(number.toString()) : Optional.empty();
  }

  private static Optional<String> truth(String text) {
    if (YES.contains(text)) {
      return Optional.of("true");
    }
    return NO.contains(text) ? Optional.of("false") : Optional.empty();
  }

  private boolean allowed(String value) {
    return field.oneOf().isEmpty()
        || field.oneOf().stream().map(this::typed).anyMatch(value::equals);
  }

  /** A value that the declaration itself gives. */
  private String typed(String said) {
    return switch (field.type().kind()) {
      case DECIMAL ->
          new BigDecimal(said).setScale(field.type().scale(), RoundingMode.HALF_UP).toPlainString();
      case INTEGER -> new BigInteger(said).toString();
      case TIME ->
          new TimeReading(TimeForms.USUAL, record.zone(), record.uploadedAt())
              .time(new FoundValue(said, true, false, false))
              .map(ExpectedField::seconds)
              .orElse(null);
      default -> said;
    };
  }

  private static String seconds(Instant moment) {
    return BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, moment), 6).toPlainString();
  }
}
