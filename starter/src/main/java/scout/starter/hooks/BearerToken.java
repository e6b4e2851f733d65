package scout.starter.hooks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** The secret that the object store shows when it calls the webhook. */
public final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private final byte[] secret;

  private BearerToken(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads {@code SCOUT_WEBHOOK_TOKEN}; throws SettingException if it is not set. */
  public static BearerToken of(Settings settings) {
    return new BearerToken(settings.get(SettingCatalog.WEBHOOK_TOKEN));
  }

  /**
   * True if the header shows the secret. How long this takes doesn't depend on how much of it is
   * right.
   *
   * @param authorization the Authorization header, may be null
   */
  boolean isShownBy(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    String shown = authorization.substring(SCHEME.length()).strip();
    return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), secret);
  }
}
