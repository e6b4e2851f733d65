package scout.local;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import scout.local.home.Home;
import scout.local.stack.EventGate;
import scout.local.stack.Stack;
import scout.local.temporal.LocalTemporal;
import scout.starter.command.ClientCommands;

/** {@code ./scout up}. */
@Command(
    name = "up",
    description = "Run everything, with its data in SCOUT_HOME, until Ctrl-C.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout up", "  SCOUT_HOME=/srv/scout ./scout up"})
final class UpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Map<String, String> environment = System.getenv();
    Home home = Home.of(environment);
    LogTarget.file(home.folder("logs").resolve("scout.log"));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Starting in " + home.root() + " …");
    for (String part : List.of("SCOUT_DB_URL", "SCOUT_S3_ENDPOINT", "TEMPORAL_ADDRESS")) {
      if (!environment.getOrDefault(part, "").isBlank()) {
        out.println("Using " + part + " from the environment: " + environment.get(part));
      }
    }
    Stack stack = new Stack(home, environment);
    try (StopSignal stop = StopSignal.closing(stack::close, out)) {
      stack.start(choice -> choice.start(environment), new EventGate(true));
      LocalTemporal temporal = stack.temporal();
      temporal.notice().forEach(line -> out.println("Notice: " + line));
      if (temporal.forgets()) {
        JourneyRecovery.sweep(stack.environment());
      }
      print(out, home, stack);
      stop.await();
    }
    return 0;
  }

  private static void print(PrintWriter out, Home home, Stack stack) {
    Map<String, String> environment = stack.environment();
    out.println();
    out.println("Scout is up. It sweeps every 15 minutes and on every upload.");
    out.println("  PostgreSQL   " + environment.get("SCOUT_DB_URL"));
    out.println(
        "  S3           "
            + environment.get("SCOUT_S3_ENDPOINT")
            + ", bucket "
            + environment.get("SCOUT_S3_BUCKET")
            + ", prefix "
            + environment.get("SCOUT_S3_PREFIX"));
    out.println(
        "  Temporal     "
            + environment.get("TEMPORAL_ADDRESS")
            + ", "
            + stack.temporal().description());
    stack.temporal().uiUrl().ifPresent(ui -> out.println("  Web UI       " + ui));
    out.println("  Starter      " + environment.get("SCOUT_URL"));
    out.println("  Logs         " + home.root().resolve("logs"));
    out.println();
    out.println("From another terminal: ./scout upload FILE…, ./scout status, ./scout --help");
    out.println("Ctrl-C stops it.");
  }
}
