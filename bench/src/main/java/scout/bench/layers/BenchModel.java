package scout.bench.layers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import scout.activities.models.ModelRegistry;
import scout.models.DeclarationFiles;
import scout.models.JudgedModel;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;
import scout.schema.SqlFile;

/**
 * A declared model by store and day, and the plainest SQL that leaves the same rows.
 *
 * @param table its name, and that of its SELECT
 * @param third the column of its grain beside store and day
 */
record BenchModel(String table, String third) {
  private static final String SILVER = "silver_edge_transactions";
  private static final List<String> STORE_DAY = List.of("store_id", "transaction_date");
  private static final SqlFile SQL = SqlFile.load(BenchModel.class, "models.sql");

  static final List<BenchModel> ALL =
      List.of(
          new BenchModel("gold_payment_mix", "payment_method"),
          new BenchModel("gold_hours", "hour"),
          new BenchModel("gold_devices", "device_id"),
          new BenchModel("gold_cashiers", "cashier"),
          new BenchModel("gold_articles", "article"),
          new BenchModel("gold_bands", "band"));

  /** Puts all in force; the next refresh computes them whole. */
  static void registerAll(BenchDatabase database) {
    List<JudgedModel> judged = ALL.stream().map(model -> model.judged(database)).toList();
    database
        .transform()
        .jdbi()
        .useTransaction(
            handle -> {
              long id = ModelRegistry.declare(handle, new DeclarationFiles(Map.of()), "bench");
              for (JudgedModel each : judged) {
                ModelRegistry.register(handle, each, judged.indexOf(each) + 1, OptionalLong.of(id));
              }
            });
  }

  private JudgedModel judged(BenchDatabase database) {
    return new JudgedModel(
        new ModelDeclaration(
            table,
            "a model of the benchmark",
            List.of("store_id", "transaction_date", third),
            STORE_DAY,
            Optional.empty(),
            0,
            List.of(),
            SQL.get(table),
            1),
        database.owner().inTransaction(this::columns),
        List.of(SILVER));
  }

  private List<ModelColumn> columns(Handle handle) {
    handle.execute("CREATE TEMP VIEW judged AS " + selected("scout." + SILVER));
    List<ModelColumn> columns =
        handle
            .createQuery(
                "SELECT attname, format_type(atttypid, atttypmod) AS type FROM pg_attribute"
                    + " WHERE attrelid = 'pg_temp.judged'::regclass ORDER BY attnum")
            .map((row, context) -> new ModelColumn(row.getString(1), row.getString(2)))
            .list();
    handle.rollback();
    return columns;
  }

  private String selected(String silver) {
    return SQL.get(table).replace("FROM " + SILVER, "FROM " + silver);
  }

  /** The limit: computes the touched store-days again, in place of what was there. */
  void replaceTouched(Handle handle) {
    handle.execute(
        "DELETE FROM scout."
            + table
            + " USING pg_temp.touched t WHERE "
            + STORE_DAY.stream()
                .map(column -> table + "." + column + " = t." + column)
                .collect(Collectors.joining(" AND ")));
    handle.execute(
        "INSERT INTO scout."
            + table
            + " SELECT now(), each.* FROM ("
            + selected(
                "(SELECT s.* FROM pg_temp.touched JOIN scout."
                    + SILVER
                    + " s USING (store_id, transaction_date))")
            + ") each");
  }

  /** A digest of its rows. */
  String digest(Handle handle) {
    return handle
        .createQuery(
            "SELECT md5(string_agg(r, '|' ORDER BY r)) FROM (SELECT (to_jsonb(t) -"
                + " 'last_updated')::text AS r FROM scout."
                + table
                + " t) each")
        .mapTo(String.class)
        .one();
  }
}
