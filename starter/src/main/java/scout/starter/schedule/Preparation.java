package scout.starter.schedule;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.TemporalException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.settings.TemporalRefusal;
import scout.workflows.RefreshRequest;
import scout.workflows.Refreshes;

/** Sets up on Temporal what Scout needs there, again and again until it is done. */
public final class Preparation {
  private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

  private final WorkflowClient temporal;
  private final SearchAttributeRegistration searchAttributes;
  private final List<KeptSchedule> schedules;
  private volatile Optional<String> problem = Optional.of("Temporal is not prepared yet");

  /** Takes the client of the namespace and when sweeps begin. */
  public Preparation(WorkflowClient temporal, SweepCadence cadence) {
    this.temporal = temporal;
    this.searchAttributes =
        new SearchAttributeRegistration(
            temporal.getWorkflowServiceStubs(), temporal.getOptions().getNamespace());
    this.schedules =
        List.of(
            new KeptSchedule(temporal, Plan.sweep(cadence)),
            new KeptSchedule(temporal, Plan.housekeeping()));
  }

  /** What is still missing, in words; empty once all is set up. */
  public Optional<String> problem() {
    return problem;
  }

  /** Tries once; does nothing if all is set up. */
  public void tryOnce() {
    if (problem.isEmpty()) {
      return;
    }
    try {
      searchAttributes.ensure();
      schedules.forEach(KeptSchedule::ensure);
      // what was committed while nobody could be nudged is taken now
      Refreshes.request(temporal, RefreshRequest.nudge("the starter began"));
      problem = Optional.empty();
    } catch (Unprepared e) {
      report(e.getMessage());
    } catch (StatusRuntimeException e) {
      String words = TemporalRefusal.words(e).map(why -> ": " + why).orElse("");
      report("Temporal answers " + e.getStatus().getCode() + words);
    } catch (TemporalException e) {
      report("Temporal refuses: " + (e.getCause() == null ? e : e.getCause()).getMessage());
    }
  }

  private void report(String found) {
    if (!problem.equals(Optional.of(found))) {
      LOG.warn("{}; it is tried again", found);
    }
    problem = Optional.of(found);
  }
}
