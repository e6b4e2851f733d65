package scout.local.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a worker at every point, twice each: once Temporal has the rest done, once a sweep alone
 * has to. Takes a quarter of an hour and more, so the build leaves it out; docs/testing.md has the
 * command. The system property {@code scout.kill} is a regular expression for the points to take.
 */
class KillTable {
  private static final int AT_ONCE = 3;
  private static final Path TABLE = Path.of("target", "kill-table.md");

  private final Map<Recovery, Map<Scenarios, List<String>>> due = new EnumMap<>(Recovery.class);
  private final List<String> table = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  @Test
  void nothingIsLostAndNothingIsDoubled(@TempDir Path folder) throws Exception {
    Pattern wanted = Pattern.compile(System.getProperty("scout.kill", ""));
    List<KillPoint> points =
        KillPoint.all().stream().filter(point -> wanted.matcher(point.name()).find()).toList();
    assertThat(points).isNotEmpty();
    try (Servers servers = Servers.start(folder)) {
      makeNamespaces(servers, points);
      runAll(unharmed(servers, points));
      runAll(killed(servers, points));
    }
    print();
    assertThat(failures).isEmpty();
  }

  private static void makeNamespaces(Servers servers, List<KillPoint> points) throws Exception {
    for (Recovery recovery : Recovery.values()) {
      for (Scenarios scenario : scenarios(points)) {
        servers.namespace(name(recovery, scenario.ordinal()) + "-unharmed");
      }
      for (int i = 0; i < points.size(); i++) {
        servers.namespace(name(recovery, i));
      }
    }
    for (int i = 0; i < points.size(); i++) {
      servers.namespace(name(Recovery.SWEEP, i) + KillRun.LATER);
    }
    // The server's parts look for new namespaces every ten seconds.
    Thread.sleep(12_000);
  }

  private static List<Scenarios> scenarios(List<KillPoint> points) {
    return points.stream().map(KillPoint::scenario).distinct().toList();
  }

  private static String name(Recovery recovery, int number) {
    return "kill-" + recovery.name().toLowerCase(java.util.Locale.ROOT) + "-" + number;
  }

  private List<Callable<Void>> unharmed(Servers servers, List<KillPoint> points) {
    List<Callable<Void>> runs = new ArrayList<>();
    for (Recovery recovery : Recovery.values()) {
      due.put(recovery, new EnumMap<>(Scenarios.class));
      for (Scenarios scenario : scenarios(points)) {
        runs.add(
            () -> {
              try (Site site =
                  new Site(
                      servers,
                      name(recovery, scenario.ordinal()) + "-unharmed",
                      recovery == Recovery.SWEEP)) {
                List<String> evidence = new KillRun(site).unharmed(scenario).evidence();
                synchronized (this) {
                  due.get(recovery).put(scenario, evidence);
                }
              } catch (Exception | AssertionError e) {
                fail(scenario + " unharmed", recovery, e);
              }
              return null;
            });
      }
    }
    return runs;
  }

  private List<Callable<Void>> killed(Servers servers, List<KillPoint> points) {
    List<Callable<Void>> runs = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      KillPoint point = points.get(i);
      for (Recovery recovery : Recovery.values()) {
        String name = name(recovery, i);
        runs.add(
            () -> {
              try (Site site = new Site(servers, name, recovery == Recovery.SWEEP)) {
                compare(point, recovery, new KillRun(site).killed(point, recovery));
              } catch (Exception | AssertionError e) {
                fail(point.name(), recovery, e);
              }
              return null;
            });
      }
    }
    return runs;
  }

  private synchronized void compare(KillPoint point, Recovery recovery, KillRun.Outcome outcome) {
    List<String> differences =
        KillRun.differences(due.get(recovery).get(point.scenario()), outcome.evidence());
    table.add(
        "| %s | %s | %s | %s | %s | %s |"
            .formatted(
                point.name(),
                recovery.name().toLowerCase(java.util.Locale.ROOT),
                outcome.killed(),
                outcome.recovered(),
                differences.isEmpty() ? "as unharmed" : "DIFFERS",
                outcome.attempts()));
    System.out.println(table.get(table.size() - 1));
    if (!differences.isEmpty()) {
      fails(point.name() + ", " + recovery + ":\n" + String.join("\n", differences));
    }
  }

  private synchronized void fail(String what, Recovery recovery, Throwable e) {
    fails(what + ", " + recovery + ": " + e);
  }

  private void fails(String failure) {
    System.out.println(failure);
    failures.add(failure);
  }

  private static void runAll(List<Callable<Void>> runs) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<Void> run : threads.invokeAll(runs)) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void print() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| point | recovery | held after the kill | held at the end | whole | attempts |");
    lines.add("|---|---|---|---|---|---|");
    table.stream().sorted().forEach(lines::add);
    Files.write(TABLE, lines);
    lines.forEach(System.out::println);
  }
}
