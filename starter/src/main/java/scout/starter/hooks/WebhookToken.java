package scout.starter.hooks;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * The secret that the object store shows when it calls the webhook: as a bearer token; as the
 * password of HTTP Basic, since SNS can't send any other header; or as {@code ?token=} in the
 * address, since a Pub/Sub push can't send any header of ours.
 */
public final class WebhookToken {
  /** What a 401 asks for; SNS shows the password in its address only when it is asked. */
  static final String CHALLENGE = "Basic realm=\"scout\"";

  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final String PARAMETER = "token=";

  private final byte[] secret;

  private WebhookToken(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads {@code SCOUT_WEBHOOK_TOKEN}; throws SettingException if it is not set. */
  public static WebhookToken of(Settings settings) {
    return new WebhookToken(settings.get(SettingCatalog.WEBHOOK_TOKEN));
  }

  /**
   * True if the request shows the secret. How long this takes doesn't depend on how much of it is
   * right.
   */
  boolean isShownBy(HttpServletRequest request) {
    return header(request.getHeader(HttpHeaders.AUTHORIZATION))
        .or(() -> query(request.getQueryString()))
        .map(shown -> MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), secret))
        .orElse(false);
  }

  private static Optional<String> header(String authorization) {
    if (has(authorization, BEARER)) {
      return Optional.of(authorization.substring(BEARER.length()).strip());
    }
    return has(authorization, BASIC)
        ? password(authorization.substring(BASIC.length()).strip())
        : Optional.empty();
  }

  private static boolean has(String authorization, String scheme) {
    return authorization != null
        && authorization.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static Optional<String> password(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Read from the address alone: the body stays as it is. */
  private static Optional<String> query(String query) {
    if (query == null) {
      return Optional.empty();
    }
    for (String part : query.split("&", -1)) {
      if (part.startsWith(PARAMETER)) {
        return decoded(part.substring(PARAMETER.length()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> decoded(String value) {
    try {
      return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
