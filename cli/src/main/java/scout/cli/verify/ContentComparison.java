package scout.cli.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/** Compares an object's bytes with its ledger row. */
final class ContentComparison {
  private ContentComparison() {}

  /**
   * Reads the object once.
   *
   * @param content its bytes
   * @param file the file that it should be; its SHA-256 is known
   * @param counting whether to count the records too
   * @return the mismatch, empty if there is none
   */
  static Optional<String> contradiction(InputStream content, KnownFile file, boolean counting)
      throws IOException {
    MessageDigest digest = sha256();
    DigestInputStream in = new DigestInputStream(content, digest);
    OptionalLong counted = OptionalLong.empty();
    String unreadable = null;
    if (counting && file.soundRecords() != null) {
      try {
        counted = RecordCount.of(file.key(), in);
      } catch (IOException e) {
        unreadable = e.getMessage();
      }
    }
    in.transferTo(OutputStream.nullOutputStream());
    if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
      return Optional.of("it holds other bytes than were loaded, by their SHA-256");
    }
    if (unreadable != null) {
      return Optional.of("its records can't be counted: " + unreadable);
    }
    return counted.isEmpty() || counted.getAsLong() == file.soundRecords()
        ? Optional.empty()
        : Optional.of(
            "it holds %d records, the ledger says %d"
                .formatted(counted.getAsLong(), file.soundRecords()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
