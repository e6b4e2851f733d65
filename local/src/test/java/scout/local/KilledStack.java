package scout.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import scout.cli.commands.ClientCommands;
import scout.cli.commands.RunFile;
import scout.local.home.LeftoverServers;
import scout.local.home.ServerCache;
import scout.local.home.StackHome;

/** {@code ./scout up} as a process of its own, on the Temporal that forgets when it is killed. */
class KilledStack {
  private static final int RECORDS = 150_000;
  private static final long LIMIT_MILLIS = 120_000;

  @TempDir Path folder;
  private Path home;
  private Process up;

  @BeforeEach
  void shareWhatIsUnpackedButInstallNothing() throws IOException {
    Path cache = folder.resolve("cache").resolve("scout").resolve("servers");
    Files.createDirectories(cache);
    Files.writeString(cache.resolve("temporal-cli-download-failed"), "");
    Path unpacked = ServerCache.servers(System.getenv()).resolve("postgresql-18.6.0");
    if (Files.isDirectory(unpacked)) {
      Files.createSymbolicLink(cache.resolve("postgresql-18.6.0"), unpacked);
    }
    home = folder.toRealPath().resolve("home");
  }

  @AfterEach
  void leaveNothingBehind() throws Exception {
    if (up != null) {
      up.destroyForcibly().waitFor();
      new LeftoverServers(new StackHome(home)).endAllBut(Set.of());
    }
  }

  @Test
  void comesBackAfterBeingKilledInTheMiddleOfALoad() throws Exception {
    Path file = bigFile();
    RunFile first = start();
    command("upload", file.toString());
    await(() -> database(first).one("SELECT status FROM scout.files").filter("loading"::equals));
    up.destroyForcibly().waitFor();
    assertThat(first.alive()).isFalse();
    assertThat(database(first).one("SELECT count(*)::text FROM scout.bronze_edge_raw"))
        .as("nothing is committed yet: else the kill came too late to show anything")
        .contains("0");
    List<ProcessHandle> orphans =
        first.processes().values().stream().flatMap(pid -> ProcessHandle.of(pid).stream()).toList();
    assertThat(orphans).isNotEmpty().allMatch(ProcessHandle::isAlive);

    RunFile second = start();
    assertThat(orphans).noneMatch(ProcessHandle::isAlive);
    command("sweep", "--wait");

    Database database = database(second);
    assertThat(database.one("SELECT status FROM scout.files")).contains("archived");
    assertThat(
            database.one(
                "SELECT count(*) || ' ' || count(DISTINCT record_no) FROM scout.bronze_edge_raw"))
        .contains(RECORDS + " " + RECORDS);
    assertThat(
            database.one(
                "SELECT sum(transaction_count) || ' ' || sum(total_revenue)"
                    + " FROM scout.gold_store_daily_summary"))
        .contains(RECORDS + " " + RECORDS + ".00");

    List<ProcessHandle> servers =
        second.processes().values().stream()
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .toList();
    up.destroy();
    assertThat(up.waitFor(30, TimeUnit.SECONDS)).as("stopped in time").isTrue();
    assertThat(servers).noneMatch(ProcessHandle::isAlive);
    assertThat(RunFile.read(home)).isEmpty();
  }

  /** As long as it can be started; then it ends, and says so. */
  @Test
  void startsAServerAgainThatWasKilled() throws Exception {
    RunFile run = start();
    assertThat(run.environment())
        .as("nothing of the shell's own")
        .doesNotContainKeys("PATH", "SECRET_OF_OTHERS")
        .containsKeys("SCOUT_HOME", "SCOUT_DB_URL", "DATABASE_URL");
    assertThat(Files.readString(home.resolve("run.json"))).doesNotContain("hush");
    long killed = run.processes().get("postgres");
    ProcessHandle.of(killed).orElseThrow().destroyForcibly();

    RunFile again =
        await(() -> RunFile.read(home).filter(now -> now.processes().get("postgres") != killed));
    assertThat(database(again).one("SELECT 'answers'")).contains("answers");
    assertThat(screen())
        .contains("postgres ended by itself (exit code 137)", "postgres runs again");
    assertThat(up.isAlive()).isTrue();

    Files.writeString(home.resolve("postgres/data/postgresql.conf"), "nonsense");
    ProcessHandle.of(again.processes().get("postgres")).orElseThrow().destroyForcibly();
    assertThat(up.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(up.exitValue()).isEqualTo(1);
    assertThat(screen()).contains("postgres did not start", "can't be kept running");
    assertThat(RunFile.read(home)).isEmpty();
  }

  private String screen() throws IOException {
    return Files.readString(folder.resolve("screen"));
  }

  private RunFile start() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "up")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("screen").toFile());
    builder.environment().put("SCOUT_HOME", home.toString());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("SECRET_OF_OTHERS", "hush");
    up = builder.start();
    return await(
        () -> {
          assertThat(up.isAlive()).as(Files.readString(folder.resolve("screen"))).isTrue();
          return RunFile.read(home).filter(run -> run.pid() == up.pid() && run.ready());
        });
  }

  private void command(String... words) {
    CommandLine client = new CommandLine(new Client());
    Map<String, String> environment = new HashMap<>();
    environment.put("SCOUT_HOME", home.toString());
    ClientCommands.addTo(client, environment);
    StringWriter said = new StringWriter();
    PrintWriter screen = new PrintWriter(said, true);
    client.setOut(screen).setErr(screen);
    assertThat(client.execute(words)).as(said.toString()).isZero();
  }

  @Command(name = "scout")
  private static final class Client {}

  private Path bigFile() throws IOException {
    Path file = folder.resolve("big.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < RECORDS; i++) {
        out.write(
            "{\"transaction_id\":\"t-%d\",\"store_id\":\"s-%d\",\"timestamp\":\"2025-04-%02dT10:00:00Z\",\"amount\":1,\"currency\":\"EUR\"}%n"
                .formatted(i, i % 7, 1 + i % 28));
      }
    }
    return file;
  }

  private static Database database(RunFile run) {
    Map<String, String> settings = run.environment();
    return sql ->
        Jdbi.create(
                settings.get("SCOUT_DB_URL"),
                settings.get("SCOUT_DB_USER"),
                settings.get("SCOUT_DB_PASSWORD"))
            .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).findOne());
  }

  private interface Database {
    Optional<String> one(String sql);
  }

  private interface Look<T> {
    Optional<T> look() throws Exception;
  }

  private static <T> T await(Look<T> condition) throws Exception {
    for (long waited = 0; waited < LIMIT_MILLIS; waited += 10) {
      Optional<T> answer = condition.look();
      if (answer.isPresent()) {
        return answer.get();
      }
      Thread.sleep(10);
    }
    throw new AssertionError("It did not happen within " + LIMIT_MILLIS + " ms");
  }
}
