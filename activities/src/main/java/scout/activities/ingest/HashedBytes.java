package scout.activities.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import scout.activities.parse.StoredBytes;

/** A file's stored bytes. They are hashed while they are read for the first time. */
final class HashedBytes implements StoredBytes {
  private final DigestInputStream first;
  private final StoredBytes again;
  private boolean given;

  /**
   * @param first the bytes, at the first one
   * @param again gives the same bytes later
   */
  HashedBytes(InputStream first, StoredBytes again) {
    this.first = new DigestInputStream(first, digest());
    this.again = again;
  }

  @Override
  public InputStream open() throws IOException {
    if (given) {
      return again.open();
    }
    given = true;
    return first;
  }

  /** Reads what is left, and returns the SHA-256 of all bytes in hexadecimal digits. */
  String sha256() throws IOException {
    first.transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(first.getMessageDigest().digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
