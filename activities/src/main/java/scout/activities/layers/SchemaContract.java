package scout.activities.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.models.ChildTable;
import scout.models.FieldDeclaration;
import scout.models.SqlName;
import scout.schema.SqlFile;
import scout.workflows.FailureCode;

/**
 * Compares a layer's table with the columns that its SQL writes. A difference fails the refresh
 * before anything is written. The statement {@code columns} in each layer's {@code .sql} lists its
 * columns.
 */
final class SchemaContract {
  private static final SqlFile SQL =
      SqlFile.load(SchemaContract.class, "/scout/schema/layers/table_columns.sql");

  private static final List<Column> OF_EACH_CHILD =
      List.of(
          new Column("transaction_id", "text", false),
          new Column("store_id", "text", false),
          new Column("transaction_date", "date", false),
          new Column("item_no", "integer", false));

  private final String table;
  private final Function<Handle, List<Column>> written;

  /**
   * @param table with its schema, e.g. {@code scout.silver_edge_transactions}
   * @param layer the table's statements
   */
  SchemaContract(String table, SqlFile layer) {
    this(table, handle -> columns(handle, layer));
  }

  private SchemaContract(String table, Function<Handle, List<Column>> written) {
    this.table = table;
    this.written = written;
  }

  /** The contract of a child table, whose fields are given later. */
  static SchemaContract ofChild(ChildTable table) {
    return new SchemaContract(SqlName.table(table.name()), handle -> OF_EACH_CHILD);
  }

  /** The contract of a model's table that Scout ships, whatever more a declaration adds. */
  static SchemaContract ofShipped(String table) {
    return new SchemaContract(
        "scout." + table,
        handle ->
            handle
                .createQuery(SQL.get("shipped"))
                .bind("table", table)
                .map((row, context) -> column(row.getString("name"), row.getString("type")))
                .list());
  }

  private static Column column(String name, String type) {
    return new Column(name, type, false);
  }

  private static List<Column> columns(Handle handle, SqlFile layer) {
    return handle
        .createQuery(layer.get("columns"))
        .map((row, context) -> column(row.getString("name"), row.getString("type")))
        .list();
  }

  /** Fails with {@link FailureCode#SCHEMA_CHANGED} and every difference, if there is one. */
  void require(Handle handle) {
    require(handle, List.of());
  }

  /**
   * The same with declared columns. Fails with {@link FailureCode#SCHEMA_CHANGED} and every
   * difference, if there is one.
   */
  void require(Handle handle, List<FieldDeclaration> declared) {
    Map<String, Column> actual =
        handle
            .createQuery(SQL.get("read"))
            .bind("table", table)
            .map(ConstructorMapper.of(Column.class))
            .stream()
            .collect(Collectors.toMap(Column::name, Function.identity()));
    List<String> differences = new ArrayList<>();
    Stream.concat(
            written.apply(handle).stream(),
            declared.stream().map(field -> new Column(field.name(), field.type().sqlType(), false)))
        .forEach(
            given -> {
              Column column = actual.remove(given.name());
              if (column == null) {
                differences.add(given.name() + " (" + given.type() + ") is missing");
              } else if (!column.type().equals(given.type())) {
                differences.add(
                    given.name() + " is " + column.type() + " instead of " + given.type());
              }
            });
    actual.values().stream()
        .filter(Column::mustBeGiven)
        .map(column -> column.name() + " must not be null, and nothing fills it")
        .sorted()
        .forEach(differences::add);
    if (!differences.isEmpty()) {
      throw FailureCode.SCHEMA_CHANGED.failure(
          table
              + " differs from what its layer writes: "
              + String.join("; ", differences)
              + ". Bring the table back in line, or run the migration that belongs to this"
              + " version.");
    }
  }

  /**
   * @param mustBeGiven true if it is not null and has no default
   */
  record Column(String name, String type, boolean mustBeGiven) {}
}
