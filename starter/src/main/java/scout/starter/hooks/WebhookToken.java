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
 * The secret that the object store presents to the webhook. It comes as a bearer token; as the
 * password of HTTP Basic, the only header that SNS can send; or as {@code ?token=}, since a Pub/Sub
 * push can't send our headers.
 */
public final class WebhookToken {
  /** The challenge of a 401; SNS sends the password of its address only after one. */
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

  /** True if the request presents the secret. Compares in constant time. */
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

  /** Reads the token from the address only, so that the body stays unread. */
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
