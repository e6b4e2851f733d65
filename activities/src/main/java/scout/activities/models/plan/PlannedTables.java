package scout.activities.models.plan;

import static scout.models.SqlName.quote;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import scout.activities.models.plan.PlannedTable.Rows;
import scout.models.ChildTable;
import scout.models.Declaration;
import scout.models.FieldDeclaration;
import scout.models.JudgedModel;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;
import scout.models.ReferenceDeclaration;
import scout.models.SourceDeclaration;
import scout.schema.SqlFile;

/** The tables that models can read, in the forms that a declaration gives them. */
final class PlannedTables {
  static final String SILVER = "silver_edge_transactions";
  private static final ModelColumn LAST_UPDATED =
      new ModelColumn("last_updated", "timestamp with time zone");
  private static final List<ModelColumn> OF_CHILD =
      List.of(
          new ModelColumn("transaction_id", "text"),
          new ModelColumn("store_id", "text"),
          new ModelColumn("transaction_date", "date"),
          new ModelColumn("item_no", "integer"));
  private static final Set<String> SLICES = Set.copyOf(ModelDeclaration.SLICES);
  private static final SqlFile SQL = ServerText.SQL;

  private final Handle handle;
  private final Map<String, List<ModelColumn>> held;
  private final Map<String, PlannedTable> tables = new TreeMap<>();

  private PlannedTables(Handle handle, Map<String, List<ModelColumn>> held) {
    this.handle = handle;
    this.held = held;
  }

  /** Makes temporary tables for all but the models, which follow one by one. */
  static PlannedTables make(Handle handle, Declaration declaration) {
    SourceDeclaration source = declaration.sourceInForce();
    PlannedTables made = new PlannedTables(handle, columns(handle, names(declaration)));
    made.addSource(source);
    for (ReferenceDeclaration reference : declaration.references()) {
      List<ModelColumn> columns = new ArrayList<>(reference.modelColumns());
      columns.add(LAST_UPDATED);
      made.add(new PlannedTable(reference.table(), columns, Set.of(), Rows.GIVEN));
      ReferenceRows.insert(handle, reference, "pg_temp." + quote(reference.table()));
    }
    handle.execute(
        "CREATE TEMP TABLE " + SliceProof.DUE + " (store_id text, transaction_date date)");
    return made;
  }

  private static List<String> names(Declaration declaration) {
    List<String> names = new ArrayList<>(List.of(SILVER));
    declaration.sourceInForce().tables().forEach(table -> names.add(table.name()));
    declaration.references().forEach(reference -> names.add(reference.table()));
    declaration.models().forEach(model -> names.add(model.table()));
    return names;
  }

  private void addSource(SourceDeclaration source) {
    List<ModelColumn> silver = held.get(SILVER);
    add(
        withFields(
            SILVER,
            silver,
            source.ownFields(),
            columns -> PayloadRows.ofSilver(columns, silver, source.ownFields())));
    for (ChildTable child : source.tables()) {
      add(
          withFields(
              child.name(),
              held.getOrDefault(child.name(), OF_CHILD),
              child.fields(),
              columns -> PayloadRows.ofChild(columns, OF_CHILD, child)));
    }
  }

  /** The columns that there are, in the declared types, and those that come. */
  private PlannedTable withFields(
      String name,
      List<ModelColumn> before,
      List<FieldDeclaration> fields,
      Function<List<ModelColumn>, String> read) {
    Map<String, String> types = new LinkedHashMap<>();
    before.forEach(column -> types.put(column.name(), column.type()));
    fields.forEach(field -> types.put(field.name(), field.type().sqlType()));
    List<ModelColumn> columns =
        types.entrySet().stream()
            .map(each -> new ModelColumn(each.getKey(), each.getValue()))
            .toList();
    boolean same = held.containsKey(name) && new HashSet<>(before).containsAll(columns);
    return same
        ? new PlannedTable(name, columns, SLICES, Rows.HELD)
        : new PlannedTable(name, columns, SLICES, Rows.LATER, read.apply(columns));
  }

  /** Makes the temporary table of a model that was judged, for those that read it. */
  void add(JudgedModel model, boolean computed) {
    List<ModelColumn> columns = new ArrayList<>(model.columns());
    columns.add(LAST_UPDATED);
    Set<String> slices = new HashSet<>(model.declaration().grain());
    slices.retainAll(SLICES);
    add(
        new PlannedTable(
            model.declaration().table(), columns, slices, computed ? Rows.COMPUTED : Rows.HELD));
  }

  private void add(PlannedTable table) {
    tables.put(table.name(), table);
    handle.execute(
        "CREATE TEMP TABLE "
            + quote(table.name())
            + " ("
            + table.columns().stream()
                .map(column -> quote(column.name()) + " " + column.type())
                .collect(Collectors.joining(", "))
            + ")");
  }

  /** All that can be read, by name. */
  Map<String, PlannedTable> byName() {
    return tables;
  }

  /** The columns that a table has in the database; empty if it isn't there. */
  List<ModelColumn> held(String table) {
    return held.getOrDefault(table, List.of());
  }

  private static Map<String, List<ModelColumn>> columns(Handle handle, List<String> names) {
    return byTable(
        handle.createQuery(SQL.get("table_columns")).bindArray("names", String.class, names));
  }

  /** The columns of each table, in the order of the rows: table_name, name and type. */
  static Map<String, List<ModelColumn>> byTable(Query rows) {
    Map<String, List<ModelColumn>> columns = new LinkedHashMap<>();
    rows.map(
            (row, context) ->
                Map.entry(
                    row.getString("table_name"),
                    new ModelColumn(row.getString("name"), row.getString("type"))))
        .forEach(
            each ->
                columns
                    .computeIfAbsent(each.getKey(), name -> new ArrayList<>())
                    .add(each.getValue()));
    return columns;
  }
}
