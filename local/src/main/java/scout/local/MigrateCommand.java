package scout.local;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import scout.cli.commands.ClientCommands;
import scout.schema.MigrateApplication;
import scout.settings.Settings;

/** {@code ./scout migrate}. */
@Command(
    name = "migrate",
    description = "Bring the schema and the roles up to date, as the database's owner.",
    footerHeading = ClientCommands.EXAMPLES,
    footer = {"  SCOUT_DB_URL=jdbc:postgresql://db/scout SCOUT_DB_USER=owner ./scout migrate"})
final class MigrateCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  /**
   * @param environment the environment variables
   */
  MigrateCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws SQLException {
    spec.commandLine().getOut().println(MigrateApplication.migrate(new Settings(environment)));
    return 0;
  }
}
