package scout.console.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import scout.console.data.ConsoleDatabase;
import scout.console.web.PageRenderer;
import scout.schema.users.ConsoleUsers;

/** The sign-in page, and the one-time link. */
@RestController
final class SignInController {
  private static final Map<String, String> REASONS =
      Map.of(
          "wrong", "Name or password is wrong.",
          "wait", "Too many tries. Wait a minute, then try again.",
          "refused", "The provider did not let you in.",
          "unavailable", "The database does not answer. Try again in a moment.",
          "used",
              "The link was used or belongs to an earlier start. Run ./scout up again for another.",
          "logout", "");

  private final PageRenderer pages;
  private final ConsoleDatabase database;
  private final OneTimeLink link;
  private final boolean provider;

  /**
   * @param provider true if people sign in with OpenID Connect
   */
  SignInController(
      PageRenderer pages, ConsoleDatabase database, OneTimeLink link, boolean provider) {
    this.pages = pages;
    this.database = database;
    this.link = link;
    this.provider = provider;
  }

  @GetMapping("/console/sign-in")
  ResponseEntity<String> signIn(HttpServletRequest request) {
    String reason =
        request.getParameterMap().keySet().stream()
            .map(name -> REASONS.getOrDefault(name, ""))
            .filter(words -> !words.isEmpty())
            .findFirst()
            .orElse("");
    boolean anybody = provider || database.read(ConsoleUsers::any);
    return pages.page(
        "signin", request, Map.of("reason", reason, "provider", provider, "anybody", anybody));
  }

  /** Signs in who has the link, on this machine alone. */
  @GetMapping("/console/enter")
  ResponseEntity<Void> enter(
      @RequestParam String token, HttpServletRequest request, HttpServletResponse response)
      throws UnknownHostException {
    boolean here = InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    if (!here || !link.use(token)) {
      return to("/console/sign-in?used");
    }
    if (request.getSession(false) != null) {
      request.changeSessionId();
    }
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            "local", null, PasswordSignIn.authorities(true)));
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    return to("/console");
  }

  private static ResponseEntity<Void> to(String address) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.LOCATION, address)
        .build();
  }
}
