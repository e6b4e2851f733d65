package scout.local;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import scout.schema.Migrator;
import scout.schema.settings.DatabaseSettings;
import scout.schema.settings.Role;
import scout.schema.settings.Settings;

/** {@code ./scout migrate}. */
@Command(
    name = "migrate",
    description = "Bring the schema and the roles up to date, as the database's owner.")
final class MigrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Settings settings = new Settings(System.getenv());
    Map<Role, String> passwords = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      passwords.put(role, settings.require(role.passwordSetting()));
    }
    int done = new Migrator(DatabaseSettings.owner(settings)).migrate(passwords);
    spec.commandLine()
        .getOut()
        .println(done == 0 ? "The schema is up to date." : "Migrations that ran: " + done);
    return 0;
  }
}
