package scout.activities.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import scout.models.ChildTable;
import scout.models.FieldDeclaration;
import scout.models.SqlName;
import scout.schema.SqlFile;

/** The statements of one child table, see {@code child_tables.sql}. */
final class ChildTableSql {
  private static final SqlFile SQL =
      SqlFile.load(ChildTableSql.class, "/scout/schema/layers/child_tables.sql");

  private final ChildTable table;
  private final DeclaredFieldsSql fields;
  private final SqlFile filled;
  private final FewKept<String, String> types = new FewKept<>(this::fillType);
  private final FewKept<OfScope, String> scoped = new FewKept<>(this::fillScope);

  /**
   * @param place its place among the source's child tables
   */
  ChildTableSql(ChildTable table, int place) {
    this.table = table;
    this.fields = new DeclaredFieldsSql(table.fields(), table.name() + ".");
    String working = "pg_temp." + working(place);
    this.filled =
        SQL.filled(
            statement ->
                SilverColumns.columns(
                    statement
                        .replace("{table}", SqlName.table(table.name()))
                        .replace("{name}", SqlLiteral.text(table.name()))
                        .replace("{working}", working),
                    Map.of("columns", columns(), "written", written())));
  }

  /** The name of the working table, without schema. */
  static String working(int place) {
    return "settle_items_" + place;
  }

  String name() {
    return table.name();
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("transaction_id", "item_no"));
    columns.addAll(written());
    return columns;
  }

  private List<String> written() {
    List<String> columns = new ArrayList<>(List.of("store_id", "transaction_date"));
    table.fields().forEach(field -> columns.add(SqlName.quote(field.name())));
    return columns;
  }

  String get(String statement) {
    return filled.get(statement);
  }

  /** The transactions whose rows a statement compares or writes. */
  enum Scope {
    /** Those whose winner was decided again, among the layer's rows. */
    RANKED,
    /** Those of a batch none of whose transactions the layer has. */
    ADDED,
    /** The winners of files whose bronze was retired. */
    RETIRED
  }

  /** A statement about the transactions of a scope. */
  String get(String statement, Scope scope) {
    return scoped.of(new OfScope(statement, scope));
  }

  private record OfScope(String statement, Scope scope) {}

  private String fillScope(OfScope asked) {
    String word = asked.scope().name().toLowerCase(Locale.ROOT);
    return get(asked.statement())
        .replace("{decided}", get(word + "_decided"))
        .replace("{due}", get(word + "_due"));
  }

  /** The statement that types the elements of records, which another statement gives. */
  String type(String records) {
    return types.of(records);
  }

  private String fillType(String records) {
    String values =
        table.fields().stream()
            .map(field -> ", o." + SqlName.quote(field.name()))
            .collect(Collectors.joining());
    return TypingSql.declared(
        get("type").replace("{records}", get(records)),
        Map.of(
            "values", values,
            "list", list(),
            "found", fields.found(),
            "read", fields.read(),
            "typed", fields.values(),
            "list_invalid", SqlLiteral.text(listInvalid()),
            "element_invalid", SqlLiteral.text(elementInvalid()),
            "problem", fields.problem(),
            "unfit", fields.unfit(),
            "of_record", SqlLiteral.array(ofRecord())));
  }

  private String list() {
    String byName = "f.full_payload -> " + SqlLiteral.text(table.each().text());
    return table.each().nested()
        ? "coalesce(f.full_payload #> "
            + SqlLiteral.array(table.each().steps())
            + ", "
            + byName
            + ")"
        : byName;
  }

  private String listInvalid() {
    return SilverReject.LIST_INVALID + " " + table.name();
  }

  private String elementInvalid() {
    return SilverReject.ELEMENT_INVALID + " " + table.name();
  }

  /** The problems that reject the record. */
  private List<String> ofRecord() {
    List<String> problems = new ArrayList<>(List.of(listInvalid()));
    for (FieldDeclaration field : table.fields()) {
      if (field.required()) {
        problems.add(fields.problem(SilverReject.FIELD_MISSING, field));
        problems.add(fields.problem(SilverReject.FIELD_INVALID, field));
      }
    }
    return problems;
  }

  /** What each problem is, as a sentence. */
  Map<String, String> sentences() {
    Map<String, String> sentences = new LinkedHashMap<>(fields.sentences());
    sentences.put(
        listInvalid(), table.each() + ", whose elements " + table.name() + " holds, is no list");
    sentences.put(elementInvalid(), "an element of " + table.each() + " is no object");
    return sentences;
  }

  /** Whether a value of its fields may become null because it doesn't fit. */
  boolean counts() {
    return lasting().stream().anyMatch(FieldDeclaration::nullIfUnfit);
  }

  /** The condition that an element has a field, even if its value doesn't fit. */
  String has(FieldDeclaration field) {
    String said = table.name() + "." + ColumnTypes.field(field.name());
    return SqlName.quote(field.name())
        + " IS NOT NULL OR "
        + (field.nullIfUnfit()
            ? "array_position(_unfit, " + SqlLiteral.text(said) + ") IS NOT NULL"
            : "_problem IS NOT DISTINCT FROM "
                + SqlLiteral.text(fields.problem(SilverReject.FIELD_INVALID, field)));
  }

  /** Its fields, without those whose old values are kept. */
  List<FieldDeclaration> lasting() {
    return ColumnTypes.lasting(table.fields());
  }
}
