package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** A scenario on a site of its own, with or without a kill. */
final class KillRun {
  /** The second namespace of a site, for a Temporal that has lost the first. */
  static final String LATER = "-later";

  /**
   * What a run showed.
   *
   * @param killed what database and bucket held right after the kill, in a line
   * @param recovered the same at the end
   * @param attempts the highest attempt of a file
   * @param evidence all of database and bucket at the end
   */
  record Outcome(String killed, String recovered, String attempts, List<String> evidence) {}

  private final Site site;
  private final Evidence evidence;

  KillRun(Site site) {
    this.site = site;
    this.evidence = new Evidence(site);
  }

  /** Runs the scenario to its end; nobody is killed. */
  Outcome unharmed(Scenarios scenario) throws Exception {
    scenario.prepare(site);
    scenario.act(site);
    scenario.unharmed(site);
    scenario.awaitDone(site);
    Settling.settle(site);
    return outcome("");
  }

  /** Kills the worker at the point, and has another one finish. */
  Outcome killed(KillPoint point, Recovery recovery) throws Exception {
    WorkerProcess worker = point.scenario().prepare(site);
    Trap trap = point.trap().again();
    worker.set(trap);
    point.scenario().act(site);
    site.awaitHeld(worker, trap);
    site.kill(worker);
    String held = evidence.brief();
    assertThat(evidence.contradictions()).as("right after the kill").isEmpty();
    if (recovery == Recovery.SWEEP) {
      site.inNamespace(site.name() + LATER);
      point.scenario().restart(site);
      Settling.settle(site);
      point.scenario().again(site);
    } else {
      point.scenario().restart(site);
    }
    point.scenario().awaitDone(site);
    Settling.settle(site);
    return outcome(held);
  }

  private Outcome outcome(String held) throws Exception {
    assertThat(evidence.contradictions()).as("at the end").isEmpty();
    return new Outcome(
        held, evidence.brief(), site.one("SELECT max(attempt) FROM scout.files"), evidence.all());
  }

  /** The lines that only one of the two has. */
  static List<String> differences(List<String> due, List<String> found) {
    List<String> differences = new ArrayList<>();
    List<String> left = new ArrayList<>(found);
    for (String line : due) {
      if (!left.remove(line)) {
        differences.add("missing " + line);
      }
    }
    left.forEach(line -> differences.add("too much " + line));
    return differences;
  }
}
