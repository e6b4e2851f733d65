package scout.activities.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import scout.models.FieldDeclaration;
import scout.models.SqlName;
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
  private static final FewKept<DeclaredSource, SilverSql> KEPT = new FewKept<>(SilverSql::new);

  private final DeclaredSource source;
  private final SqlFile silver;
  private final SqlFile superseded;
  private final SqlFile rebuild;
  private final List<ChildTableSql> children;
  private final SourceProblems problems;
  private final FewKept<String, String> counting = new FewKept<>(this::fillCounting);

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
    Map<String, String> sentences =
        new LinkedHashMap<>(new DeclaredFieldsSql(source.ownFields(), "").sentences());
    children.forEach(table -> sentences.putAll(table.sentences()));
    KeySql.sentence(source.declaration().key())
        .ifPresent(tooLong -> sentences.put(tooLong.get(0), tooLong.get(1)));
    this.problems = SourceProblems.of(sentences);
  }

  /** Returns the statements for a declaration, which are filled in once. */
  static SilverSql of(DeclaredSource source) {
    return KEPT.of(source);
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
      columns.add("ADD " + SqlName.quote(field.name()) + " " + field.type().sqlType());
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
    return counting.of(statement);
  }

  private String fillCounting(String statement) {
    String counted =
        FILES
            .get("counted")
            .replace("{declared_nulls}", declaredNulls())
            .replace("{child_nulls}", childNulls())
            .replace("{child_counts}", childCounts())
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

  /** A value that doesn't fit is not lacking, whether it became null or rejects the record. */
  private String declaredNulls() {
    List<String> counts = new ArrayList<>();
    for (FieldDeclaration field : ColumnTypes.lasting(source.ownFields())) {
      String name = ColumnTypes.field(field.name());
      String unfit =
          field.nullIfUnfit()
              ? "array_position(r._unfit, " + SqlLiteral.text(name) + ") IS NULL"
              : "r._problem IS DISTINCT FROM "
                  + SqlLiteral.text(SilverReject.FIELD_INVALID + " " + name);
      counts.add(
          SqlLiteral.text(name)
              + ", nullif(count(*) FILTER (WHERE r."
              + SqlName.quote(field.name())
              + " IS NULL AND "
              + unfit
              + "), 0)");
    }
    return objects(counts);
  }

  /** How many of the records taken have no element that has the field of a child table. */
  private String childNulls() {
    List<String> counts = new ArrayList<>();
    for (int place = 0; place < children.size(); place++) {
      for (FieldDeclaration field : children.get(place).lasting()) {
        counts.add(
            SqlLiteral.text(children.get(place).name() + "." + ColumnTypes.field(field.name()))
                + ", nullif(counts.taken - coalesce(child_"
                + place
                + "."
                + SqlName.quote(field.name())
                + ", 0), 0)");
      }
    }
    return counts.isEmpty() ? "" : " || " + objects(counts);
  }

  private String childCounts() {
    StringBuilder counts = new StringBuilder();
    for (int place = 0; place < children.size(); place++) {
      List<String> has = new ArrayList<>();
      List<String> records = new ArrayList<>();
      for (FieldDeclaration field : children.get(place).lasting()) {
        String name = SqlName.quote(field.name());
        has.add("bool_or(" + children.get(place).has(field) + ") AS " + name);
        records.add("count(*) FILTER (WHERE " + name + ") AS " + name);
      }
      counts
          .append("\n  LEFT JOIN (SELECT file_id, ")
          .append(String.join(", ", records))
          .append(" FROM (SELECT file_id, ")
          .append(String.join(", ", has))
          .append(" FROM pg_temp.")
          .append(ChildTableSql.working(place))
          .append(" GROUP BY file_id, bronze_id) each GROUP BY file_id) child_")
          .append(place)
          .append(" USING (file_id)");
    }
    return counts.toString();
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
    if (ColumnTypes.lasting(source.ownFields()).stream().anyMatch(FieldDeclaration::nullIfUnfit)) {
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
    return problems;
  }
}
