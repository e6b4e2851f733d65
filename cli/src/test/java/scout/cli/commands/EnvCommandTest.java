package scout.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.cli.terminal.CommandFailure;

class EnvCommandTest {
  private static final String AWKWARD = "it's $HOME `id` \"x\" \\ !\n ü";

  @TempDir Path home;

  private Shell.Answer env(String... arguments) {
    return new Shell(Map.of("SCOUT_HOME", home.toString())).run(arguments);
  }

  @Test
  void givesAShellExactlyTheValues() throws Exception {
    write(true, Map.of("SCOUT_S3_SECRET_KEY", AWKWARD));

    Process shell =
        new ProcessBuilder("sh", "-c", env("env").out() + "printf %s \"$SCOUT_S3_SECRET_KEY\"")
            .start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(AWKWARD);
  }

  @Test
  void quotesAnyText() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      String text =
          random
              .ints(30, 1, 127)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      Process shell =
          new ProcessBuilder("sh", "-c", "printf %s " + EnvCommand.quoted(text)).start();
      assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .as("seed %d", seed)
          .isEqualTo(text);
    }
  }

  @Test
  void keepsTheRolePasswordsBack() throws Exception {
    write(true, Map.of("SCOUT_DB_INGEST_PASSWORD", "hidden", "SCOUT_URL", "http://127.0.0.1:1"));

    assertThat(env("env").out()).contains("SCOUT_URL").doesNotContain("hidden");
  }

  @Test
  void exitsThreeUntilEveryPartIsReady() throws Exception {
    assertThat(env("env").exitCode()).isEqualTo(CommandFailure.UNREACHABLE);

    write(false, Map.of("SCOUT_URL", "http://127.0.0.1:1"));
    Shell.Answer starting = env("env");
    assertThat(starting.exitCode()).isEqualTo(CommandFailure.UNREACHABLE);
    assertThat(starting.out()).isEmpty();
    assertThat(starting.err()).contains("still starting");
  }

  @Test
  void exitsThreeWhenTheProcessHasEnded() throws Exception {
    RunFile mine = RunFile.ofThisProcess(Map.of(), true, Map.of("SCOUT_URL", "http://x"));
    new RunFile(mine.pid(), mine.startedAt() - 60_000, Map.of(), true, mine.environment())
        .write(home);

    Shell.Answer answer = env("env");

    assertThat(answer.exitCode()).isEqualTo(CommandFailure.UNREACHABLE);
    assertThat(answer.err()).contains("has ended");
  }

  private void write(boolean ready, Map<String, String> environment) throws Exception {
    RunFile.ofThisProcess(Map.of(), ready, environment).write(home);
  }
}
