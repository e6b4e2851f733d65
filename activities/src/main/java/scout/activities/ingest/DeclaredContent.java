package scout.activities.ingest;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import scout.activities.ledger.LoadFailure;
import scout.storage.UploadStore;
import scout.workflows.FailureCode;

/**
 * The device's declaration about a file, which reveals damage in transit. {@code
 * x-amz-meta-scout-sha256} is the SHA-256 of the object's bytes (of a {@code .gz} file the packed
 * ones) in hexadecimal digits. {@code x-amz-meta-scout-records} is the number of its records, or of
 * its lines as {@code edge/scout-upload} counts them. A malformed value counts as damage too, since
 * other data may also be damaged.
 *
 * @param sha256 as declared, null if absent
 * @param records as declared, null if absent
 */
record DeclaredContent(String sha256, String records) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

  /** Reads the declaration from an object's metadata. Each entry is optional. */
  static DeclaredContent of(Map<String, String> metadata) {
    return new DeclaredContent(
        metadata.get(UploadStore.DECLARED_SHA256), metadata.get(UploadStore.DECLARED_RECORDS));
  }

  /**
   * Compares a file that was read with its declaration.
   *
   * @param actual the SHA-256 of its bytes, in lower case
   * @param read how many records it holds; null if no count is comparable, because the file is too
   *     damaged or the device could not see its lines
   * @param lines the number of records by its lines, null if unknown; called only if {@code read}
   *     differs from the declaration, since it reads the file again
   * @return the contradiction; empty if every declared value is correct
   */
  Optional<LoadFailure> contradiction(String actual, Long read, Supplier<Long> lines) {
    return hashWrong(actual)
        .or(() -> countWrong(read, lines))
        .map(
            wrong ->
                LoadFailure.of(
                    FailureCode.DAMAGED_IN_TRANSIT,
                    wrong + "; have the device upload the file again"));
  }

  private Optional<String> hashWrong(String actual) {
    if (sha256 == null || sha256.equalsIgnoreCase(actual)) {
      return Optional.empty();
    }
    return Optional.of(
        SHA_256.matcher(sha256).matches()
            ? "the device sent other bytes than arrived, by their SHA-256"
            : "the object's metadata scout-sha256 is not a SHA-256");
  }

  private Optional<String> countWrong(Long read, Supplier<Long> lines) {
    if (records == null) {
      return Optional.empty();
    }
    if (!COUNT.matcher(records).matches()) {
      return Optional.of("the object's metadata scout-records is not a number");
    }
    Long declared = Long.valueOf(records);
    return read == null || declared.equals(read) || declared.equals(lines.get())
        ? Optional.empty()
        : Optional.of("the device sent %s records, and %d arrived".formatted(records, read));
  }
}
