package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.history.v1.HistoryEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.WorkflowIds;

/**
 * Two workers share the files that come in; one of them is killed while it and the other load.
 * Temporal takes 20 seconds to notice, so the build leaves it out; docs/testing.md has the command.
 */
class TwoWorkers {
  private static final int FILES = 300;

  /** The kill comes when so many loads of the first worker were committed. */
  private static final int BEFORE_THE_KILL = 30;

  /** So many differences say enough. */
  private static final int SHOWN = 20;

  private static final String UNHARMED = "two-unharmed";
  private static final String KILLED = "two-killed";

  @Test
  void killingOneInTheMiddleOfLoadsLosesNothing(@TempDir Path folder) throws Exception {
    try (Servers servers = Servers.start(folder)) {
      servers.namespace(UNHARMED);
      servers.namespace(KILLED);
      servers.awaitNamespaces();
      List<String> due;
      try (Site site = new Site(servers, UNHARMED, false)) {
        due = unharmed(site);
      }
      try (Site site = new Site(servers, KILLED, false)) {
        List<String> differences = KillRun.differences(due, killed(site));
        assertThat(differences.stream().limit(SHOWN)).isEmpty();
      }
    }
  }

  private static List<String> unharmed(Site site) throws Exception {
    Crowd crowd = new Crowd(site, FILES);
    site.startWorker();
    crowd.arrive(crowd.upload());
    crowd.awaitArchived();
    Settling.settle(site);
    return new Evidence(site).all();
  }

  private static List<String> killed(Site site) throws Exception {
    Evidence evidence = new Evidence(site);
    Crowd crowd = new Crowd(site, FILES);
    List<String> etags = crowd.upload();
    WorkerProcess first = site.startWorker();
    WorkerProcess second = site.startWorker();
    site.awaitPolling(2);
    Trap commit =
        KillPoint.named("load: after the UPDATE, before COMMIT")
            .trap()
            .afterPasses(BEFORE_THE_KILL);
    first.set(commit);
    CompletableFuture<Void> arrivals = CompletableFuture.runAsync(() -> crowd.arrive(etags));
    site.awaitHeld(first, commit);
    first.kill();
    String held = evidence.brief();
    assertThat(evidence.contradictions()).as("right after the kill").isEmpty();
    arrivals.join();
    crowd.awaitArchived();
    Settling.settle(site);
    assertThat(evidence.contradictions()).as("at the end").isEmpty();

    Map<Long, Integer> loads = loads(site, crowd);
    String again = site.one("SELECT count(*) FROM scout.files WHERE attempt > 1");
    System.out.printf(
        "right after the kill: %s%nat the end: %s%n"
            + "loads by the killed worker %d, by the other %d; begun twice %s%n",
        held, evidence.brief(), loads.get(first.pid()), loads.get(second.pid()), again);
    assertThat(loads).containsOnlyKeys(first.pid(), second.pid());
    assertThat(loads.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(FILES);
    assertThat(Integer.parseInt(again)).as("loads that the kill cut short").isPositive();
    return evidence.all();
  }

  /**
   * How many loads each process has done, as the histories of the journeys tell. Archiving may be
   * an activity too, when it doesn't succeed within the workflow's task.
   */
  private static Map<Long, Integer> loads(Site site, Crowd crowd) {
    Map<Long, Integer> loads = new TreeMap<>();
    for (String path : crowd.paths()) {
      List<HistoryEvent> events =
          site.client().fetchHistory(WorkflowIds.file(site.name(), Site.PREFIX + path)).getEvents();
      Set<Long> scheduled =
          events.stream()
              .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
              .filter(event -> activity(event).equals("Load"))
              .map(HistoryEvent::getEventId)
              .collect(Collectors.toSet());
      events.stream()
          .filter(HistoryEvent::hasActivityTaskCompletedEventAttributes)
          .map(HistoryEvent::getActivityTaskCompletedEventAttributes)
          .filter(completed -> scheduled.contains(completed.getScheduledEventId()))
          .forEach(completed -> loads.merge(process(completed.getIdentity()), 1, Integer::sum));
    }
    return loads;
  }

  private static String activity(HistoryEvent scheduled) {
    return scheduled.getActivityTaskScheduledEventAttributes().getActivityType().getName();
  }

  private static Long process(String identity) {
    return Long.valueOf(identity.substring(0, identity.indexOf('@')));
  }
}
