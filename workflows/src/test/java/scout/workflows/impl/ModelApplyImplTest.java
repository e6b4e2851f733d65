package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import scout.workflows.client.Declarations;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ApplyResult;
import scout.workflows.models.ApplyState;
import scout.workflows.models.ModelFiles;

class ModelApplyImplTest {
  private static final ApplyRequest REQUEST =
      new ApplyRequest(new ModelFiles(Map.of("gold_a.sql", "SELECT 1")), "ana", List.of());

  @Test
  void fillsSilverThenMakesTablesThenAwaitsThem() throws Exception {
    FakeModels models = new FakeModels();
    try (TestTemporal temporal = new TestTemporal(models, models.source())) {
      WorkflowStub apply = Declarations.apply(temporal.client(), REQUEST);
      Await.until("a first part is filled", () -> models.calls().contains("fill 0"));
      apply.signal("pause");
      models.go();
      Await.until("paused", () -> step(apply).startsWith("Paused"));
      assertThat(step(apply)).contains("10 of 20 files");
      apply.signal("resume");

      ApplyResult result = apply.getResult(ApplyResult.class);
      assertThat(result.declarationId()).isEqualTo(3);
      assertThat(result.held()).containsExactly("gold_b: its grain is not unique");
      assertThat(models.calls())
          .containsExactly(
              "admit", "source", "fill 0", "fill 10", "begin", "beside", "beside", "declare",
              "declare", "trim", "await", "await");
    }
  }

  private static String step(WorkflowStub apply) {
    return apply.query("state", ApplyState.class).step();
  }

  @Test
  void aCancelledApplicationLeavesNothingBeside() throws Exception {
    FakeModels models = new FakeModels();
    models.go();
    CountDownLatch computing = new CountDownLatch(1);
    models.holdsBeside(computing);
    try (TestTemporal temporal = new TestTemporal(models, models.source())) {
      WorkflowStub apply = Declarations.apply(temporal.client(), REQUEST);
      Await.until("computing beside", () -> models.calls().contains("beside"));
      apply.signal("pause");
      computing.countDown();
      Await.until("paused", () -> step(apply).startsWith("Paused after gold_a"));
      apply.cancel();

      assertThatThrownBy(() -> apply.getResult(ApplyResult.class))
          .rootCause()
          .isInstanceOf(CanceledFailure.class);
      assertThat(models.calls())
          .containsExactly("admit", "source", "fill 0", "fill 10", "begin", "beside", "drop");
      assertThat(step(apply)).startsWith("Ended before all was applied");
    }
  }

  @Test
  void oneThatIsCancelledInSilverHasNothingBeside() throws Exception {
    FakeModels models = new FakeModels();
    try (TestTemporal temporal = new TestTemporal(models, models.source())) {
      WorkflowStub apply = Declarations.apply(temporal.client(), REQUEST);
      Await.until("a first part is filled", () -> models.calls().contains("fill 0"));
      apply.signal("pause");
      models.go();
      Await.until("paused", () -> step(apply).startsWith("Paused in silver"));
      apply.cancel();

      assertThatThrownBy(() -> apply.getResult(ApplyResult.class))
          .rootCause()
          .isInstanceOf(CanceledFailure.class);
      assertThat(models.calls()).containsExactly("admit", "source", "fill 0");
    }
  }

  @Test
  void aDeclarationThatBecameWrongChangesNothing() {
    FakeModels models = new FakeModels();
    models.refuses();
    try (TestTemporal temporal = new TestTemporal(models, models.source())) {
      WorkflowStub apply = Declarations.apply(temporal.client(), REQUEST);

      assertThatThrownBy(() -> apply.getResult(ApplyResult.class))
          .isInstanceOf(WorkflowFailedException.class)
          .hasStackTraceContaining("gold_a.sql is wrong");
      assertThat(models.calls()).containsExactly("admit");
    }
  }
}
