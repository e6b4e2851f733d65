package scout.activities.models.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import scout.models.ChildTable;
import scout.models.FieldDeclaration;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;
import scout.models.ShippedSource;
import scout.models.SourceDeclaration;
import scout.models.SourceParser;
import scout.schema.SqlFile;
import scout.workflows.models.TablePlan;

/** Compares the source that is declared with the one in force. */
final class SourceDifferences {
  private static final SqlFile SOURCES =
      SqlFile.load(SourceDifferences.class, "/scout/schema/layers/sources.sql");

  private final Handle handle;
  private final Function<String, List<String>> readers;

  /**
   * @param readers the models that read a table
   */
  SourceDifferences(Handle handle, Function<String, List<String>> readers) {
    this.handle = handle;
    this.readers = readers;
  }

  /** Adds silver, and each child table. */
  void add(SourceDeclaration source, List<TablePlan> plans) {
    Map<String, List<ModelColumn>> held = sourceColumns();
    List<String> readings = new ArrayList<>();
    SourceDeclaration before = inForce();
    if (!before.keyReadings().equals(source.keyReadings())) {
      readings.add(
          (source.key().equals(before.key())
                  ? "A part of the key is read in another way"
                  : "The key is " + source.key().words() + " instead of " + before.key().words())
              + ": all of silver is built again in one transaction, for which refreshes wait.");
    } else if (!before.readsAs(source)) {
      readings.add("Records are read in another way; silver is filled again from its payloads.");
    }
    plans.add(
        source(
            PlannedTables.SILVER,
            "source",
            held.getOrDefault(PlannedTables.SILVER, List.of()),
            columns(source.ownFields()),
            readings));
    for (ChildTable child : source.tables()) {
      List<ModelColumn> columns = held.get(child.name());
      plans.add(
          source(
              child.name(),
              "child",
              columns == null ? List.of() : columns,
              columns(child.fields()),
              columns == null
                  ? List.of("A new table, filled from the records that silver holds.")
                  : List.of()));
    }
    held.keySet().stream()
        .filter(table -> !table.equals(PlannedTables.SILVER) && source.table(table).isEmpty())
        .forEach(table -> plans.add(PlanDifferences.dropped(table, "child", List.of())));
  }

  private static List<ModelColumn> columns(List<FieldDeclaration> fields) {
    return fields.stream()
        .map(field -> new ModelColumn(field.name(), field.type().sqlType()))
        .toList();
  }

  private Map<String, List<ModelColumn>> sourceColumns() {
    return PlannedTables.byTable(handle.createQuery(ServerText.SQL.get("source_columns")));
  }

  private SourceDeclaration inForce() {
    return handle
        .createQuery(SOURCES.get("in_force"))
        .map((row, context) -> row.getString("declared"))
        .findOne()
        .map(declared -> SourceParser.parse(ShippedSource.FILE, declared))
        .orElseGet(ShippedSource::declaration);
  }

  private TablePlan source(
      String table,
      String kind,
      List<ModelColumn> before,
      List<ModelColumn> wanted,
      List<String> first) {
    List<String> differences = new ArrayList<>(first);
    boolean loses = ColumnDifferences.add(before, wanted, differences);
    String change = differences.isEmpty() ? "none" : "rebuild";
    return new TablePlan(
        table,
        kind,
        kind.equals("child") && before.isEmpty() ? "create" : change,
        differences,
        loses,
        List.of(),
        ModelDeclaration.SLICES,
        List.of(),
        readers.apply(table),
        null,
        List.of());
  }
}
