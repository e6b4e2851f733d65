package scout.starter.schedule;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.TemporalException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.settings.TemporalRefusal;
import scout.workflows.client.Refreshes;
import scout.workflows.refresh.RefreshRequest;

/**
 * Sets up what Scout needs on Temporal, and retries until it is done. Then it checks every minute:
 * a Temporal that lost its database has none of it, and a person can delete a Schedule.
 */
public final class TemporalSetup {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalSetup.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final WorkflowClient temporal;
  private final NamespaceRegistration namespace;
  private final SearchAttributeRegistration searchAttributes;
  private final List<ManagedSchedule> schedules;
  private volatile Optional<String> problem = Optional.of("Temporal is not prepared yet");
  private final Clock clock;
  private volatile Instant prepared = Instant.MIN;

  /**
   * @param temporal the client of the namespace
   * @param cadence when sweeps begin
   * @param retentionDays how long closed workflows are kept in the namespace, if it is made here
   */
  public TemporalSetup(WorkflowClient temporal, SweepCadence cadence, int retentionDays) {
    this(temporal, cadence, retentionDays, Clock.systemUTC());
  }

  /** As above, with the clock that says when a minute is over. */
  TemporalSetup(WorkflowClient temporal, SweepCadence cadence, int retentionDays, Clock clock) {
    this.temporal = temporal;
    this.clock = clock;
    String name = temporal.getOptions().getNamespace();
    this.namespace =
        new NamespaceRegistration(temporal.getWorkflowServiceStubs(), name, retentionDays);
    this.searchAttributes =
        new SearchAttributeRegistration(temporal.getWorkflowServiceStubs(), name);
    this.schedules =
        List.of(
            new ManagedSchedule(temporal, SchedulePlan.sweep(cadence)),
            new ManagedSchedule(temporal, SchedulePlan.housekeeping()));
  }

  /** What is still missing, in words; empty if the last check found everything. */
  public Optional<String> problem() {
    return problem;
  }

  /** Checks once, but only every minute while nothing is missing. */
  public void tryOnce() {
    if (problem.isPresent() || !clock.instant().isBefore(prepared.plus(LOOK_EVERY))) {
      look();
    }
  }

  /** Checks once, and creates what is missing. */
  public void look() {
    try {
      boolean made = namespace.ensure();
      made |= searchAttributes.ensure();
      for (ManagedSchedule schedule : schedules) {
        made |= schedule.ensure();
      }
      if (made || problem.isPresent()) {
        // refreshes what was committed while no nudge could be sent
        Refreshes.request(temporal, RefreshRequest.nudge("the starter began"));
      }
      prepared = clock.instant();
      problem = Optional.empty();
    } catch (SetupImpossible e) {
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
