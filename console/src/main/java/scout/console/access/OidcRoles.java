package scout.console.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;

/** The role of somebody who signed in with a provider, by the groups in their token. */
final class OidcRoles implements GrantedAuthoritiesMapper {
  /** Everybody whom the provider lets in. */
  private static final String EVERYBODY = "*";

  private final OidcSettings settings;

  OidcRoles(OidcSettings settings) {
    this.settings = settings;
  }

  @Override
  public Collection<? extends GrantedAuthority> mapAuthorities(
      Collection<? extends GrantedAuthority> given) {
    Set<String> groups =
        given.stream()
            .filter(OidcUserAuthority.class::isInstance)
            .map(OidcUserAuthority.class::cast)
            .flatMap(user -> groups(user.getAttributes().get(settings.claim())).stream())
            .collect(Collectors.toSet());
    if (isIn(groups, settings.operators())) {
      return PasswordSignIn.authorities(true);
    }
    return isIn(groups, settings.viewers()) ? PasswordSignIn.authorities(false) : List.of();
  }

  private static boolean isIn(Set<String> groups, List<String> allowed) {
    return allowed.contains(EVERYBODY) || allowed.stream().anyMatch(groups::contains);
  }

  private static List<String> groups(Object claim) {
    if (claim instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).toList();
    }
    return claim == null ? List.of() : List.of(claim.toString());
  }
}
