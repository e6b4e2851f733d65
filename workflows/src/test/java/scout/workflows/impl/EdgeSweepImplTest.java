package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import scout.workflows.TaskQueues;
import scout.workflows.WorkflowIds;
import scout.workflows.sweep.EdgeSweep;
import scout.workflows.sweep.SweepActivities;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

class EdgeSweepImplTest {
  private static final SweepResult RESULT = new SweepResult(5, 1, 3, 2, 4);

  private final List<SweepRequest> requests = new ArrayList<>();
  private final AtomicInteger outages = new AtomicInteger();
  private final SweepActivities activities =
      request -> {
        requests.add(request);
        if (outages.getAndDecrement() > 0) {
          throw new IllegalStateException("The store can't be reached");
        }
        return RESULT;
      };
  private final TestTemporal temporal = new TestTemporal(new FakeLayers(), activities);

  @AfterEach
  void close() {
    temporal.close();
  }

  private EdgeSweep sweep() {
    return temporal
        .client()
        .newWorkflowStub(
            EdgeSweep.class,
            WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.EDGE_SWEEP_BY_HAND)
                .setTaskQueue(TaskQueues.INGEST)
                .build());
  }

  @Test
  void reportsWhatItDid() {
    EdgeSweep sweep = sweep();

    assertThat(sweep.run(new SweepRequest(true))).isEqualTo(RESULT);
    assertThat(requests).containsExactly(new SweepRequest(true));
    assertThat(sweep.state())
        .isEqualTo(
            "Done: 5 objects listed, 3 handed over, 2 resumed, 1 of a name that is not input, 4"
                + " hidden.");
  }

  @Test
  void withoutInputItDoesNotWaitForTheJourneys() {
    assertThat(sweep().run(null)).isEqualTo(RESULT);
    assertThat(requests).containsExactly(new SweepRequest(false));
  }

  @Test
  void ridesOutOutage() {
    outages.set(12);

    assertThat(sweep().run(null)).isEqualTo(RESULT);
    assertThat(requests).hasSize(13);
  }
}
