package scout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine main =
      Main.commandLineFor().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

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

  /** {@code ./scout} starts these commands from here, and the others with all that they need. */
  @Test
  void theScriptNamesTheSameCommands() throws Exception {
    String script = Files.readString(Path.of("..", "scout"));
    Matcher names =
        Pattern.compile("\\n  ([a-z |\\\\\n]+)\\) main=scout.cli.Main ").matcher(script);
    assertThat(names.find()).isTrue();
    assertThat(names.group(1).split("[\\s|\\\\]+"))
        .containsExactlyInAnyOrderElementsOf(main.getSubcommands().keySet());
  }

  @Test
  void aCommandIsMadeAlone() {
    main.getSubcommands()
        .forEach(
            (name, line) -> {
              assertThat(line.getCommandName()).isEqualTo(name);
              assertThat(Main.commandLineFor(name, "--json").getSubcommands())
                  .containsOnlyKeys(name);
            });
    assertThat(Main.commandLineFor("stauts").getSubcommands()).hasSameSizeAs(main.getSubcommands());
  }

  @Test
  void withoutACommandItIsUsedWrongly() {
    assertThat(main.execute()).isEqualTo(2);
    assertThat(main.execute("up")).isEqualTo(2);
  }
}
