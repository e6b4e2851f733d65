package scout.console.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * Who looks at a page.
 *
 * @param name the name they signed in with; blank if they did not
 * @param operator true if they may act
 * @param path the page's path, to mark it in the menu
 * @param csrf the token that a form must send back
 */
public record Viewer(String name, boolean operator, String path, String csrf) {
  /** The authority of those who may look. */
  public static final String VIEWER = "VIEWER";

  /** The authority of those who may act. */
  public static final String OPERATOR = "OPERATOR";

  /** Who sent the request. */
  public static Viewer of(HttpServletRequest request) {
    CsrfToken token = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    Authentication who = request.getUserPrincipal() instanceof Authentication known ? known : null;
    return new Viewer(
        who == null ? "" : name(who),
        request.isUserInRole(OPERATOR),
        request.getRequestURI(),
        token == null ? "" : token.getToken());
  }

  /** The name for people and for the audit. */
  public static String name(Authentication who) {
    if (who.getPrincipal() instanceof OidcUser user) {
      if (user.getPreferredUsername() != null) {
        return user.getPreferredUsername();
      }
      return user.getEmail() != null ? user.getEmail() : user.getSubject();
    }
    return who.getName();
  }

  /** True if the page belongs to this entry of the menu. */
  public boolean at(String entry) {
    return entry.equals("/console") ? path.equals(entry) : path.startsWith(entry);
  }
}
