package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.workflows.ContractConverter;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.Rebuild;
import scout.workflows.rebuild.RebuildActivities;
import scout.workflows.rebuild.RebuildPlan;
import scout.workflows.rebuild.RebuildProgress;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.RebuildResult;
import scout.workflows.rebuild.RebuildSlice;
import scout.workflows.rebuild.RebuildState;
import scout.workflows.rebuild.RowChange;
import scout.workflows.rebuild.TableChange;

class RebuildImplTest {
  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setWorkflowClientOptions(ContractConverter.options().build())
              .build());
  private final Played played = new Played();

  /** Writes down what is asked; silver has three slices, gold meets an outage at first. */
  private static final class Played implements RebuildActivities {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final CountDownLatch go = new CountDownLatch(1);
    volatile boolean atOnce;

    @Override
    public List<TableChange> rebuildLayer(Layer layer, RebuildRequest request) {
      calls.add(layer.word() + " " + request.store() + " " + request.from());
      if (layer == Layer.GOLD && count("gold ") == 1) {
        throw new IllegalStateException("The database can't be reached");
      }
      return List.of(change(layer.word()));
    }

    private long count(String start) {
      return calls.stream().filter(call -> call.startsWith(start)).count();
    }

    @Override
    public RebuildPlan planSilver(RebuildRequest request) {
      return new RebuildPlan(atOnce, 9, 900, 33);
    }

    @Override
    public RebuildSlice rebuildSilver(RebuildRequest request, RebuildPlan plan, long after) {
      calls.add("silver after " + after);
      Await.latch(go);
      return switch ((int) after) {
        case 0 -> new RebuildSlice(List.of(change("silver")), 4, 400, 11L);
        case 11 -> new RebuildSlice(List.of(change("silver")), 5, 500, plan.last());
        default -> new RebuildSlice(List.of(change("silver")), 0, 0, null);
      };
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
    WorkflowRegistration.register(worker, WorkflowRegistration.LAYERS);
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

  private void begin(Rebuild rebuild, RebuildProgress progress) {
    WorkflowClient.start(
        rebuild::run,
        new RebuildRequest(Layer.SILVER, "S1", LocalDate.parse("2025-06-01"), null, null),
        progress);
  }

  @Test
  void goesUpThroughTheLayersAndRidesOutAnOutage() throws Exception {
    Rebuild rebuild = rebuild();
    begin(rebuild, null);
    Await.until("in silver", () -> played.calls.size() == 1);
    rebuild.pause();
    played.go.countDown();
    Await.until("paused", () -> rebuild.state().step().startsWith("Paused in silver"));
    assertThat(rebuild.state())
        .isEqualTo(
            new RebuildState(
                "Paused in silver after 4 of 9 files, 400 of 900 records (44 %); the signal resume"
                    + " goes on",
                true, List.of(change("silver")), 4, 9L, 400, 900L));
    rebuild.resume();

    RebuildResult result = WorkflowStub.fromTyped(rebuild).getResult(RebuildResult.class);

    assertThat(played.calls)
        .containsExactly(
            "silver after 0",
            "silver after 11",
            "silver after 33",
            "gold S1 2025-06-01",
            "gold S1 2025-06-01",
            "platinum S1 2025-06-01");
    assertThat(result.dryRun()).isFalse();
    assertThat(result.tables())
        .extracting(TableChange::table, TableChange::rows)
        .containsExactly(tuple("silver", 18L), tuple("gold", 6L), tuple("platinum", 6L));
    assertThat(rebuild.state().step()).isEqualTo("Done: 30 rows written.");
  }

  @Test
  void goesOnInAnotherRunWhereItWas() throws Exception {
    played.go.countDown();
    Rebuild rebuild = rebuild();
    begin(
        rebuild,
        new RebuildProgress(
            new RebuildPlan(false, 9, 900, 33), 4, 400, 11L, true, List.of(change("silver"))));
    Await.until("paused", () -> rebuild.state().paused());
    assertThat(played.calls).isEmpty();
    rebuild.resume();
    RebuildResult result = WorkflowStub.fromTyped(rebuild).getResult(RebuildResult.class);

    assertThat(played.calls).startsWith("silver after 11", "silver after 33", "gold S1 2025-06-01");
    assertThat(result.tables().get(0).rows()).isEqualTo(18);
  }

  @Test
  void resumeThatComesWhileItIsContinuedCounts() throws Exception {
    played.go.countDown();
    Rebuild rebuild = rebuild();
    BatchRequest both = temporal.getWorkflowClient().newSignalWithStartRequest();
    both.add(
        rebuild::run,
        new RebuildRequest(Layer.SILVER, null, null, null, null),
        new RebuildProgress(
            new RebuildPlan(false, 9, 900, 33), 4, 400, 11L, true, List.of(change("silver"))));
    both.add(rebuild::resume);
    temporal.getWorkflowClient().signalWithStart(both);

    assertThat(
            WorkflowStub.fromTyped(rebuild)
                .getResult(30, TimeUnit.SECONDS, RebuildResult.class)
                .tables()
                .get(0)
                .rows())
        .isEqualTo(18);
  }

  @Test
  void goesAtOnceWhereSettingsSwitch() {
    played.atOnce = true;
    rebuild().run(new RebuildRequest(Layer.SILVER, null, null, null, null), null);

    assertThat(played.calls).startsWith("silver null null", "gold null null");
  }

  @Test
  void inputThatCanNotBeReadFailsTheRun() {
    WorkflowStub rebuild = WorkflowStub.fromTyped(rebuild());
    rebuild.start(Map.of("layer", "golden"));

    assertThatThrownBy(() -> rebuild.getResult(RebuildResult.class))
        .rootCause()
        .hasMessageContaining("golden");
  }

  @Test
  void dryRunAsksForThePreviewAlone() {
    RebuildResult result =
        rebuild().run(new RebuildRequest(Layer.GOLD, null, null, null, true), null);

    assertThat(result.dryRun()).isTrue();
    assertThat(played.calls).containsExactly("preview gold");
  }
}
