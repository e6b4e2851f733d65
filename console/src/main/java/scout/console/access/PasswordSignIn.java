package scout.console.access;

import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import scout.console.data.ConsoleDatabase;
import scout.console.web.Viewer;
import scout.schema.users.ConsoleUsers;
import scout.schema.users.ConsoleUsers.ConsoleUser;
import scout.schema.users.PasswordHash;

/** Signs in people whom {@code ./scout user add} made. */
final class PasswordSignIn implements AuthenticationProvider {
  /** Longer ones only cost time. */
  private static final int LONGEST_PASSWORD = 1_000;

  /** Checked for an unknown name, so that its answer takes as long. */
  private static final String NOBODYS_HASH = PasswordHash.of("nobody");

  private final ConsoleDatabase database;
  private final SignInLimit limit;

  PasswordSignIn(ConsoleDatabase database, SignInLimit limit) {
    this.database = database;
    this.limit = limit;
  }

  @Override
  public Authentication authenticate(Authentication asked) {
    String password = String.valueOf(asked.getCredentials());
    Optional<String> name = ConsoleUsers.name(asked.getName());
    List<String> subjects = subjects(asked, name.orElse(""));
    if (!subjects.stream().allMatch(limit::allows)) {
      throw new LockedException("Too many tries; wait a minute");
    }
    Optional<ConsoleUser> user =
        name.flatMap(known -> database.read(handle -> ConsoleUsers.find(handle, known)));
    String hash = user.map(ConsoleUser::passwordHash).orElse(NOBODYS_HASH);
    boolean right =
        password.length() <= LONGEST_PASSWORD
            && PasswordHash.matches(password, hash)
            && user.isPresent();
    if (!right) {
      subjects.forEach(limit::failed);
      throw new BadCredentialsException("Name or password is wrong");
    }
    subjects.forEach(limit::succeeded);
    return UsernamePasswordAuthenticationToken.authenticated(
        new PasswordUser(user.get()), null, authorities(user.get().role().equals("operator")));
  }

  private static List<String> subjects(Authentication asked, String name) {
    String address =
        asked.getDetails() instanceof WebAuthenticationDetails details
            ? details.getRemoteAddress()
            : "";
    return List.of("name " + name, "address " + address);
  }

  /** What a viewer or an operator may do. */
  static List<GrantedAuthority> authorities(boolean operator) {
    return operator
        ? AuthorityUtils.createAuthorityList("ROLE_" + Viewer.VIEWER, "ROLE_" + Viewer.OPERATOR)
        : AuthorityUtils.createAuthorityList("ROLE_" + Viewer.VIEWER);
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
