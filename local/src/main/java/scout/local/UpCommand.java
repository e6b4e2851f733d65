package scout.local;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import scout.cli.commands.ClientCommands;
import scout.local.home.StackHome;
import scout.local.stack.EventGate;
import scout.local.stack.LocalStack;
import scout.local.temporal.LocalTemporal;
import scout.settings.SettingCatalog;

/** {@code ./scout up}. */
@Command(
    name = "up",
    description = "Run everything, with its data in SCOUT_HOME, until Ctrl-C.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  ./scout up", "  SCOUT_HOME=/srv/scout ./scout up"})
final class UpCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  /**
   * @param environment the environment variables
   */
  UpCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    StackHome home = StackHome.of(environment);
    LogTarget.file(home.folder("logs").resolve("scout.log"));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Starting in " + home.root() + " …");
    for (String part :
        List.of(
            SettingCatalog.DB_URL.name(),
            SettingCatalog.S3_ENDPOINT.name(),
            SettingCatalog.TEMPORAL_ADDRESS.name())) {
      if (!environment.getOrDefault(part, "").isBlank()) {
        out.println("Using " + part + " from the environment: " + environment.get(part));
      }
    }
    LocalStack stack = new LocalStack(home, environment);
    try (StopSignal stop = StopSignal.closing(stack::close, out)) {
      stack.start(choice -> choice.start(environment), new EventGate(true));
      LocalTemporal temporal = stack.temporal();
      temporal.notice().forEach(line -> out.println("Notice: " + line));
      if (temporal.forgets()) {
        JourneyRecovery.sweep(stack.environment());
      }
      print(out, home, stack);
      if (stack.keepServers(out::println).awaitEnd()) {
        return 1;
      }
      stop.await();
    }
    return 0;
  }

  private static void print(PrintWriter out, StackHome home, LocalStack stack) {
    Map<String, String> environment = stack.environment();
    out.println();
    out.println("Scout is up. It sweeps every 15 minutes and on every upload.");
    out.println("  PostgreSQL   " + environment.get(SettingCatalog.DB_URL.name()));
    out.println(
        "  S3           "
            + environment.get(SettingCatalog.S3_ENDPOINT.name())
            + ", bucket "
            + environment.get(SettingCatalog.S3_BUCKET.name())
            + ", prefix "
            + environment.get(SettingCatalog.S3_PREFIX.name()));
    out.println(
        "  Temporal     "
            + environment.get(SettingCatalog.TEMPORAL_ADDRESS.name())
            + ", "
            + stack.temporal().description());
    stack.temporal().uiUrl().ifPresent(ui -> out.println("  Web UI       " + ui));
    out.println("  Starter      " + environment.get(SettingCatalog.URL.name()));
    out.println("  Console      " + stack.consoleLink() + "  (signs in once)");
    out.println("  Logs         " + home.root().resolve("logs"));
    out.println();
    out.println("From another terminal: ./scout upload FILE…, ./scout status, ./scout --help");
    out.println("Ctrl-C stops it.");
  }
}
