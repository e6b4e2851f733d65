package scout.activities.layers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import scout.models.FieldDeclaration;
import scout.models.FieldType.Kind;
import scout.models.SqlName;

/**
 * The parts of a statement that types declared fields together. A problem is the code and the
 * field's name, parted by a blank.
 */
final class DeclaredFieldsSql {
  private static final String BREAK = ",\n              ";

  private final List<FieldDeclaration> fields;
  private final String of;

  /**
   * @param of what stands before their names in problems: nothing, or the child table and a point
   */
  DeclaredFieldsSql(List<FieldDeclaration> fields, String of) {
    this.fields = fields;
    this.of = of;
  }

  /** The texts as they are found; at least one column. */
  String found() {
    return texts(FieldSql::found);
  }

  /** The texts as they are read; at least one column. */
  String read() {
    return texts(FieldSql::read);
  }

  private String texts(Function<FieldSql, String> part) {
    String all =
        fields.stream()
            .map(this::sql)
            .filter(FieldSql::hasText)
            .map(part)
            .collect(Collectors.joining(BREAK));
    return all.isEmpty() ? "NULL AS own" : all;
  }

  /** The columns' values. */
  String values() {
    return fields.stream()
        .map(field -> sql(field).value() + " AS " + SqlName.quote(field.name()))
        .collect(Collectors.joining(BREAK));
  }

  /** The first problem of a field that rejects, or null. */
  String problem() {
    StringBuilder cases = new StringBuilder();
    for (FieldDeclaration field : fields) {
      FieldSql sql = sql(field);
      if (field.required()) {
        when(cases, sql.absent(), SilverReject.FIELD_MISSING, field);
      }
      if (sql.hasText() && !field.nullIfUnfit()) {
        when(cases, sql.unfit(), SilverReject.FIELD_INVALID, field);
      }
    }
    return cases.length() == 0 ? "NULL::text" : "CASE" + cases + " END";
  }

  /** A record may take a value from the page around it, an element of a list may not. */
  private FieldSql sql(FieldDeclaration field) {
    return new FieldSql(field, fields, of.isEmpty());
  }

  private void when(
      StringBuilder cases, String condition, SilverReject code, FieldDeclaration field) {
    cases
        .append("\n                WHEN ")
        .append(condition)
        .append(" THEN ")
        .append(SqlLiteral.text(problem(code, field)));
  }

  /** The name of a problem. */
  String problem(SilverReject code, FieldDeclaration field) {
    return code + " " + name(field);
  }

  private String name(FieldDeclaration field) {
    return of + ColumnTypes.field(field.name());
  }

  /** The names of the fields whose values don't fit and became null; null for none. */
  String unfit() {
    List<FieldDeclaration> becoming =
        ColumnTypes.lasting(fields).stream()
            .filter(field -> field.nullIfUnfit() && sql(field).hasText())
            .toList();
    if (becoming.isEmpty()) {
      return "NULL::text[]";
    }
    return becoming.stream()
        .map(
            field ->
                "CASE WHEN "
                    + sql(field).unfit()
                    + " THEN "
                    + SqlLiteral.text(name(field))
                    + " END")
        .collect(
            Collectors.joining(BREAK, "nullif(array_remove(ARRAY[", "], NULL), '{}'::text[])"));
  }

  /** What each problem is, as a sentence. */
  Map<String, String> sentences() {
    Map<String, String> sentences = new LinkedHashMap<>();
    for (FieldDeclaration field : ColumnTypes.lasting(fields)) {
      sentences.put(
          problem(SilverReject.FIELD_MISSING, field),
          name(field) + " is missing, and the source declares it as required");
      sentences.put(
          problem(SilverReject.FIELD_INVALID, field), name(field) + " is " + wrong(field));
    }
    return sentences;
  }

  private static String wrong(FieldDeclaration field) {
    if (!field.oneOf().isEmpty()) {
      return "none of " + String.join(", ", field.oneOf());
    }
    if (field.type().kind() == Kind.DECIMAL) {
      return "no number in the format that the source declares, or too large for " + field.type();
    }
    return "no " + field.type() + " as the source declares it";
  }
}
