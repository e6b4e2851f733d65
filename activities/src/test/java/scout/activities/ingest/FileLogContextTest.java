package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import scout.storage.BucketLayout;

class FileLogContextTest {
  private static final BucketLayout AREA = new BucketLayout("sample", "scout/v1/bronze/");
  private static final String KEY = "scout/v1/bronze/till-01/a.json";

  @Test
  void namesTheFileWhileTheWorkLasts() {
    MDC.put("WorkflowId", "batch-1");
    Map<String, String> seen = FileLogContext.within(AREA, KEY, MDC::getCopyOfContextMap);
    assertThat(seen)
        .containsEntry("key", KEY)
        .containsEntry("journey", "file:sample/" + KEY)
        .containsEntry("device", "till-01")
        .containsEntry("WorkflowId", "batch-1");
    assertThat(MDC.getCopyOfContextMap()).containsOnlyKeys("WorkflowId");
  }

  @Test
  void forgetsTheFileWhenTheWorkFails() {
    assertThatThrownBy(
            () ->
                FileLogContext.within(
                    AREA,
                    KEY,
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(MDC.get("key")).isNull();
  }

  @Test
  void namesTheFileOfAJourneyInEachOfItsSteps() {
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new JourneyLogContext(AREA))
                        .build())
                .build())) {
      Worker worker = environment.newWorker("files");
      worker.registerWorkflowImplementationTypes(Telling.class);
      worker.registerActivitiesImplementations((Step) () -> String.valueOf(MDC.get("key")));
      environment.start();

      assertThat(told(environment, "file:sample/" + KEY)).isEqualTo(KEY);
      assertThat(told(environment, "file:sample/elsewhere/a.json")).isEqualTo("null");
      assertThat(told(environment, "layer-refresh")).isEqualTo("null");
    }
  }

  private static String told(TestWorkflowEnvironment environment, String workflowId) {
    return environment
        .getWorkflowClient()
        .newWorkflowStub(
            Tells.class,
            WorkflowOptions.newBuilder().setWorkflowId(workflowId).setTaskQueue("files").build())
        .tell();
  }

  @WorkflowInterface
  public interface Tells {
    @WorkflowMethod
    String tell();
  }

  public static final class Telling implements Tells {
    @Override
    public String tell() {
      return Workflow.newActivityStub(
              Step.class,
              ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build())
          .key();
    }
  }

  @ActivityInterface
  public interface Step {
    String key();
  }
}
