package scout.schema;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.SettingException;
import scout.settings.Settings;

/** Migrates the schema and the roles where the command line is not installed. */
public final class MigrateApplication {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int UNREACHABLE = 3;

  private MigrateApplication() {}

  /** Runs with the settings of the environment; exits with a code if it fails. */
  public static void main(String[] arguments) {
    try {
      System.out.println(migrate(new Settings(System.getenv())));
    } catch (SettingException e) {
      fail(WRONG_USAGE, e.getMessage());
    } catch (UnsuitableDatabase e) {
      fail(FAILED, e.getMessage());
    } catch (SQLException | FlywayException e) {
      fail(UNREACHABLE, "The schema can't be brought up to date: " + e.getMessage());
    }
  }

  /**
   * Migrates as the owner and sets the password of every role.
   *
   * @return a sentence about what was done
   * @throws SettingException if the owner's login or a role's password is missing
   */
  public static String migrate(Settings settings) throws SQLException {
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      passwords.put(role, settings.get(role.password()));
    }
    Migrator migrator = new Migrator(DatabaseSettings.owner(settings));
    int done = migrator.migrate(passwords);
    ServerLocale locale = migrator.locale();
    return (done == 0 ? "The schema is up to date." : "Migrations that ran: " + done + ".")
        + " "
        + locale.words()
        + locale.warning().map(warning -> "\n" + warning).orElse("");
  }

  private static void fail(int status, String message) {
    System.err.println(message);
    System.exit(status);
  }
}
