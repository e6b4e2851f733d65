package scout.starter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a file's bytes are known by. */
public final class FileHash {
  private FileHash() {}

  /** The SHA-256 of the bytes, in lower case hexadecimal digits. Reads the file as a stream. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (OutputStream hashing = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, hashing);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
