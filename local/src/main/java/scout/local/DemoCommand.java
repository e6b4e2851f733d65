package scout.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import scout.cli.commands.ClientCommands;
import scout.local.demo.DemoRun;
import scout.local.home.StackHome;
import scout.local.stack.EventGate;
import scout.local.stack.LocalStack;
import scout.settings.SettingCatalog;

/** {@code ./scout demo}. */
@Command(
    name = "demo",
    description = "Show the main job from start to end, on servers of its own and sample files.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout demo",
      "  ./scout demo --keep",
      "  ./scout demo --models samples/fleet/models"
    })
final class DemoCommand implements Callable<Integer> {
  private final Map<String, String> given;

  @Spec private CommandSpec spec;

  @Option(names = "--keep", description = "Stay up afterwards, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      description = "Show the tables that this folder declares, with the folder uploads beside it.")
  private Path models;

  /**
   * @param environment the environment variables
   */
  DemoCommand(Map<String, String> environment) {
    this.given = environment;
  }

  @Override
  public Integer call() throws Exception {
    long begin = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("scout-demo");
    StackHome home = new StackHome(folder.toRealPath());
    LogTarget.file(home.folder("logs").resolve("scout.log"));
    Map<String, String> environment = environment(home);
    if (models != null) {
      environment.put(SettingCatalog.MODELS.name(), models.toAbsolutePath().toString());
    }
    LocalStack stack = new LocalStack(home, environment);
    EventGate events = new EventGate(false);
    try (StopSignal stop = StopSignal.closing(() -> end(stack, folder), out)) {
      out.println("Starting PostgreSQL, object storage and Temporal …");
      stack.start(choice -> choice.start(environment), events);
      out.println("Temporal: " + stack.temporal().description());
      stack.temporal().notice().forEach(line -> out.println("  " + line));
      List<String> differences =
          new DemoRun(stack.environment(), samples(), models != null, out).run();
      print(out, differences, (System.nanoTime() - begin) / 1_000_000_000);
      if (keep) {
        events.open();
        lookAround(out, home, stack);
        if (stack.keepServers(out::println).awaitEnd()) {
          return 1;
        }
        stop.await();
      } else {
        out.println(
            "Look around in it: ./scout demo --keep. With your own files: ./scout up"
                + " (README.md says more).");
      }
      return differences.isEmpty() ? 0 : 1;
    }
  }

  /**
   * The demo's own servers and defaults, whatever the environment sets, except a given Temporal.
   */
  private Map<String, String> environment(StackHome home) {
    Map<String, String> environment =
        given.entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith("SCOUT_"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    environment.put(SettingCatalog.HOME.name(), home.root().toString());
    return environment;
  }

  /** {@code ./scout} passes its own folder, so that the demo works from any folder. */
  private Path samples() {
    return models == null
        ? Path.of(System.getProperty("scout.root", ".")).resolve("samples")
        : models.toAbsolutePath().normalize().resolveSibling("uploads");
  }

  private static void print(PrintWriter out, List<String> differences, long seconds) {
    out.println();
    if (differences.isEmpty()) {
      out.println(
          "All numbers add up: read = loaded + rejected in every loaded file, every file ended as"
              + " promised, and gold equals a recomputation from bronze. ("
              + seconds
              + " s)");
    } else {
      out.println("These don't add up:");
      differences.forEach(difference -> out.println("  " + difference));
    }
  }

  private void lookAround(PrintWriter out, StackHome home, LocalStack stack) {
    out.println();
    stack.temporal().uiUrl().ifPresent(ui -> out.println("Temporal Web UI: " + ui));
    out.println("Look around from another terminal, e.g.");
    out.println("  SCOUT_HOME=" + home.root() + " ./scout files");
    out.println("Ctrl-C ends it and removes its data.");
  }

  private static void end(LocalStack stack, Path folder) {
    try {
      stack.close();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't remove " + folder, e);
    }
  }
}
