package scout.console.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import scout.settings.SettingException;
import scout.settings.Settings;

/** Which groups of a provider may look, and which may act. */
class OidcRolesTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "SCOUT_CONSOLE_URL", "https://scout.example.com",
          "SCOUT_OIDC_ISSUER", "https://login.example.com",
          "SCOUT_OIDC_CLIENT_ID", "scout",
          "SCOUT_OIDC_CLIENT_SECRET", "secret",
          "SCOUT_OIDC_OPERATORS", "ops, leads");

  @Test
  void operatorsActAndLook() {
    assertThat(roles(SETTINGS, List.of("staff", "leads")))
        .containsExactlyInAnyOrder("ROLE_OPERATOR", "ROLE_VIEWER");
    assertThat(roles(SETTINGS, "ops")).contains("ROLE_OPERATOR");
  }

  @Test
  void whoIsInNoGroupSeesNothing() {
    assertThat(roles(SETTINGS, List.of("staff"))).isEmpty();
    assertThat(roles(SETTINGS, null)).isEmpty();
  }

  @Test
  void viewersLook() {
    Map<String, String> some = new HashMap<>(SETTINGS);
    some.put("SCOUT_OIDC_VIEWERS", "staff");
    Map<String, String> everybody = new HashMap<>(SETTINGS);
    everybody.put("SCOUT_OIDC_VIEWERS", "*");

    assertThat(roles(some, List.of("staff"))).containsExactly("ROLE_VIEWER");
    assertThat(roles(everybody, null)).containsExactly("ROLE_VIEWER");
  }

  @Test
  void namesASettingThatIsMissing() {
    Map<String, String> less = new HashMap<>(SETTINGS);
    less.remove("SCOUT_OIDC_CLIENT_SECRET");

    assertThatThrownBy(() -> OidcSettings.of(new Settings(less)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("SCOUT_OIDC_CLIENT_SECRET");
  }

  private static Set<String> roles(Map<String, String> settings, Object groups) {
    Map<String, Object> claims = new HashMap<>(Map.of("sub", "ana"));
    if (groups != null) {
      claims.put("groups", groups);
    }
    OidcIdToken token =
        new OidcIdToken("token", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), claims);
    return new OidcRoles(OidcSettings.of(new Settings(settings)).orElseThrow())
        .mapAuthorities(List.of(new OidcUserAuthority(token))).stream()
            .map(GrantedAuthority::getAuthority)
            .collect(Collectors.toSet());
  }
}
