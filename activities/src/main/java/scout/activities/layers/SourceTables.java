package scout.activities.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import scout.models.ChildTable;
import scout.models.FieldDeclaration;
import scout.models.FieldPath;
import scout.models.ShippedSource;
import scout.models.SourceDeclaration;
import scout.schema.SqlFile;
import scout.workflows.FailureCode;
import scout.workflows.sources.SourceChange;

/** Makes the columns and child tables of a declaration, in the caller's transaction. */
final class SourceTables {
  private static final String SILVER = "silver_edge_transactions";
  private static final SqlFile SQL = DeclaredSource.SQL;

  private final Handle handle;
  private final List<String> made = new ArrayList<>();
  private boolean retyped;

  SourceTables(Handle handle) {
    this.handle = handle;
  }

  /**
   * Waits for the batch under way, then puts the declaration in force. Columns and tables that it
   * doesn't declare stay until {@link #trim}, since models in force may read them.
   *
   * @param declared its text
   */
  SourceChange declare(SourceDeclaration source, String declared, String by) {
    LayerLock.take(handle, Silver.LAYER);
    DeclaredSource before = DeclaredSource.inForce(handle);
    boolean changed = !before.declaration().readsAs(source);
    boolean filled = ask("is_filled");
    String kept = kept();
    if (changed) {
      handle.execute(SQL.get("patience"));
      makeTables(source, held(), DeclaredSource.read(kept));
    } else if (before.number() == 0) {
      return new SourceChange(false, false, List.of());
    }
    handle
        .createUpdate(SQL.get("declare"))
        .bind("declared", declared)
        .bind("by", by)
        .bind("kept", retyped ? kept : null)
        .execute();
    if (!changed && filled) {
      handle.execute(SQL.get("filled"));
    }
    return new SourceChange(changed, changed || !filled, made);
  }

  /** What the columns hold by now is of this declaration. */
  private String kept() {
    return handle
        .createQuery(SQL.get("kept"))
        .mapTo(String.class)
        .findOne()
        .orElseGet(ShippedSource::text);
  }

  /**
   * Silver is full: columns of another type take the place of the old ones. Waits for the batch
   * under way.
   */
  void finish() {
    LayerLock.take(handle, Silver.LAYER);
    SourceDeclaration source = DeclaredSource.inForce(handle).declaration();
    Map<String, Set<String>> changing = new LinkedHashMap<>();
    changing.put(SILVER, ColumnTypes.changing(source.ownFields()));
    source
        .tables()
        .forEach(table -> changing.put(table.name(), ColumnTypes.changing(table.fields())));
    changing.values().removeIf(Set::isEmpty);
    if (changing.isEmpty()) {
      handle.execute(SQL.get("filled"));
      return;
    }
    handle.execute(SQL.get("patience"));
    changing.forEach(
        (table, columns) ->
            columns.forEach(column -> call("swap_column", Map.of("table", table, "name", column))));
    handle.execute(SQL.get("swapped"));
    handle
        .createUpdate(SQL.get("tell_of_types"))
        .bindArray("tables", String.class, changing.keySet())
        .execute();
  }

  private boolean ask(String question) {
    return handle.createQuery(SQL.get(question)).mapTo(boolean.class).one();
  }

  /** The columns that were declared before, with their types, by table. */
  private Map<String, Map<String, String>> held() {
    Map<String, Map<String, String>> held = new HashMap<>();
    handle
        .createQuery(SQL.get("columns"))
        .map((row, context) -> new String[] {row.getString(1), row.getString(2), row.getString(3)})
        .forEach(
            column ->
                held.computeIfAbsent(column[0], table -> new LinkedHashMap<>())
                    .put(column[1], column[2]));
    return held;
  }

  /**
   * @param held the columns
   * @param kept what declares their values
   */
  private void makeTables(
      SourceDeclaration source, Map<String, Map<String, String>> held, SourceDeclaration kept) {
    Map<String, Map<String, String>> gone = new LinkedHashMap<>(held);
    alter(SILVER, source.ownFields(), gone.remove(SILVER), kept.ownFields());
    for (ChildTable table : source.tables()) {
      Map<String, String> columns = gone.remove(table.name());
      if (columns == null) {
        make(table);
      } else {
        alter(
            table.name(),
            table.fields(),
            columns,
            kept.table(table.name()).map(ChildTable::fields).orElse(List.of()));
      }
    }
  }

  /** Takes away the columns and tables that the declaration in force doesn't have. */
  List<String> trim() {
    LayerLock.take(handle, Silver.LAYER);
    handle.execute(SQL.get("patience"));
    SourceDeclaration source = DeclaredSource.inForce(handle).declaration();
    held()
        .forEach(
            (table, columns) -> {
              Optional<List<FieldDeclaration>> fields =
                  table.equals(SILVER)
                      ? Optional.of(source.ownFields())
                      : source.table(table).map(ChildTable::fields);
              if (fields.isEmpty()) {
                call("drop_table", Map.of("table", table));
                made.add(table + " is dropped");
              } else {
                trim(table, columns, fields.get());
              }
            });
    return made;
  }

  private void trim(String table, Map<String, String> columns, List<FieldDeclaration> fields) {
    List<String> kept = fields.stream().map(FieldDeclaration::name).toList();
    for (String column : columns.keySet()) {
      if (!kept.contains(column)) {
        call("drop_column", Map.of("table", table, "name", column));
        made.add(table + "." + column + " is dropped");
      }
    }
  }

  /**
   * What an earlier try filled beside a column that keeps its type goes at once: nobody reads it.
   */
  private void alter(
      String table,
      List<FieldDeclaration> fields,
      Map<String, String> before,
      List<FieldDeclaration> kept) {
    Map<String, String> gone = new LinkedHashMap<>(before == null ? Map.of() : before);
    for (FieldDeclaration field : fields) {
      String type = gone.remove(field.name());
      if (type == null) {
        add(table, field.name(), field);
        made.add(table + "." + field.name() + " is added");
      } else if (!type.equals(field.type().sqlType())) {
        retype(table, field, type, gone, kept);
      }
    }
    gone.keySet().stream()
        .filter(ColumnTypes::isBeside)
        .forEach(column -> call("drop_column", Map.of("table", table, "name", column)));
  }

  private void add(String table, String column, FieldDeclaration field) {
    call(
        "add_column",
        Map.of(
            "table", table, "name", column, "type", field.type().sqlType(), "about", about(field)));
  }

  /** The new values are filled beside the old ones; an earlier try may have begun with it. */
  private void retype(
      String table,
      FieldDeclaration field,
      String type,
      Map<String, String> before,
      List<FieldDeclaration> kept) {
    handle
        .createQuery(SQL.get("dependents"))
        .bind("table", table)
        .bind("name", field.name())
        .mapTo(String.class)
        .findOne()
        .ifPresent(
            dependents -> {
              throw FailureCode.SOURCE_REFUSED.failure(
                  String.format(
                      "%s.%s becomes %s instead of %s, and others depend on it: %s. Drop what"
                          + " depends on it, apply, and make it again.",
                      table, field.name(), field.type().sqlType(), type, dependents));
            });
    String next = ColumnTypes.next(field.name());
    String begun = before.get(next);
    made.add(table + "." + field.name() + " becomes " + field.type().sqlType());
    boolean full =
        ColumnTypes.of(kept, field.name())
            .filter(old -> old.type().sqlType().equals(type))
            .isPresent();
    if (!full) {
      // it was new in a declaration that silver was never filled by
      call("drop_column", Map.of("table", table, "name", field.name()));
      add(table, field.name(), field);
      return;
    }
    before.remove(next);
    if (begun != null && !begun.equals(field.type().sqlType())) {
      call("drop_column", Map.of("table", table, "name", next));
      begun = null;
    }
    if (begun == null) {
      add(table, next, field);
    }
    retyped = true;
  }

  private void make(ChildTable table) {
    handle
        .createQuery(SQL.get("make_table"))
        .bind("table", table.name())
        .bindArray(
            "names", String.class, table.fields().stream().map(FieldDeclaration::name).toList())
        .bindArray(
            "types",
            String.class,
            table.fields().stream().map(field -> field.type().sqlType()).toList())
        .bind("about", "One row per element of " + table.each() + " in a winning record.")
        .mapToMap()
        .list();
    made.add(table.name() + " is made");
  }

  private void call(String function, Map<String, String> arguments) {
    handle.createQuery(SQL.get(function)).bindMap(arguments).mapToMap().list();
  }

  private static String about(FieldDeclaration field) {
    return field
        .of()
        .map(time -> "The day of " + time + ".")
        .orElseGet(
            () ->
                "Found at "
                    + String.join(", ", field.from().stream().map(FieldPath::text).toList())
                    + ".");
  }
}
