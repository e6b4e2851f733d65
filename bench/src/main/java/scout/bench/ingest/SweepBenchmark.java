package scout.bench.ingest;

import io.temporal.client.WorkflowClient;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import scout.bench.Benchmark.Size;
import scout.bench.BenchmarkFigure;
import scout.bench.BenchmarkServers;
import scout.bench.StackBenchmark;
import scout.settings.TemporalSettings;
import scout.storage.ObjectStore;
import scout.temporal.TemporalConnection;
import scout.workflows.client.Sweeps;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

/**
 * A sweep of a bucket without new objects, beside the time to list its objects.
 *
 * <p>First all of them are in the inbox but archived in the ledger, as if a crash had left them
 * all. The sweep has to look up each, and hands over a hundred leftovers, its maximum. Then all are
 * in their place below {@code processed/}, and the sweep skips them.
 */
public final class SweepBenchmark implements StackBenchmark {
  private static final double BAR = 1.5;

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String description() {
    return "a sweep past 100,000 known objects, in the inbox and archived, beside listing them";
  }

  @Override
  public List<BenchmarkFigure> run(BenchmarkServers bench, Size size, PrintWriter out)
      throws Exception {
    int number = size == Size.FULL ? 100_000 : 1_100;
    int last = size == Size.FULL ? 3 : 1;
    int first = size == Size.FULL ? 0 : 1;
    try (ObjectStore store = bench.store(KnownObjects.UPLOADS);
        TemporalConnection temporal =
            TemporalConnection.open(TemporalSettings.of(bench.settings()))) {
      TimedRounds rounds = new TimedRounds(out);
      KnownObjects objects = new KnownObjects(bench, store);
      objects.make(number);
      AtomicLong moved = new AtomicLong();
      for (int round = first; round <= last; round++) {
        long inbox = number - moved.get();
        rounds.time(round, "list inbox", () -> objects.list(bench.area().prefix(), inbox));
        rounds.time(round, "sweep inbox", () -> moved.addAndGet(sweep(temporal.client(), inbox)));
        objects.awaitMoved(moved.get());
      }
      long left = number - moved.get();
      objects.archive();
      for (int round = first; round <= last; round++) {
        rounds.time(round, "list archived", () -> objects.list(objects.archived(), left));
        rounds.time(round, "sweep archived", () -> sweep(temporal.client(), 0));
      }
      out.printf(
          "  %d lay in the inbox to the end, %d were moved by the sweeps%n", left, moved.get());
      return List.of(
          measure("sweep, known objects in the inbox", rounds, "inbox"),
          measure("sweep, known objects archived", rounds, "archived"));
    }
  }

  /** Sweeps once; fails if it saw anything but the inbox. Returns how many objects it moves. */
  private static long sweep(WorkflowClient client, long inbox) {
    SweepResult result = Sweeps.start(client, new SweepRequest(false)).getResult(SweepResult.class);
    if (result.listed() != inbox || result.unsupported() != 0) {
      throw new IllegalStateException("The sweep saw " + result + ", not " + inbox);
    }
    return result.handedOver();
  }

  private static BenchmarkFigure measure(String what, TimedRounds rounds, String where) {
    return BenchmarkFigure.atMost(
        BAR, what, rounds.median("sweep " + where), rounds.limit("list " + where), "s");
  }
}
