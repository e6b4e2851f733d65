package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import scout.cli.commands.ClientCommands;

/**
 * Every command that waits, beside a backlog on the real servers: none may end before what it waits
 * for. It takes some minutes, so the build leaves it out; docs/testing.md has the command.
 */
class WaitingCommands {
  private static final int FILES = Integer.getInteger("scout.files", 5_000);
  private static final int UPLOADS = 8;

  @Command(name = "scout")
  private static final class Main {}

  private record Answer(int exitCode, String out, String err) {}

  @Test
  void endWellBesideABacklog(@TempDir Path folder) throws Exception {
    try (Servers servers = Servers.start(folder)) {
      servers.namespace("waiting");
      servers.awaitNamespaces();
      try (Site site = new Site(servers, "waiting", false)) {
        upload(site);
        site.startWorker();
        Map<String, String> environment = new HashMap<>(site.settings());
        environment.put("SCOUT_HOME", folder.resolve("none").toString());
        CompletableFuture<Answer> sweep =
            CompletableFuture.supplyAsync(
                () -> run(environment, "sweep", "--wait", "--json", "--timeout", "1800"));
        site.until("some are archived", () -> archived(site) > FILES / 20);
        String key = site.one("SELECT object_key FROM scout.files WHERE status = 'archived'");
        wellBeside(sweep, environment, "refresh", "--wait");
        wellBeside(sweep, environment, "checks", "run");
        wellBeside(sweep, environment, "rebuild", "gold", "--yes");
        wellBeside(sweep, environment, "reprocess", key);
        wellBeside(sweep, environment, "refresh", "--wait");
        Answer end = sweep.get();
        System.out.printf("sweep --wait: %d %s%s%n", end.exitCode(), end.out(), end.err());
        assertThat(end.exitCode()).as(end.err()).isZero();
        assertThat(archived(site)).isEqualTo(FILES);
        assertThat(site.one("SELECT count(*) FROM scout.silver_edge_transactions"))
            .isEqualTo(Integer.toString(FILES));
      }
    }
  }

  private static void wellBeside(
      CompletableFuture<Answer> sweep, Map<String, String> environment, String... command) {
    boolean beside = !sweep.isDone();
    long began = System.nanoTime();
    Answer answer = run(environment, command);
    System.out.printf(
        "%s: %d after %.1f s, %s the sweep%n",
        String.join(" ", command),
        answer.exitCode(),
        Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3,
        beside ? "beside" : "after");
    assertThat(answer.exitCode()).as(String.join(" ", command) + answer.err()).isZero();
  }

  private static Answer run(Map<String, String> environment, String... arguments) {
    CommandLine main = new CommandLine(new Main());
    ClientCommands.addTo(main, environment);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    main.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int exitCode = main.execute(arguments);
    return new Answer(exitCode, out.toString(), err.toString());
  }

  private static int archived(Site site) {
    return Integer.parseInt(site.one("SELECT count(*) FROM scout.files WHERE status = 'archived'"));
  }

  private static void upload(Site site) throws Exception {
    ForkJoinPool uploads = new ForkJoinPool(UPLOADS);
    try {
      uploads
          .submit(
              () ->
                  IntStream.range(0, FILES)
                      .parallel()
                      .forEach(
                          i ->
                              site.upload(
                                  "till-%02d/%05d.jsonl".formatted(i % 9, i), Input.records(i, 1))))
          .get();
    } finally {
      uploads.shutdown();
    }
  }
}
