package scout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine main =
      Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

  @Test
  void itsHelpNamesTheClientCommandsAlone() {
    assertThat(main.execute("--help")).isZero();
    assertThat(out.toString())
        .contains("docker compose run --rm cli status", "Exit codes:", "can't be reached");
    assertThat(main.getSubcommands().keySet())
        .containsExactlyInAnyOrder(
            "upload",
            "sweep",
            "refresh",
            "status",
            "files",
            "file",
            "reprocess",
            "discard",
            "rebuild",
            "models",
            "checks",
            "alerts",
            "usage",
            "verify",
            "env",
            "user",
            "simulate");
    for (String command : main.getSubcommands().keySet()) {
      assertThat(main.execute(command, "--help")).as(command).isZero();
    }
  }

  @Test
  void withoutACommandItIsUsedWrongly() {
    assertThat(main.execute()).isEqualTo(2);
    assertThat(main.execute("up")).isEqualTo(2);
  }
}
