package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.parallel.Parallel;
import scout.system.Shell;

/**
 * Every command that waits, beside a backlog on the real servers: none may end before what it waits
 * for. It takes some minutes, so the build leaves it out; docs/testing.md has the command.
 */
class WaitingCommands {
  private static final int FILES = Integer.getInteger("scout.files", 5_000);
  private static final int RECORDS_A_FILE = 10;

  /** All of them. */
  private static final int COMMANDS_AT_ONCE = 8;

  private record Ended(String command, Shell.Answer answer) {}

  @Test
  void endWellBesideABacklog(@TempDir Path folder) throws Exception {
    try (Servers servers = Servers.start(folder)) {
      servers.namespace("waiting");
      servers.awaitNamespaces();
      try (Site site = new Site(servers, "waiting", false);
          Parallel commands = new Parallel(COMMANDS_AT_ONCE)) {
        site.uploadAll(
            FILES,
            i -> "till-%02d/%05d.jsonl".formatted(i % 9, i),
            i -> Input.records(i, RECORDS_A_FILE));
        site.change(
            "INSERT INTO scout.alerts (fingerprint, kind, subject, message)"
                + " VALUES ('file_lost:till-00', 'file_lost', 'till-00', 'an example')");
        site.startWorker();
        Shell shell =
            new Shell(site.settings())
                .with("SCOUT_HOME", folder.resolve("none").toString())
                .with("SCOUT_MODELS", declaration(folder.resolve("models")).toString());
        CompletableFuture<Shell.Answer> sweep =
            CompletableFuture.supplyAsync(
                () -> shell.run("sweep", "--wait", "--json", "--timeout", "1800"));
        site.until("some are archived", () -> archived(site) > FILES / 20);
        List<String> keys =
            site.lines("SELECT object_key FROM scout.files WHERE status = 'archived' LIMIT 2");
        List<Ended> ends = commands.each(beside(keys), command -> run(sweep, shell, command));
        Shell.Answer end = sweep.get();
        System.out.printf("sweep --wait: %d %s%s%n", end.exitCode(), end.out(), end.err());

        assertThat(ends).allSatisfy(command -> assertThat(command.answer().exitCode()).isZero());
        assertThat(end.exitCode()).as(end.err()).isZero();
        assertThat(archived(site)).isEqualTo(FILES - 1);
        String records = Integer.toString((FILES - 1) * RECORDS_A_FILE);
        assertThat(shell.run("refresh", "--wait").exitCode()).isZero();
        assertThat(site.one("SELECT count(*) FROM scout.silver_edge_transactions"))
            .isEqualTo(records);
        assertThat(site.one("SELECT sum(sales) FROM scout.gold_sales")).isEqualTo(records);
      }
    }
  }

  private static List<List<String>> beside(List<String> keys) {
    return List.of(
        List.of("refresh", "--wait"),
        List.of("checks", "run"),
        List.of("rebuild", "gold", "--yes"),
        List.of("reprocess", keys.get(0)),
        List.of("discard", keys.get(1), "--reason", "test"),
        List.of("models", "test"),
        List.of("models", "apply", "--yes"),
        List.of("alerts", "ack", "file_lost:till-00"));
  }

  private static Path declaration(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("gold_sales.sql"),
        """
        -- about: sales of each store, day by day
        -- grain: store_id, transaction_date
        -- slice: store_id, transaction_date
        SELECT store_id, transaction_date, count(*) AS sales
          FROM silver_edge_transactions
         GROUP BY store_id, transaction_date
        """);
    return folder;
  }

  private static Ended run(
      CompletableFuture<Shell.Answer> sweep, Shell shell, List<String> command) {
    long began = System.nanoTime();
    Shell.Answer answer = shell.run(command.toArray(String[]::new));
    System.out.printf(
        "%s: %d after %.1f s, %s the sweep's end %s%n",
        String.join(" ", command),
        answer.exitCode(),
        Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3,
        sweep.isDone() ? "after" : "before",
        answer.err());
    return new Ended(String.join(" ", command), answer);
  }

  private static int archived(Site site) {
    return Integer.parseInt(site.one("SELECT count(*) FROM scout.files WHERE status = 'archived'"));
  }
}
