package scout.cli.commands;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;
import scout.cli.terminal.Prompt;
import scout.schema.connections.LoginProperties;
import scout.schema.users.ConsoleUsers;
import scout.schema.users.ConsoleUsers.ConsoleUser;
import scout.schema.users.PasswordHash;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** Adds, removes and lists the people who sign in to the console with a password. */
@Command(
    name = "user",
    description = {
      "Add, remove or list the people who sign in to the console with a password.",
      "It logs in as the database's owner (SCOUT_DB_USER). The password is asked for, or is the"
          + " first line of the standard input."
    },
    footerHeading = ClientCommands.EXAMPLES,
    footer = {
      "  ./scout user add ana --role operator",
      "  ./scout user remove ana",
      "  ./scout user list"
    })
final class UserCommand extends ClientCommand {
  private static final int SHORTEST_PASSWORD = 12;
  private static final Set<String> ROLES = Set.of("viewer", "operator");

  @Parameters(index = "0", paramLabel = "ACTION", description = "add, remove or list.")
  private String action;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Whom.")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "viewer",
      description = "viewer looks, operator acts too (default: ${DEFAULT-VALUE}).")
  private String role;

  UserCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    switch (action) {
      case "add" -> add();
      case "remove" -> remove();
      case "list" -> list();
      default -> throw CommandFailure.wrongUsage("The action is add, remove or list");
    }
    return 0;
  }

  private void add() throws IOException {
    String who = who();
    if (!ROLES.contains(role)) {
      throw CommandFailure.wrongUsage("The role is viewer or operator");
    }
    String password = Prompt.newPassword("Password of " + who);
    if (password.length() < SHORTEST_PASSWORD) {
      throw CommandFailure.wrongUsage(
          "A password has at least " + SHORTEST_PASSWORD + " characters");
    }
    try (Handle owner = owner()) {
      ConsoleUsers.put(owner, new ConsoleUser(who, PasswordHash.of(password), role));
    }
    say(who + " can sign in to the console as " + role + ".");
  }

  private void remove() throws IOException {
    String who = who();
    try (Handle owner = owner()) {
      if (!ConsoleUsers.remove(owner, who)) {
        throw CommandFailure.failed("There is nobody of the name " + who);
      }
    }
    say(who + " can't sign in any more; a session that is open ends within 8 hours.");
  }

  private void list() throws IOException {
    try (Handle owner = owner()) {
      table(
          ConsoleUsers.all(owner).stream().map(UserCommand::row).toList(),
          "Nobody can sign in with a password yet.");
    }
  }

  private static AnswerRow row(ConsoleUser user) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", user.name());
    values.put("role", user.role());
    return new AnswerRow(values);
  }

  private String who() {
    return ConsoleUsers.name(name == null ? "" : name)
        .orElseThrow(
            () ->
                CommandFailure.wrongUsage(
                    "Give a name of at most 64 letters, digits and . _ - @, for example ana"));
  }

  /** Only the owner may say who signs in. */
  private Handle owner() throws IOException {
    Settings settings = stack().settingsWith(SettingCatalog.DB_USER);
    DatabaseSettings owner =
        new DatabaseSettings(
            settings.get(SettingCatalog.DB_URL),
            settings.get(SettingCatalog.DB_USER),
            settings.get(SettingCatalog.DB_PASSWORD));
    return Jdbi.open(owner.url(), LoginProperties.unwatched(owner));
  }
}
