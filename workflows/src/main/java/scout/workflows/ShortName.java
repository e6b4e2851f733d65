package scout.workflows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Cuts workflow ids and Keyword search attributes to a length that fits every Temporal visibility
 * store (PostgreSQL's columns have 255 characters). A hash keeps them unique.
 */
public final class ShortName {
  /** The longest name that is left as it is, in characters. */
  public static final int MAX_LENGTH = 200;

  private static final int HASH_BYTES = 12;
  private static final Pattern HASH = Pattern.compile(".*~[0-9a-f]{24}", Pattern.DOTALL);

  private ShortName() {}

  /**
   * Returns {@code name} unchanged up to {@value #MAX_LENGTH} characters, else its beginning, a
   * {@code ~} and a hash of the whole. The same name always gives the same result.
   */
  public static String of(String name) {
    if (name.length() <= MAX_LENGTH) {
      return name;
    }
    String hash = "~" + HexFormat.of().formatHex(sha256(name), 0, HASH_BYTES);
    int end = MAX_LENGTH - hash.length();
    if (Character.isHighSurrogate(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end) + hash;
  }

  /** True if {@code name} looks cut, so that the whole name is unknown. */
  public static boolean wasCut(String name) {
    return name.length() >= MAX_LENGTH - 1 && HASH.matcher(name).matches();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
