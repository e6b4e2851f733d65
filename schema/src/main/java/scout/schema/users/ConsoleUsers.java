package scout.schema.users;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/** The people in {@code scout.console_users}. All methods use the caller's connection. */
public final class ConsoleUsers {
  private static final SqlFile SQL =
      SqlFile.load(ConsoleUsers.class, "/scout/schema/operator/console_users.sql");
  private static final Pattern NAME = Pattern.compile("[a-z0-9._@-]{1,64}");

  private ConsoleUsers() {}

  /**
   * A person.
   *
   * @param passwordHash see {@link PasswordHash}
   * @param role {@code viewer} or {@code operator}
   */
  public record ConsoleUser(String name, String passwordHash, String role) {}

  /** The name as it is stored: letter case does not count. Empty if it can't be a name. */
  public static Optional<String> name(String typed) {
    String lower = typed.strip().toLowerCase(Locale.ROOT);
    return NAME.matcher(lower).matches() ? Optional.of(lower) : Optional.empty();
  }

  /** Adds a person, or gives one another password and role. */
  public static void put(Handle owner, ConsoleUser user) {
    owner
        .createUpdate(SQL.get("put"))
        .bind("name", user.name())
        .bind("hash", user.passwordHash())
        .bind("role", user.role())
        .execute();
  }

  /** Removes a person; returns false if there was none of this name. */
  public static boolean remove(Handle owner, String name) {
    return owner.createUpdate(SQL.get("remove")).bind("name", name).execute() > 0;
  }

  /** The person of this name. */
  public static Optional<ConsoleUser> find(Handle reader, String name) {
    return reader
        .createQuery(SQL.get("find"))
        .bind("name", name)
        .map((row, context) -> user(row.getString(1), row.getString(2), row.getString(3)))
        .findOne();
  }

  private static ConsoleUser user(String name, String hash, String role) {
    return new ConsoleUser(name, hash, role);
  }

  /** Everybody, without their hashes. */
  public static List<ConsoleUser> all(Handle reader) {
    return reader
        .createQuery(SQL.get("all"))
        .map((row, context) -> user(row.getString(1), "", row.getString(2)))
        .list();
  }

  /** True if there is anybody. */
  public static boolean any(Handle reader) {
    return reader.createQuery(SQL.get("any")).mapTo(boolean.class).one();
  }
}
