package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import scout.activities.fields.FoldedName;
import scout.models.DecimalForm;
import scout.models.FieldDeclaration;
import scout.models.FieldPath;
import scout.models.FieldType.Kind;
import scout.models.SqlName;
import scout.models.TimeForms;
import scout.models.TimePattern;
import scout.schema.SqlFile;

/**
 * The expressions that find, read and type one declared field of the object {@code b.payload}: its
 * text as found is {@code v.own_…}, as read {@code t.own_…}, its value {@code o."…"}.
 */
final class FieldSql {
  private static final SqlFile SQL =
      SqlFile.load(FieldSql.class, "/scout/schema/layers/declared_fields.sql");
  private static final SqlFile TYPING =
      SqlFile.load(FieldSql.class, "/scout/schema/layers/typing.sql");
  private static final String NOTHING = "chr(1)";

  private final FieldDeclaration field;
  private final List<FieldDeclaration> siblings;
  private final boolean ofPage;
  private final String alias;

  /**
   * @param siblings all fields that are typed with it, of which one may be its time
   * @param ofPage true if it may be found in {@code b.envelope}, the page around the record
   */
  FieldSql(FieldDeclaration field, List<FieldDeclaration> siblings, boolean ofPage) {
    this.field = field;
    this.siblings = siblings;
    this.ofPage = ofPage;
    this.alias = "own_" + field.name();
  }

  /** Returns true if its value is made of a text that is found in the record. */
  boolean hasText() {
    return field.of().isEmpty() && field.type().kind() != Kind.JSON;
  }

  /** The text of the first candidate that is not null. */
  String found() {
    List<String> texts = candidates("b.payload", " #>> ", " ->> ");
    if (ofPage) {
      List<String> page = candidates("b.envelope", " #>> ", " ->> ");
      folded().ifPresent(json -> page.add(json + " #>> '{}'"));
      texts.add("CASE WHEN b.envelope IS NOT NULL THEN " + coalesce(page) + " END");
    }
    return coalesce(texts) + " AS " + alias;
  }

  /** The text, read: null if there is none, or it stands for none. */
  String read() {
    return TYPING
        .get("field")
        .replace("{usual}", usual())
        .replace("{blank}", blank())
        .replace("{read}", reading())
        .replace("{present}", TYPING.get("present"))
        .replace("{unwrap:candidate.json}", unwrap("candidate.json"))
        .replace("{unwrap:outer_one.json}", unwrap("outer_one.json"))
        .replace("{candidates}", rows(candidates()))
        .replace("{field}", alias);
  }

  /** The value of the column: null if the record has none, or one that doesn't fit. */
  String value() {
    String typed = oneOf(typed());
    if (field.byDefault().isPresent()) {
      return "CASE WHEN " + absent() + " THEN " + byDefault() + " ELSE " + typed + " END";
    }
    return field.fallsBack()
        ? "CASE WHEN " + absent() + " THEN f.uploaded_at ELSE " + typed + " END"
        : typed;
  }

  /** The condition that the record lacks it. */
  String absent() {
    return hasText() ? "t." + alias + " IS NULL" : column() + " IS NULL";
  }

  /** The condition that there is a value, which doesn't fit. */
  String unfit() {
    return "t." + alias + " IS NOT NULL AND " + column() + " IS NULL";
  }

  /** The condition that its being absent or unfit rejects the record; empty if nothing does. */
  String rejected() {
    List<String> conditions = new ArrayList<>();
    if (field.required()) {
      conditions.add(absent());
    }
    if (hasText() && !field.nullIfUnfit()) {
      conditions.add("(" + unfit() + ")");
    }
    return String.join(" OR ", conditions);
  }

  private String column() {
    return "o." + SqlName.quote(field.name());
  }

  private String blank() {
    if (field.from().size() > 1 || field.from().get(0).nested()) {
      return "false";
    }
    return "v.{field} = ''" + (ofPage ? " AND b.envelope IS NULL" : "");
  }

  /** The JSON at each place where it may be, in the order of look-up. */
  private List<String> candidates() {
    List<String> json = candidates("b.payload", " #> ", " -> ");
    if (ofPage) {
      json.addAll(candidates("b.envelope", " #> ", " -> "));
      folded().ifPresent(json::add);
    }
    return json;
  }

  private List<String> candidates(String object, String bySteps, String byName) {
    List<String> found = new ArrayList<>();
    for (FieldPath path : field.from()) {
      if (path.nested()) {
        found.add(object + bySteps + SqlLiteral.array(path.steps()));
      }
      found.add(object + byName + SqlLiteral.text(path.text()));
    }
    return found;
  }

  /** The page's member whose name differs only as people write names differently. */
  private Optional<String> folded() {
    List<String> names =
        field.from().stream()
            .filter(path -> !path.nested())
            .map(path -> FoldedName.of(path.text()))
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(TYPING.get("folded").replace(":{field}_folded", SqlLiteral.array(names)));
  }

  private static String rows(List<String> json) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      rows.add("(" + i + ", " + json.get(i) + ")");
    }
    return String.join(", ", rows);
  }

  private static String coalesce(List<String> expressions) {
    return expressions.size() == 1
        ? expressions.get(0)
        : "coalesce(" + String.join(", ", expressions) + ")";
  }

  private static String unwrap(String json) {
    return TYPING.get("unwrap").replace("{json}", json);
  }

  private String usual() {
    return switch (field.type().kind()) {
      case KEY -> TYPING.get("usual_key");
      case TEXT -> SQL.get("usual_text");
      case WORD -> TYPING.get("usual_word");
      case CURRENCY -> TYPING.get("usual_currency");
      case INTEGER -> SQL.get("usual_number");
      case BOOLEAN -> SQL.get("usual_boolean");
      case DECIMAL -> usual(field.decimalForm());
      case DATE -> field.timeForms().iso() ? SQL.get("usual_day") : "false";
      case TIME -> usual(field.timeForms());
      case JSON -> "true";
    };
  }

  private String reading() {
    return switch (field.type().kind()) {
      case KEY -> TYPING.get("read_key");
      case TEXT, WORD -> SQL.get("read_text");
      case BOOLEAN -> SQL.get("read_boolean");
      case DECIMAL -> reading(field.decimalForm());
      case DATE, TIME -> reading(field.timeForms());
      case CURRENCY, INTEGER, JSON -> SQL.get("read_as_it_is");
    };
  }

  /** Whether a decimal's text needs no reading. */
  static String usual(DecimalForm form) {
    return switch (form.kind()) {
      case PLAIN -> TYPING.get("usual_decimal");
      case MONEY -> SQL.get("usual_money");
      case COMMA, MINOR -> "false";
    };
  }

  /** Reads a decimal as a plain number. */
  static String reading(DecimalForm form) {
    return switch (form.kind()) {
      case PLAIN -> TYPING.get("read_decimal");
      case MONEY -> SQL.get("read_money");
      case COMMA -> SQL.get("read_comma");
      case MINOR ->
          SQL.get("read_minor")
              .replace(
                  "{unit}", form.digits() == 0 ? "1" : "0." + "0".repeat(form.digits() - 1) + "1");
    };
  }

  /** Whether a time's text needs no reading. */
  static String usual(TimeForms forms) {
    return forms.iso() ? TYPING.get("usual_time") : "false";
  }

  /** Reads a time as ISO-8601. */
  static String reading(TimeForms forms) {
    if (forms.equals(TimeForms.USUAL)) {
      return TYPING.get("read_time");
    }
    List<String> readings = new ArrayList<>();
    forms.patterns().forEach(pattern -> readings.add(reading(pattern)));
    readings.add(
        SQL.get("read_of_form")
            .replace("{epoch}", forms.epoch() ? TYPING.get("read_time") : NOTHING)
            .replace("{iso}", forms.iso() ? TYPING.get("read_time") : NOTHING));
    return coalesce(readings);
  }

  private static String reading(TimePattern pattern) {
    String iso =
        SQL.get("read_pattern")
            .replace("{regex}", SqlLiteral.text(pattern.regex()))
            .replace("{replacement}", "'" + pattern.iso() + "'");
    return pattern.halfDays() ? SQL.get("read_half_days").replace("{pattern}", iso) : iso;
  }

  private String typed() {
    if (field.of().isPresent()) {
      return "(" + time(field.of().get()) + " AT TIME ZONE :zone)::date";
    }
    return switch (field.type().kind()) {
      case KEY, TEXT, WORD, CURRENCY, INTEGER, BOOLEAN, TIME -> typed(field.type().kind().word());
      case DECIMAL ->
          typed("decimal")
              .replace("{scale}", String.valueOf(field.type().scale()))
              .replace(
                  "{bound}", "1" + "0".repeat(field.type().precision() - field.type().scale()));
      case DATE -> typed("date").replace("{time}", typed("time"));
      case JSON ->
          coalesce(
              candidates().stream().map(json -> "nullif(" + json + ", 'null'::jsonb)").toList());
    };
  }

  private String time(String name) {
    return siblings.stream()
        .filter(other -> other.name().equals(name))
        .findFirst()
        .map(other -> "(" + new FieldSql(other, siblings, ofPage).value() + ")")
        .orElse("m.moment");
  }

  private String typed(String type) {
    return SQL.get("typed_" + type).replace("{text}", "t." + alias);
  }

  private String oneOf(String typed) {
    if (field.oneOf().isEmpty()) {
      return typed;
    }
    String values =
        field.oneOf().stream().map(this::literal).collect(Collectors.joining(", ", "(", ")"));
    return "CASE WHEN " + typed + " IN " + values + " THEN " + typed + " END";
  }

  private String byDefault() {
    return literal(field.byDefault().orElseThrow());
  }

  private String literal(String value) {
    return SqlLiteral.text(value) + "::" + field.type().sqlType();
  }
}
