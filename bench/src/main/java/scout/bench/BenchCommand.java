package scout.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import scout.bench.Benchmark.Size;
import scout.bench.ingest.BacklogBenchmark;
import scout.bench.ingest.FairnessBenchmark;
import scout.bench.ingest.GoldBenchmark;
import scout.bench.ingest.HistoryBenchmark;
import scout.bench.ingest.LatencyBenchmark;
import scout.bench.ingest.LiveBenchmark;
import scout.bench.ingest.LoadBenchmark;
import scout.bench.ingest.MemoryBenchmark;
import scout.bench.ingest.ReplayBenchmark;
import scout.bench.ingest.SweepBenchmark;
import scout.bench.layers.ChecksBenchmark;
import scout.bench.layers.ModelsBenchmark;
import scout.bench.layers.RebuildBenchmark;
import scout.bench.layers.RefreshBenchmark;
import scout.bench.layers.SpreadBenchmark;
import scout.local.AddedCommand;
import scout.local.LogTarget;
import scout.local.home.StackHome;

/** {@code ./scout bench}. */
@Command(
    name = "bench",
    description = {
      "Measure Scout beside the least that each thing could cost, in the same run.",
      "Without a name: every benchmark, one after the other."
    },
    footer = {"", "Examples:", "  ./scout bench load", "  ./scout bench --quick"})
public final class BenchCommand implements AddedCommand {
  private static final List<Benchmark> ALL =
      List.of(
          new LoadBenchmark(),
          new MemoryBenchmark(),
          new LiveBenchmark(),
          new BacklogBenchmark(),
          new GoldBenchmark(),
          new HistoryBenchmark(),
          new SweepBenchmark(),
          new ReplayBenchmark(),
          new LatencyBenchmark(),
          new FairnessBenchmark(),
          new RefreshBenchmark(),
          new SpreadBenchmark(),
          new ModelsBenchmark(),
          new ChecksBenchmark(),
          new RebuildBenchmark());

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which; --list tells their names.")
  private List<String> names = List.of();

  @Option(names = "--list", description = "Tell the names and what each measures.")
  private boolean list;

  @Option(names = "--quick", description = "See that they work; the figures mean little.")
  private boolean quick;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      ALL.forEach(one -> out.printf("%-10s %s%n", one.name(), one.description()));
      return 0;
    }
    LogTarget.file(StackHome.of(System.getenv()).folder("logs").resolve("bench.log"));
    try (BenchmarkSuite suite = new BenchmarkSuite(quick ? Size.QUICK : Size.FULL, out)) {
      List<BenchmarkFigure> measures = suite.run(chosen());
      out.println();
      if (quick) {
        out.println("They work. Of speed, so little work tells nothing:");
      }
      measures.forEach(out::println);
    }
    return 0;
  }

  private List<Benchmark> chosen() {
    Map<String, Benchmark> byName =
        ALL.stream().collect(Collectors.toMap(Benchmark::name, Function.identity()));
    for (String name : names) {
      if (!byName.containsKey(name)) {
        throw new ParameterException(
            spec.commandLine(), "There is no benchmark " + name + "; --list tells which there are");
      }
    }
    return names.isEmpty() ? ALL : names.stream().map(byName::get).toList();
  }
}
