package scout.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.workflows.Layer;
import scout.workflows.Rebuild;
import scout.workflows.RebuildActivities;
import scout.workflows.RebuildRequest;
import scout.workflows.RebuildResult;
import scout.workflows.RowChange;
import scout.workflows.TableChange;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;

class RebuildWorkflowTest {
  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final Played played = new Played();

  /** Writes down what is asked; the first attempt at gold meets an outage. */
  private static final class Played implements RebuildActivities {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final CountDownLatch go = new CountDownLatch(1);

    @Override
    public List<TableChange> rebuildLayer(Layer layer, RebuildRequest request) {
      calls.add(layer.word() + " " + request.store() + " " + request.from());
      if (layer == Layer.SILVER) {
        Await.latch(go);
      }
      if (layer == Layer.GOLD && calls.size() == 2) {
        throw new IllegalStateException("The database can't be reached");
      }
      return List.of(change(layer.word()));
    }

    @Override
    public List<TableChange> previewRebuild(RebuildRequest request) {
      calls.add("preview " + request.layer().word());
      return List.of(change("gold_store_daily_summary"));
    }
  }

  private static TableChange change(String table) {
    return new TableChange(table, 1, 2, 3, List.of(new RowChange("insert", "k", "a: 1 -> 2")));
  }

  @BeforeEach
  void start() {
    var worker = temporal.newWorker(TaskQueues.LAYERS);
    worker.registerWorkflowImplementationTypes(RebuildWorkflow.class);
    worker.registerActivitiesImplementations(played);
    temporal.start();
  }

  @AfterEach
  void close() {
    played.go.countDown();
    temporal.close();
  }

  private Rebuild rebuild() {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(
            Rebuild.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.REBUILD)
                .setTaskQueue(TaskQueues.LAYERS)
                .build());
  }

  @Test
  void goesUpThroughTheLayersAndRidesOutAnOutage() throws Exception {
    Rebuild rebuild = rebuild();
    WorkflowClient.start(
        rebuild::run,
        new RebuildRequest(Layer.SILVER, "S1", LocalDate.parse("2025-06-01"), null, null));
    Await.until("in silver", () -> played.calls.size() == 1);
    rebuild.pause();
    played.go.countDown();
    Await.until("paused", () -> rebuild.state().step().startsWith("Paused before gold"));
    assertThat(rebuild.state().done()).containsExactly(change("silver"));
    rebuild.resume();

    RebuildResult result = WorkflowStub.fromTyped(rebuild).getResult(RebuildResult.class);

    assertThat(played.calls)
        .containsExactly(
            "silver S1 2025-06-01",
            "gold S1 2025-06-01",
            "gold S1 2025-06-01",
            "platinum S1 2025-06-01");
    assertThat(result)
        .isEqualTo(
            new RebuildResult(
                false, List.of(change("silver"), change("gold"), change("platinum"))));
    assertThat(rebuild.state().step()).isEqualTo("Done: 18 rows written.");
  }

  @Test
  void dryRunAsksForThePreviewAlone() {
    RebuildResult result = rebuild().run(new RebuildRequest(Layer.GOLD, null, null, null, true));

    assertThat(result.dryRun()).isTrue();
    assertThat(played.calls).containsExactly("preview gold");
  }
}
