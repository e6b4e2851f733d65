package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import scout.activities.models.plan.DeclarationSteps;
import scout.settings.DatabaseRole;
import scout.workflows.FailureCode;
import scout.workflows.TaskQueues;
import scout.workflows.client.Declarations;
import scout.workflows.impl.WorkflowRegistration;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ApplyResult;
import scout.workflows.models.ModelFiles;
import scout.workflows.rebuild.Layer;

/** Another key is applied by its workflow, while files come in. */
class KeyApplyTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");
  private static final String DAYS =
      """
      -- grain: store_id, transaction_date
      -- slice: store_id, transaction_date
      SELECT store_id, transaction_date, count(*) AS n, sum(amount) AS amount,
             count(receipt_no) AS receipts
        FROM silver_edge_transactions
       GROUP BY 1, 2
      """;
  private static final Map<String, String> DECLARED =
      Map.of(
          "edge_transactions.yaml",
          """
          source: edge_transactions
          key: [store_id, transaction_date, receipt_no]
          fields:
            receipt_no: {type: key, from: [receiptNo]}
          """,
          "gold_own_days.sql",
          DAYS);

  /** The newest amount of each sale, by its new key. */
  private final Map<String, Long> sales = new TreeMap<>();

  private LayerStage stage;
  private int files;

  @Test
  void everySaleCountsOnceWhateverComesMeanwhile() throws Exception {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
        LayerStage opened = new LayerStage(LayerSettings.of(UTC))) {
      stage = opened;
      for (int i = 0; i < 10; i++) {
        load();
      }
      stage.refresh();
      retireTheFirst(4);
      assertThat(stage.value("SELECT count(*) FROM scout.silver_edge_transactions"))
          .as("the tills' numbers, which begin anew each day")
          .isEqualTo("7");
      Worker worker = temporal.newWorker(TaskQueues.LAYERS);
      WorkflowRegistration.register(worker, WorkflowRegistration.LAYERS);
      worker.registerActivitiesImplementations(
          new DeclarationSteps(stage.database.as(DatabaseRole.TRANSFORM), UTC, () -> {}),
          new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(UTC)));
      temporal.start();

      AtomicBoolean over = new AtomicBoolean();
      CompletableFuture<Void> arriving = CompletableFuture.runAsync(() -> arrive(over));
      try {
        ApplyResult result =
            Declarations.apply(
                    temporal.getWorkflowClient(),
                    new ApplyRequest(new ModelFiles(DECLARED), "ana", List.of()))
                .getResult(5, TimeUnit.MINUTES, ApplyResult.class);
        assertThat(result.held()).isEmpty();
      } finally {
        over.set(true);
      }
      arriving.get(1, TimeUnit.MINUTES);
      stage.refresh();
      assertThatAllIsAsComputedAnew();
    }
  }

  /** Numbers that several stores and days have; each third file corrects the one before. */
  private void load() {
    int sold = files % 3 == 2 ? files - 1 : files;
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String store = "S" + i % 3;
      String day = "2025-06-%02d".formatted(1 + sold % 15);
      int number = i % 7;
      long amount = 1000L * files + i;
      records.add(
          """
          {"transaction_id": "%d", "receiptNo": "%d", "store_id": "%s",\
           "timestamp": "%sT10:00:00Z", "amount": %d}\
          """
              .formatted(number, number, store, day, amount));
      sales.put(store + "|" + day + "|" + number, amount);
    }
    stage.loader.load("f%d.jsonl".formatted(files), NOON.plusSeconds(files), records);
    files++;
  }

  private void retireTheFirst(int many) {
    List<String> first =
        stage.texts("SELECT file_id FROM scout.files ORDER BY file_seq LIMIT ?", many);
    stage.execute("SELECT scout.ensure_partition('2025-01-10')");
    for (String file : first) {
      UUID id = UUID.fromString(file);
      stage.execute(
          "UPDATE scout.bronze_records SET created_at = '2025-01-10' WHERE file_id = ?", id);
      stage.execute(
          "UPDATE scout.files SET bronze_created_at = '2025-01-10' WHERE file_id = ?", id);
    }
    stage.execute("SELECT scout.retire_bronze('2025-01-01')");
  }

  private void arrive(AtomicBoolean over) {
    do {
      load();
      try {
        stage.refresh();
      } catch (RuntimeException e) {
        // between declaration and rebuild a refresh fails at last; then it is tried again
        if (!isOfOtherKey(e)) {
          throw e;
        }
      }
    } while (!over.get());
  }

  private static boolean isOfOtherKey(Throwable thrown) {
    return thrown instanceof ApplicationFailure failure
        ? FailureCode.SETTINGS_CHANGED.name().equals(failure.getType())
        : thrown.getCause() != null && isOfOtherKey(thrown.getCause());
  }

  private void assertThatAllIsAsComputedAnew() {
    List<String> due = new ArrayList<>();
    sales.forEach((key, amount) -> due.add(key + " " + amount + ".00"));
    assertThat(
            stage.texts(
                "SELECT transaction_id || ' ' || amount FROM scout.silver_edge_transactions"
                    + " ORDER BY transaction_id COLLATE \"C\""))
        .isEqualTo(due);
    assertThat(
            stage.texts(
                "SELECT concat_ws(' ', store_id, transaction_date, n, amount, receipts)"
                    + " FROM scout.gold_own_days ORDER BY 1"))
        .isEqualTo(
            stage.texts(
                "SELECT concat_ws(' ', store_id, transaction_date, count(*), sum(amount),"
                    + " count(full_payload ->> 'receiptNo'))"
                    + " FROM scout.silver_edge_transactions GROUP BY store_id, transaction_date"
                    + " ORDER BY 1"));
    for (Layer layer : Layer.values()) {
      assertThat(RebuildTest.rows(stage.rebuild(UTC, layer))).as(layer.word()).isZero();
    }
    assertThat(
            stage.value(
                "SELECT count(*) FROM scout.files WHERE records_loaded <> records_current"
                    + " + records_superseded"))
        .isEqualTo("0");
    System.out.printf("%d files, %d of them while the key changed%n", files, files - 10);
  }
}
