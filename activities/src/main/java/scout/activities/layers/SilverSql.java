package scout.activities.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import scout.models.FieldDeclaration;
import scout.schema.SqlFile;

/** The statements of silver for a declaration of the source. */
final class SilverSql {
  /** As many child tables as a declaration may have. */
  private static final int MOST_TABLES = 10;

  private static final String NONE = "'{}'::jsonb";

  /** Functions take at most a hundred arguments. */
  private static final int AT_ONCE = 40;

  private static final SqlFile FILES =
      SqlFile.load(SilverSql.class, "/scout/schema/layers/files.sql");
  private static final SilverSql SHIPPED = new SilverSql(DeclaredSource.SHIPPED);

  private final DeclaredSource source;
  private final SqlFile silver;
  private final SqlFile superseded;
  private final SqlFile rebuild;
  private final List<ChildTableSql> children;

  private SilverSql(DeclaredSource source) {
    this.source = source;
    SilverColumns columns = new SilverColumns(source.ownColumns());
    this.silver = columns.of("silver_edge_transactions");
    this.superseded = columns.of("silver_superseded");
    this.rebuild = columns.of("silver_rebuild");
    this.children =
        IntStream.range(0, source.tables().size())
            .mapToObj(place -> new ChildTableSql(source.tables().get(place), place))
            .toList();
  }

  /** Returns the statements for a declaration. */
  static SilverSql of(DeclaredSource source) {
    return source.number() == 0 ? SHIPPED : new SilverSql(source);
  }

  DeclaredSource source() {
    return source;
  }

  SqlFile silver() {
    return silver;
  }

  SqlFile superseded() {
    return superseded;
  }

  SqlFile rebuild() {
    return rebuild;
  }

  List<ChildTableSql> children() {
    return children;
  }

  /** Makes the session's working tables for this declaration, if it doesn't have them. */
  void makeWorkingTables(Handle handle) {
    boolean made = source.number() == 0 || madeBefore(handle);
    if (!made) {
      handle.execute(DeclaredSource.SQL.get("forget_working_tables"));
      IntStream.range(0, MOST_TABLES)
          .forEach(
              place ->
                  handle.execute("DROP TABLE IF EXISTS pg_temp." + ChildTableSql.working(place)));
    }
    handle.execute(silver.get("working_tables"));
    if (!made) {
      addColumns(handle);
      children.forEach(table -> handle.execute(table.get("working_table")));
      handle
          .createQuery(DeclaredSource.SQL.get("remember_working_tables"))
          .bind("number", String.valueOf(source.number()))
          .mapTo(String.class)
          .one();
    }
  }

  private boolean madeBefore(Handle handle) {
    return handle
        .createQuery(DeclaredSource.SQL.get("working_tables_are_of"))
        .mapTo(String.class)
        .findOne()
        .filter(String.valueOf(source.number())::equals)
        .isPresent();
  }

  private void addColumns(Handle handle) {
    List<String> columns = new ArrayList<>();
    for (FieldDeclaration field : source.ownFields()) {
      columns.add("ADD " + SqlLiteral.name(field.name()) + " " + field.type().sqlType());
    }
    if (!columns.isEmpty()) {
      handle.execute("ALTER TABLE pg_temp.settle_old " + String.join(", ", columns));
    }
    if (!source.plain()) {
      columns.add("ADD _problem text");
      columns.add("ADD _unfit text[]");
      handle.execute("ALTER TABLE pg_temp.settle_row " + String.join(", ", columns));
    }
  }

  /** Returns a statement of {@code files.sql} that records what became of the batch's records. */
  String counting(String statement) {
    String counted =
        FILES
            .get("counted")
            .replace("{declared_nulls}", declaredNulls())
            .replace("{values_unfit}", unfit().isEmpty() ? NONE : "coalesce(unfit.counts, '{}')")
            .replace("{unfit}", unfit().isEmpty() ? "" : countUnfit())
            .replace(
                "{said}",
                source.ownColumns().stream().map(", "::concat).collect(Collectors.joining()));
    return FILES.get(statement).replace("{counted}", counted);
  }

  private String countUnfit() {
    return "\n  LEFT JOIN (SELECT file_id, jsonb_object_agg(field, n) AS counts"
        + " FROM (SELECT file_id, field, count(*) AS n FROM ("
        + String.join(" UNION ALL ", unfit())
        + ") each GROUP BY file_id, field) sums GROUP BY file_id) unfit USING (file_id)";
  }

  private String declaredNulls() {
    List<String> counts =
        source.ownFields().stream()
            .map(
                field ->
                    SqlLiteral.text(field.name())
                        + ", nullif(count(*) - count(r."
                        + SqlLiteral.name(field.name())
                        + "), 0)")
            .toList();
    return objects(counts);
  }

  private static String objects(List<String> members) {
    if (members.isEmpty()) {
      return NONE;
    }
    List<String> objects = new ArrayList<>();
    for (int from = 0; from < members.size(); from += AT_ONCE) {
      List<String> some = members.subList(from, Math.min(members.size(), from + AT_ONCE));
      objects.add("jsonb_build_object(" + String.join(", ", some) + ")");
    }
    return "jsonb_strip_nulls(" + String.join(" || ", objects) + ")";
  }

  /** Where the fields' names are whose values became null because they didn't fit. */
  private List<String> unfit() {
    List<String> places = new ArrayList<>();
    if (source.ownFields().stream().anyMatch(FieldDeclaration::nullIfUnfit)) {
      places.add("SELECT file_id, unnest(_unfit) AS field FROM pg_temp.settle_row");
    }
    for (int place = 0; place < children.size(); place++) {
      if (children.get(place).counts()) {
        places.add(
            "SELECT file_id, unnest(_unfit) FROM pg_temp."
                + ChildTableSql.working(place)
                + " WHERE _problem IS NULL");
      }
    }
    return places;
  }

  /** What may be wrong with records because of declared fields. */
  SourceProblems problems() {
    Map<String, String> sentences =
        new LinkedHashMap<>(new DeclaredFieldsSql(source.ownFields(), "").sentences());
    children.forEach(table -> sentences.putAll(table.sentences()));
    return SourceProblems.of(sentences);
  }
}
