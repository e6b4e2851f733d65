package scout.starter.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scout.settings.Settings;
import scout.workflows.WorkflowIds;

/** On a server without Schedules, where cron stands in for them. */
class TemporalSetupTest {
  private final MovedClock clock = new MovedClock();

  @Test
  void whatIsLostIsMadeAgainWithinAMinute() {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      TemporalSetup preparation =
          new TemporalSetup(
              temporal.getWorkflowClient(), SweepCadence.of(new Settings(Map.of())), 7, clock);
      preparation.tryOnce();
      assertThat(preparation.problem()).isEmpty();
      assertThat(runs(temporal)).isTrue();

      sweep(temporal).terminate("lost");
      clock.now = clock.now.plusSeconds(59);
      preparation.tryOnce();
      assertThat(runs(temporal)).as("it looks every minute only").isFalse();

      clock.now = clock.now.plusSeconds(1);
      preparation.tryOnce();
      assertThat(runs(temporal)).isTrue();
    }
  }

  private static WorkflowStub sweep(TestWorkflowEnvironment temporal) {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(WorkflowIds.EDGE_SWEEP_SCHEDULE);
  }

  private static boolean runs(TestWorkflowEnvironment temporal) {
    return sweep(temporal).describe().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private static final class MovedClock extends Clock {
    private Instant now = Instant.parse("2025-03-14T09:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
