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
    String key = list(reference.grain());
    String match =
        reference.grain().stream()
            .map(column -> "g." + quote(column) + " IS NOT DISTINCT FROM t." + quote(column))
            .collect(Collectors.joining(" AND "));
    handle.execute(
        "CREATE TEMP TABLE scout_reference ON COMMIT DROP AS SELECT "
            + names
            + " FROM "
            + table
            + " WITH NO DATA");
    insert(handle, reference, GIVEN);
    long gone =
        handle.execute(
            "DELETE FROM "
                + table
                + " t WHERE ctid IN (SELECT t.ctid FROM "
                + table
                + " t JOIN (SELECT "
                + key
                + " FROM "
                + table
                + " EXCEPT SELECT "
                + key
                + " FROM "
                + GIVEN
                + ") g ON "
                + match
                + ")");
    List<String> others =
        reference.columns().stream()
            .map(ReferenceColumn::name)
            .filter(name -> !reference.grain().contains(name))
            .toList();
    String then =
        others.isEmpty()
            ? "DO NOTHING"
            : "DO UPDATE SET "
                + others.stream()
                    .map(name -> quote(name) + " = excluded." + quote(name) + ", ")
                    .collect(Collectors.joining())
                + "last_updated = excluded.last_updated";
    long written =
        handle.execute(
            "INSERT INTO "
                + table
                + " ("
                + names
                + ") SELECT "
                + names
                + " FROM "
                + GIVEN
                + " EXCEPT SELECT "
                + names
                + " FROM "
                + table
                + " ON CONFLICT ("
                + key
                + ") "
                + then);
    handle.execute("DROP TABLE " + GIVEN);
    return gone + written;
  }

  private static String names(ReferenceDeclaration reference) {
    return list(reference.columns().stream().map(ReferenceColumn::name).toList());
  }

  private static String list(List<String> columns) {
    return columns.stream().map(each -> quote(each)).collect(Collectors.joining(", "));
  }
}
