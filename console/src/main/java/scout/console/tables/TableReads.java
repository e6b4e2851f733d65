package scout.console.tables;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.console.data.ConsoleDatabase;
import scout.console.tables.TablePage.CheckLine;
import scout.console.tables.TablePage.CheckResult;
import scout.console.tables.TablePage.ColumnLine;
import scout.console.web.Words;
import scout.schema.SqlFile;
import scout.schema.catalog.CatalogTable;
import scout.schema.catalog.TableCatalog;

/** Reads how the tables of the catalogue are. */
public final class TableReads {
  private static final SqlFile SQL = SqlFile.load(TableReads.class, "/scout/console/overview.sql");

  private static final SqlFile PAGE = SqlFile.load(TableReads.class, "/scout/console/tables.sql");
  private static final int LONGEST_CELL = 200;

  /** Fewer rows than these are counted. */
  private static final long COUNTED = 10_000;

  /** An open alert about a layer or about how files come in. */
  public record LayerAlert(String kind, String subject, String message) {}

  /** A check's last result; {@code passed} is null if it never ran. */
  public record CheckState(
      String checkName, String tableName, String severity, Boolean passed, String message) {}

  /** What the statistics say. */
  public record RowEstimate(String name, long rows) {}

  private final ConsoleDatabase database;

  /** Reads from this database. */
  public TableReads(ConsoleDatabase database) {
    this.database = database;
  }

  /** The catalogue, with what is declared. */
  public List<CatalogTable> catalog() {
    return database.read(TableCatalog::all);
  }

  /** All tables of the catalogue. */
  public List<TableSummary> summaries() {
    return summaries(catalog());
  }

  /** One table. */
  public TableSummary summary(CatalogTable table) {
    return summaries(List.of(table)).get(0);
  }

  private List<TableSummary> summaries(List<CatalogTable> tables) {
    return database.read(
        handle -> {
          List<LayerAlert> alerts =
              ConsoleDatabase.rows(handle, SQL, "layer_alerts", Map.of(), LayerAlert.class);
          List<CheckState> checks =
              ConsoleDatabase.rows(handle, SQL, "checks", Map.of(), CheckState.class);
          Map<String, Long> estimates =
              ConsoleDatabase.rows(handle, SQL, "row_estimates", Map.of(), RowEstimate.class)
                  .stream()
                  .collect(Collectors.toMap(RowEstimate::name, RowEstimate::rows));
          return tables.stream()
              .map(table -> summary(handle, table, alerts, checks, estimates))
              .toList();
        });
  }

  private static TableSummary summary(
      Handle handle,
      CatalogTable table,
      List<LayerAlert> alerts,
      List<CheckState> checks,
      Map<String, Long> estimates) {
    OffsetDateTime fresh =
        handle.createQuery(table.freshness()).mapTo(OffsetDateTime.class).findOne().orElse(null);
    long estimate = table.rowsOf().map(name -> estimates.getOrDefault(name, -1L)).orElse(-1L);
    boolean counted = table.rowsOf().isPresent() && estimate < COUNTED;
    long rows = counted ? count(handle, table.rowsOf().orElseThrow()) : estimate;
    boolean exact = counted && rows <= COUNTED;
    return new TableSummary(table, health(table, alerts, checks, fresh), rows, exact, fresh);
  }

  /** What else a table's page shows. */
  public TablePage page(CatalogTable table) {
    return database.read(
        handle -> {
          Map<String, String> named = Map.of("table", table.name());
          Map<String, String> based =
              Map.of(
                  "table", table.name(), "base", table.rowsOf().or(() -> base(table)).orElse(""));
          List<List<String>> sample = new ArrayList<>();
          List<String> names = new ArrayList<>();
          handle
              .createQuery(table.sample())
              .map((row, context) -> texts(row, names))
              .forEach(sample::add);
          return new TablePage(
              handle.createQuery(PAGE.get("about")).bindMap(named).mapTo(String.class).one(),
              ConsoleDatabase.rows(handle, PAGE, "columns", based, ColumnLine.class),
              ConsoleDatabase.rows(handle, PAGE, "checks", named, CheckLine.class),
              ConsoleDatabase.rows(handle, PAGE, "results", named, CheckResult.class),
              names,
              sample,
              table
                  .sql()
                  .or(
                      () ->
                          handle
                              .createQuery(PAGE.get("definition"))
                              .bindMap(named)
                              .mapTo(String.class)
                              .findOne())
                  .orElse(""));
        });
  }

  /** A view shares the columns of the table that it is of. */
  private static Optional<String> base(CatalogTable table) {
    return table.from().stream().findFirst();
  }

  /** A row as texts, cut; the first row also says how the columns are called. */
  private static List<String> texts(ResultSet row, List<String> names) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    List<String> texts = new ArrayList<>();
    boolean first = names.isEmpty();
    for (int column = 1; column <= columns.getColumnCount(); column++) {
      if (first) {
        names.add(columns.getColumnLabel(column));
      }
      String text = text(row, column, columns.getColumnTypeName(column));
      texts.add(text == null ? null : Words.cut(text, LONGEST_CELL));
    }
    return texts;
  }

  /** A value as text, a time in UTC: by itself it would be in the zone of the server. */
  private static String text(ResultSet row, int column, String type) throws SQLException {
    if (!type.equals("timestamptz")) {
      return row.getString(column);
    }
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : Words.utc(time);
  }

  /** Counts a small table; stops where it is not small after all. */
  private static long count(Handle handle, String name) {
    return handle
        .createQuery(
            "SELECT count(*) FROM (SELECT FROM scout."
                + name
                + " LIMIT "
                + (COUNTED + 1)
                + ") AS few")
        .mapTo(long.class)
        .one();
  }

  private static TableHealth health(
      CatalogTable table, List<LayerAlert> alerts, List<CheckState> checks, OffsetDateTime fresh) {
    Optional<CheckState> failed =
        checks.stream()
            .filter(check -> check.tableName().equals(table.name()))
            .filter(check -> Boolean.FALSE.equals(check.passed()))
            .filter(check -> !check.severity().equals("info"))
            .findFirst();
    if (failed.isPresent()) {
      CheckState check = failed.get();
      return TableHealth.failing(
          "The check "
              + check.checkName()
              + " fails"
              + (check.message() == null ? "" : ": " + Words.cut(check.message(), 160)));
    }
    Optional<LayerAlert> held =
        alerts.stream()
            .filter(each -> each.kind().equals("model_held") && each.subject().equals(table.name()))
            .findFirst();
    if (held.isPresent()) {
      return TableHealth.failing(held.get().message());
    }
    Optional<LayerAlert> failing = alert(table, alerts, "refresh_failed", "partition");
    if (failing.isPresent()) {
      return TableHealth.failing(failing.get().message());
    }
    Optional<LayerAlert> late = alert(table, alerts, "layers_behind", "sweep_missed", "file_stuck");
    if (late.isPresent()) {
      return TableHealth.late(late.get().message());
    }
    return fresh == null
        ? TableHealth.empty("No rows yet; upload a file, or see whether the layers below have any")
        : TableHealth.healthy("Its checks pass and nothing waits too long");
  }

  private static Optional<LayerAlert> alert(
      CatalogTable table, List<LayerAlert> alerts, String... kinds) {
    return alerts.stream()
        .filter(alert -> List.of(kinds).contains(alert.kind()))
        .filter(alert -> concerns(alert, table.layer()))
        .findFirst();
  }

  /** An alert about a layer names it; the others are about how files come in. */
  private static boolean concerns(LayerAlert alert, String layer) {
    return CatalogTable.LAYERS.contains(alert.subject())
        ? alert.subject().equals(layer)
        : layer.equals("ledger") || layer.equals("bronze");
  }
}
