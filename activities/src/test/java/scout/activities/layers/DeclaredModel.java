package scout.activities.layers;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import scout.activities.models.ModelRegistry;
import scout.models.DeclarationFiles;
import scout.models.JudgedModel;
import scout.models.ModelCheck;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;
import scout.models.ModelSql;
import scout.schema.SqlFile;
import scout.settings.DatabaseRole;

/**
 * A model that a test declares; its columns are asked of PostgreSQL.
 *
 * @param inputs what its query reads
 */
record DeclaredModel(
    String table,
    List<String> grain,
    List<String> slice,
    int looksBack,
    Duration every,
    List<String> inputs,
    List<ModelCheck> checks,
    String query) {
  private static final String READS =
      SqlFile.load(DeclaredModel.class, "/scout/schema/models/plan.sql")
          .get("reads")
          .replace("scout_judged", "judged");

  static DeclaredModel of(
      String table, List<String> grain, List<String> slice, List<String> inputs, String query) {
    return new DeclaredModel(table, grain, slice, 0, Duration.ZERO, inputs, List.of(), query);
  }

  DeclaredModel looksBack(int days) {
    return new DeclaredModel(table, grain, slice, days, every, inputs, checks, query);
  }

  DeclaredModel every(Duration time) {
    return new DeclaredModel(table, grain, slice, looksBack, time, inputs, checks, query);
  }

  DeclaredModel checked(ModelCheck... each) {
    return new DeclaredModel(table, grain, slice, looksBack, every, inputs, List.of(each), query);
  }

  DeclaredModel as(String other) {
    return new DeclaredModel(table, grain, slice, looksBack, every, inputs, checks, other);
  }

  /** Puts it in force, behind the models of lower positions; returns it with its columns. */
  JudgedModel register(LayerStage stage, int position) throws SQLException {
    JudgedModel judged = judged(stage);
    stage
        .database
        .as(DatabaseRole.TRANSFORM)
        .jdbi()
        .useTransaction(handle -> register(handle, judged, position));
    return judged;
  }

  static void register(Handle handle, JudgedModel judged, int position) {
    long id = ModelRegistry.declare(handle, new DeclarationFiles(Map.of()), "test");
    ModelRegistry.register(handle, judged, position, OptionalLong.of(id));
  }

  void remove(LayerStage stage) {
    stage
        .database
        .as(DatabaseRole.TRANSFORM)
        .jdbi()
        .useTransaction(handle -> ModelRegistry.remove(handle, table));
  }

  JudgedModel judged(LayerStage stage) throws SQLException {
    ModelDeclaration declaration =
        new ModelDeclaration(
            table,
            "a table of the test",
            grain,
            slice,
            every.isZero() ? Optional.empty() : Optional.of(every),
            looksBack,
            checks,
            query,
            1);
    return stage.owner.inTransaction(
        handle -> {
          handle.execute("SET LOCAL search_path TO scout");
          handle.getConnection().createStatement().execute("CREATE TEMP VIEW judged AS " + query);
          List<ModelColumn> found =
              handle
                  .createQuery(
                      "SELECT attname, format_type(atttypid, atttypmod) AS type"
                          + " FROM pg_attribute WHERE attrelid = 'pg_temp.judged'::regclass"
                          + " ORDER BY attnum")
                  .map((row, c) -> new ModelColumn(row.getString(1), row.getString(2)))
                  .list();
          Set<String> reads = handle.createQuery(READS).mapTo(String.class).collectIntoSet();
          handle.rollback();
          return new JudgedModel(declaration, found, inputs, reads);
        });
  }

  /** What its table has too much, and what it lacks, of its SELECT over the whole. */
  List<String> wrong(LayerStage stage, String zone) throws SQLException {
    return wrong(judged(stage), stage, zone);
  }

  /** The same of a model whose columns are known. */
  static List<String> wrong(JudgedModel judged, LayerStage stage, String zone) throws SQLException {
    String table = judged.declaration().table();
    String columns = String.join(", ", judged.columnNames());
    String held = "SELECT " + columns + " FROM scout." + table;
    String due = "SELECT * FROM (" + new ModelSql(judged).select() + ") whole";
    return stage.owner.inTransaction(
        handle -> {
          handle.execute("SELECT set_config('TimeZone', ?, true)", zone);
          handle.execute("SET LOCAL search_path TO ''");
          List<String> rows = new ArrayList<>();
          for (String sql :
              List.of(
                  "SELECT 'too much: ' || t::text FROM (" + held + " EXCEPT ALL " + due + ") t",
                  "SELECT 'missing: ' || t::text FROM (" + due + " EXCEPT ALL " + held + ") t")) {
            try (var result = handle.getConnection().createStatement().executeQuery(sql)) {
              while (result.next()) {
                rows.add(result.getString(1));
              }
            }
          }
          return rows;
        });
  }
}
