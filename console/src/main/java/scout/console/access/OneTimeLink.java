package scout.console.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** A link that signs in one operator, once, on this machine. */
final class OneTimeLink {
  private byte[] token;

  /**
   * @param token the link's secret; empty if there is no link
   */
  OneTimeLink(Optional<String> token) {
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(null);
  }

  /** True for the right token, and only the first time. */
  synchronized boolean use(String given) {
    boolean right =
        token != null && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    if (right) {
      token = null;
    }
    return right;
  }
}
