package scout.cli.simulate;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One upload.
 *
 * @param name the key below the prefix
 * @param content its bytes
 * @param fault its fault, empty if it has none
 */
public record SimulatedFile(String name, byte[] content, Optional<FileFault> fault) {
  /** The SHA-256 of the content in hexadecimal digits. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
