package scout.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import scout.bench.BenchCommand;

/**
 * Every benchmark works; what it finds out about speed is not for a test. Takes minutes, so the
 * build leaves it out; {@code .ci/run} has the command.
 */
class QuickBench {
  @Test
  void everyBenchmarkRuns() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine bench = new CommandLine(new BenchCommand());
    bench.setOut(new PrintWriter(out));
    bench.setErr(new PrintWriter(err));
    int code = bench.execute("--quick");
    System.out.println(out);
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("load, one loader: ", "upload to gold at 5/s, 95 of 100: ", "rebuild: ");
  }
}
