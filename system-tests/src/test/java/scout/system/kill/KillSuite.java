package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Kills a worker at points and compares what is left with what an unharmed run leaves. */
final class KillSuite {
  private static final int AT_ONCE = 3;

  private final List<KillPoint> points;
  private final List<Recovery> recoveries;
  private final Path page;

  private final Map<Recovery, Map<Scenarios, List<String>>> due = new EnumMap<>(Recovery.class);
  private final List<String> failures = new ArrayList<>();

  /**
   * A suite.
   *
   * @param recoveries each point is tried with each
   * @param page the file for the table
   */
  KillSuite(List<KillPoint> points, List<Recovery> recoveries, Path page) {
    this.points = points;
    this.recoveries = recoveries;
    this.page = page;
  }

  /**
   * Runs all, on servers in the folder.
   *
   * @return what was not as it should be
   */
  List<String> run(Path folder) throws Exception {
    assertThat(points).isNotEmpty();
    begin();
    try (Servers servers = Servers.start(folder)) {
      makeNamespaces(servers);
      runAll(unharmed(servers));
      runAll(killed(servers));
    }
    return failures;
  }

  private void makeNamespaces(Servers servers) throws Exception {
    for (Recovery recovery : recoveries) {
      for (Scenarios scenario : scenarios()) {
        servers.namespace(name(recovery, scenario.ordinal()) + "-unharmed");
      }
      for (int i = 0; i < points.size(); i++) {
        servers.namespace(name(recovery, i));
        if (recovery == Recovery.SWEEP) {
          servers.namespace(name(recovery, i) + KillRun.LATER);
        }
      }
    }
    servers.awaitNamespaces();
  }

  private List<Scenarios> scenarios() {
    return points.stream().map(KillPoint::scenario).distinct().toList();
  }

  private static String name(Recovery recovery, int number) {
    return "kill-" + recovery.name().toLowerCase(java.util.Locale.ROOT) + "-" + number;
  }

  private List<Callable<Void>> unharmed(Servers servers) {
    List<Callable<Void>> runs = new ArrayList<>();
    for (Recovery recovery : recoveries) {
      due.put(recovery, new EnumMap<>(Scenarios.class));
      for (Scenarios scenario : scenarios()) {
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

  private List<Callable<Void>> killed(Servers servers) {
    List<Callable<Void>> runs = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      KillPoint point = points.get(i);
      for (Recovery recovery : recoveries) {
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
    note(
        "| %s | %s | %s | %s | %s | %s |"
            .formatted(
                point.name(),
                recovery.name().toLowerCase(java.util.Locale.ROOT),
                outcome.killed(),
                outcome.recovered(),
                differences.isEmpty() ? "as unharmed" : "DIFFERS",
                outcome.attempts()));
    if (!differences.isEmpty()) {
      fails(point.name() + ", " + recovery + ":\n" + String.join("\n", differences));
    }
  }

  private synchronized void fail(String what, Recovery recovery, Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    fails(what + ", " + recovery + ": " + trace);
  }

  private void fails(String failure) {
    note("\n" + failure + "\n");
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

  private void begin() throws IOException {
    Files.deleteIfExists(page);
    note("| point | recovery | held after the kill | held at the end | whole | attempts |");
    note("|---|---|---|---|---|---|");
  }

  /** Written as it comes: a run takes long, and a failure should show at once. */
  private void note(String line) {
    System.out.println(line);
    try {
      Files.writeString(page, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing " + page + " failed", e);
    }
  }
}
