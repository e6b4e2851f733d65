package scout.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import scout.local.home.Home;
import scout.local.home.Ports;
import scout.local.home.Secrets;
import scout.local.home.ServerProcess;
import scout.local.postgres.LocalPostgres;
import scout.schema.Migrator;
import scout.settings.DatabaseSettings;
import scout.settings.Role;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** The database with Scout's schema: the one that the settings name, or an embedded one. */
final class DatabasePart {
  private DatabasePart() {}

  static Part start(Home home, Path cache, Ports ports, Secrets secrets, Settings settings)
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

  private static Part part(
      DatabaseSettings owner,
      List<ServerProcess> servers,
      AutoCloseable ending,
      Secrets secrets,
      Settings settings)
      throws IOException, SQLException {
    Map<Role, String> passwords = new EnumMap<>(Role.class);
    Map<String, String> environment = new HashMap<>();
    for (Role role : Role.values()) {
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
    return new Part(environment, servers, ending);
  }
}
