package scout.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scout.local.home.FreePorts;
import scout.local.home.ServerProcess;
import scout.local.home.StackHome;
import scout.local.home.StoredSecrets;
import scout.local.postgres.LocalPostgres;
import scout.schema.Migrator;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** The database with Scout's schema: that of the settings, or an embedded one. */
final class DatabasePart {
  private DatabasePart() {}

  static StackPart start(
      StackHome home, Path cache, FreePorts ports, StoredSecrets secrets, Settings settings)
      throws IOException, InterruptedException, SQLException {
    if (settings.find(SettingCatalog.DB_URL).isPresent()) {
      return part(DatabaseSettings.owner(settings), List.of(), () -> {}, secrets, settings);
    }
    LocalPostgres postgres = LocalPostgres.start(home, cache, ports, secrets);
    try {
      return part(postgres.owner(), List.of(postgres.server()), postgres, secrets, settings);
    } catch (RuntimeException | IOException | SQLException e) {
      postgres.close();
      throw e;
    }
  }

  private static StackPart part(
      DatabaseSettings owner,
      List<ServerProcess> servers,
      AutoCloseable ending,
      StoredSecrets secrets,
      Settings settings)
      throws IOException, SQLException {
    Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
    Map<String, String> environment = new HashMap<>();
    for (DatabaseRole role : DatabaseRole.values()) {
      String password =
          settings.find(role.password()).orElse(secrets.get("database-" + role.roleName()));
      passwords.put(role, password);
      environment.put(role.passwordSetting(), password);
    }
    new Migrator(owner).migrate(passwords);
    environment.put(SettingCatalog.DB_URL.name(), owner.url());
    environment.put(SettingCatalog.DB_USER.name(), owner.user());
    environment.put(SettingCatalog.DB_PASSWORD.name(), owner.password());
    environment.put("DATABASE_URL", OwnerUrl.of(owner));
    return new StackPart(environment, servers, ending);
  }
}
