package scout.schema.users;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password's hash: PBKDF2 with HMAC-SHA-256 and 600,000 rounds, as OWASP recommends, and a salt.
 * The JDK brings it, so commands need no library for it.
 */
public final class PasswordHash {
  private static final String METHOD = "PBKDF2WithHmacSHA256";
  private static final int ROUNDS = 600_000;
  private static final int MOST_ROUNDS = 5_000_000;
  private static final int BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final Pattern FORM =
      Pattern.compile("pbkdf2-sha256\\$([0-9]{1,7})\\$([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+)");

  private PasswordHash() {}

  /** The hash of a new password, with a salt of its own. */
  public static String of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return "pbkdf2-sha256$%d$%s$%s"
        .formatted(
            ROUNDS,
            base64.encodeToString(salt),
            base64.encodeToString(derive(password, salt, ROUNDS)));
  }

  /** True if the hash is that of the password; false for a text that is no hash. */
  public static boolean matches(String password, String hash) {
    Matcher parts = FORM.matcher(hash);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) > MOST_ROUNDS) {
      return false;
    }
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] salt = base64.decode(parts.group(2));
    byte[] expected = base64.decode(parts.group(3));
    return MessageDigest.isEqual(
        expected, derive(password, salt, Integer.parseInt(parts.group(1))));
  }

  private static byte[] derive(String password, byte[] salt, int rounds) {
    // the same letters typed on another keyboard are the same password
    char[] letters = Normalizer.normalize(password, Normalizer.Form.NFC).toCharArray();
    PBEKeySpec key = new PBEKeySpec(letters, salt, rounds, BYTES * 8);
    try {
      return SecretKeyFactory.getInstance(METHOD).generateSecret(key).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + METHOD, e);
    } finally {
      key.clearPassword();
    }
  }
}
