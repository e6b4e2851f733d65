package scout.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
  @TempDir Path home;

  private final RunFile mine =
      RunFile.ofThisProcess(
          Map.of("postgres", 7L), true, Map.of("SCOUT_URL", "http://127.0.0.1:1"));

  @Test
  void comesBackAsItWasWritten() throws Exception {
    mine.write(home.resolve("deep/er"));

    assertThat(RunFile.read(home.resolve("deep/er"))).contains(mine);
  }

  @Test
  void isReadableByItsOwnerAloneAndLeavesNoDraft() throws Exception {
    mine.write(home);
    mine.write(home);

    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("run.json"))))
        .isEqualTo("rw-------");
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(home.resolve("run.json"));
    }
  }

  @Test
  void isAbsentUntilWrittenAndAfterDeletion() throws Exception {
    assertThat(RunFile.read(home)).isEmpty();
    mine.write(home);
    RunFile.delete(home);
    assertThat(RunFile.read(home)).isEmpty();
  }

  @Test
  void knowsThatItsProcessLives() {
    assertThat(mine.alive()).isTrue();
  }

  @Test
  void doesNotTakeARecycledPidForItsProcess() {
    RunFile older = new RunFile(mine.pid(), mine.startedAt() - 10_000, Map.of(), true, Map.of());

    assertThat(older.alive()).isFalse();
  }

  @Test
  void isDeadWhenItsProcessEnded() throws Exception {
    Process process = new ProcessBuilder("true").start();
    long started = process.toHandle().info().startInstant().map(i -> i.toEpochMilli()).orElse(0L);
    process.waitFor();

    assertThat(new RunFile(process.pid(), started, Map.of(), true, Map.of()).alive()).isFalse();
  }
}
