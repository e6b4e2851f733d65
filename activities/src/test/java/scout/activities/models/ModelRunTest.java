package scout.activities.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.activities.TestDatabase;
import scout.activities.database.Heartbeat;
import scout.models.DeclarationFiles;
import scout.models.JudgedModel;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;
import scout.settings.DatabaseRole;

/** What a model's statement meets that is no fault of its rows. */
class ModelRunTest {
  private static TestDatabase database;

  @BeforeAll
  static void start() throws Exception {
    database = TestDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void takingTooLongIsTheModelsFault() {
    inTransaction(
        "SELECT 1 AS n FROM (SELECT pg_sleep(60)) slow",
        (run, model) ->
            assertThatThrownBy(() -> run.write(model, new ModelQueue.Due(1, true), false))
                .isInstanceOfSatisfying(
                    ModelFailure.class,
                    failure -> {
                      assertThat(failure.tooLong()).isTrue();
                      assertThat(failure).hasMessage("it took longer than 0 s");
                    }));
  }

  @Test
  void anOutageIsNot() {
    for (String state : List.of("57P01", "08006", "53100", "40P01")) {
      assertThat(ModelFailure.isOfTheModel(new SQLException("", state))).as(state).isFalse();
    }
    assertThat(ModelFailure.isOfTheModel(new SQLException("the pool is closed"))).isFalse();
  }

  /** The text may hold what a driver takes for a parameter, and may end with a comment. */
  @Test
  void theTextIsTakenAsItIs() {
    inTransaction(
        "SELECT 1 AS n WHERE '{\"a:b\": 1}'::jsonb ? 'a:b' AND (ARRAY[1, 2])[1:2] = '{1,2}'"
            + " AND '{fn x}' <> '$1' -- :that?",
        (run, model) ->
            assertThat(run.write(model, new ModelQueue.Due(1, true), false).inserted())
                .isEqualTo(1));
  }

  /** Fewer are looked up by index. */
  @Test
  void aboveAQuarterOfTheSlicesAllIsComputedInOnePass() {
    assertThat(plannedForSlices(90)).isTrue();
    assertThat(plannedForSlices(110)).isFalse();
  }

  /** Whether index reads are forced where so many store-days of 400 are due. */
  private static boolean plannedForSlices(long due) {
    try (Handle handle = database.as(DatabaseRole.TRANSFORM).jdbi().open();
        Heartbeat heartbeat = Heartbeat.start()) {
      handle.begin();
      handle.execute(
          "INSERT INTO scout.gold_store_daily_summary (store_id, transaction_date,"
              + " transaction_count, active_devices, first_transaction_time,"
              + " last_transaction_time, other_currency_transactions)"
              + " SELECT 'S' || n, '2025-06-10', 1, 1, now(), now(), 0"
              + " FROM generate_series(1, 400) n");
      new ModelQueue(handle);
      ModelRun run = new ModelRun(handle, new ModelSettings(handle, ZoneId.of("UTC")), heartbeat);
      run.write(gold(handle), new ModelQueue.Due(due, false), false);
      boolean slices = handle.select("SHOW enable_seqscan").mapTo(String.class).one().equals("off");
      handle.rollback();
      return slices;
    }
  }

  private static ModelInForce gold(Handle handle) {
    return ModelRegistry.all(handle).stream()
        .filter(model -> model.table().equals("gold_store_daily_summary"))
        .findFirst()
        .orElseThrow();
  }

  private interface Work {
    void run(ModelRun run, ModelInForce model);
  }

  private static void inTransaction(String query, Work work) {
    JudgedModel judged =
        new JudgedModel(
            new ModelDeclaration(
                "gold_ones",
                "ones",
                List.of("n"),
                List.of(),
                Optional.empty(),
                0,
                List.of(),
                query,
                1),
            List.of(new ModelColumn("n", "integer")),
            List.of());
    try (Handle handle = database.as(DatabaseRole.TRANSFORM).jdbi().open();
        Heartbeat heartbeat = Heartbeat.start()) {
      handle.begin();
      long id = ModelRegistry.declare(handle, new DeclarationFiles(Map.of()), "test");
      ModelRegistry.register(handle, judged, 1, OptionalLong.of(id));
      new ModelQueue(handle);
      ModelRun run =
          new ModelRun(
              handle,
              new ModelSettings(handle, ZoneId.of("UTC")),
              heartbeat,
              Duration.ofMillis(500),
              Duration.ofMillis(500));
      work.run(
          run,
          ModelRegistry.all(handle).stream()
              .filter(model -> model.table().equals("gold_ones"))
              .findFirst()
              .orElseThrow());
      handle.rollback();
    }
  }
}
