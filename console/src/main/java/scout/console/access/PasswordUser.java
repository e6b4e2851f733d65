package scout.console.access;

import org.springframework.security.core.AuthenticatedPrincipal;
import scout.schema.users.ConsoleUsers.ConsoleUser;

/**
 * Somebody who signed in with a password.
 *
 * @param user as the database had them then
 */
record PasswordUser(ConsoleUser user) implements AuthenticatedPrincipal {
  @Override
  public String getName() {
    return user.name();
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return user.name();
  }
}
