package scout.activities.models.plan;

import static scout.models.SqlName.quote;

import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import scout.models.ReferenceColumn;
import scout.models.ReferenceDeclaration;
import scout.models.SqlName;

/** Brings the rows of reference data into a temporary table, or into its own. */
public final class ReferenceRows {
  private static final String GIVEN = "pg_temp.scout_reference";

  private ReferenceRows() {}

  /** Writes all rows into an empty table of the declaration's columns. */
  static void insert(Handle handle, ReferenceDeclaration reference, String table) {
    if (reference.rows().isEmpty()) {
      return;
    }
    String names = names(reference);
    String values =
        reference.columns().stream()
            .map(column -> "CAST(" + quote(column.name()) + " AS " + column.type().sqlType() + ")")
            .collect(Collectors.joining(", "));
    StringBuilder arrays = new StringBuilder();
    for (int i = 0; i < reference.columns().size(); i++) {
      arrays.append(i == 0 ? "" : ", ").append("CAST(:c").append(i).append(" AS text[])");
    }
    try (Update insert =
        handle.createUpdate(
            "INSERT INTO "
                + table
                + " ("
                + names
                + ") SELECT "
                + values
                + " FROM unnest("
                + arrays
                + ") AS given ("
                + names
                + ")")) {
      for (int i = 0; i < reference.columns().size(); i++) {
        int column = i;
        insert.bindArray(
            "c" + i, String.class, reference.rows().stream().map(row -> row.get(column)).toArray());
      }
      insert.execute();
    }
  }

  /**
   * Writes what differs into the table itself, in the caller's transaction.
   *
   * @return rows written or removed
   */
  public static long write(Handle handle, ReferenceDeclaration reference) {
    String table = SqlName.table(reference.table());
    String names = names(reference);
    handle.execute(
        "CREATE TEMP TABLE scout_reference ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA"
            .formatted(names, table));
    insert(handle, reference, GIVEN);
    long gone = handle.execute(deleteGone(reference, table));
    long written =
        handle.execute(
            "INSERT INTO %1$s (%2$s) SELECT %2$s FROM %3$s EXCEPT SELECT %2$s FROM %1$s %4$s"
                .formatted(table, names, GIVEN, onConflict(reference)));
    handle.execute("DROP TABLE " + GIVEN);
    return gone + written;
  }

  private static String deleteGone(ReferenceDeclaration reference, String table) {
    String match =
        reference.grain().stream()
            .map(column -> "g.%1$s IS NOT DISTINCT FROM t.%1$s".formatted(quote(column)))
            .collect(Collectors.joining(" AND "));
    return """
        DELETE FROM %1$s t WHERE ctid IN (
          SELECT t.ctid
            FROM %1$s t
            JOIN (SELECT %2$s FROM %1$s EXCEPT SELECT %2$s FROM %3$s) g ON %4$s)
        """
        .formatted(table, list(reference.grain()), GIVEN, match);
  }

  private static String onConflict(ReferenceDeclaration reference) {
    String others =
        reference.columns().stream()
            .map(ReferenceColumn::name)
            .filter(name -> !reference.grain().contains(name))
            .map(name -> "%1$s = excluded.%1$s, ".formatted(quote(name)))
            .collect(Collectors.joining());
    return "ON CONFLICT ("
        + list(reference.grain())
        + (others.isEmpty()
            ? ") DO NOTHING"
            : ") DO UPDATE SET " + others + "last_updated = excluded.last_updated");
  }

  private static String names(ReferenceDeclaration reference) {
    return list(reference.columns().stream().map(ReferenceColumn::name).toList());
  }

  private static String list(List<String> columns) {
    return columns.stream().map(each -> quote(each)).collect(Collectors.joining(", "));
  }
}
