package scout.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import scout.local.home.LocalException;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine main =
      Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

  @Test
  void helpNamesEveryCommand() {
    assertThat(main.execute("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "demo",
            "up",
            "worker",
            "starter",
            "migrate",
            "install-servers",
            "upload",
            "sweep",
            "refresh",
            "status",
            "files",
            "file",
            "reprocess",
            "discard",
            "checks",
            "alerts",
            "env",
            "user");
    for (String command : main.getSubcommands().keySet()) {
      assertThat(main.execute(command, "--help")).as(command).isZero();
    }
  }

  @Test
  void aCommandThatIsMadeAloneIsTheSame() {
    Map<String, CommandLine> all = Main.commandLine().getSubcommands();
    all.forEach(
        (name, command) -> {
          CommandLine line = Main.commandLineFor(name, "--help");
          if (!name.equals(CompletionCommand.NAME)) {
            assertThat(line.getSubcommands()).containsOnlyKeys(name);
          }
          assertThat(line.getSubcommands().get(name).getUsageMessage())
              .isEqualTo(command.getUsageMessage());
        });
    for (String[] words : List.of(new String[0], new String[] {"--help"}, new String[] {"stat"})) {
      assertThat(Main.commandLineFor(words).getSubcommands()).hasSameSizeAs(all);
    }
  }

  @Test
  void wrongUsageIsTwo() {
    assertThat(main.execute()).isEqualTo(2);
    assertThat(main.execute("no-such-command")).isEqualTo(2);
    assertThat(main.execute("up", "--no-such-option")).isEqualTo(2);
  }

  @Test
  void anEmbeddedPartThatCantBeUsedIsThreeInOneLine() {
    main.addSubcommand(new CommandLine(new Broken())).setErr(new PrintWriter(err, true));

    assertThat(main.execute("broken")).isEqualTo(3);
    assertThat(err.toString().lines()).containsExactly("scout: the disk is full; free some");
  }

  @Test
  void aMissingSettingIsNamed() {
    assertThat(main.execute("migrate")).isEqualTo(2);
    assertThat(err.toString()).contains("SCOUT_DB_INGEST_PASSWORD").doesNotContain("\tat ");
  }

  @Command(name = "broken")
  private static final class Broken implements Runnable {
    @Override
    public void run() {
      throw new LocalException("the disk is full; free some");
    }
  }
}
