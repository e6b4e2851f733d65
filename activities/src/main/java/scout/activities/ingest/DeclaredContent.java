package scout.activities.ingest;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import scout.activities.ledger.LoadFailure;
import scout.storage.UploadStore;
import scout.workflows.FailureCode;

/**
 * What the device wrote beside a file, so that damage on the way shows: {@code
 * x-amz-meta-scout-sha256}, the SHA-256 of the object's bytes (of a {@code .gz} file the packed
 * ones) in hexadecimal digits, and {@code x-amz-meta-scout-records}, how many records it holds, or
 * how many lines as {@code edge/scout-upload} counts them. A value that is neither counts as damage
 * too: nobody can tell what else was.
 *
 * @param sha256 as it was written, null if it was not
 * @param records as it was written, null if it was not
 */
record DeclaredContent(String sha256, String records) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

  /** Reads it from an object's metadata; nothing has to be there. */
  static DeclaredContent of(Map<String, String> metadata) {
    return new DeclaredContent(
        metadata.get(UploadStore.DECLARED_SHA256), metadata.get(UploadStore.DECLARED_RECORDS));
  }

  /**
   * What is wrong with a file that was read.
   *
   * @param actual the SHA-256 of its bytes, in lower case
   * @param read how many records it holds; null where no count can be compared: the file is too
   *     damaged to tell, or the device could not see its lines
   * @param lines how many records its lines tell, null if they don't; asked only where {@code read}
   *     is not what was declared, since it costs a second look at the file
   * @return empty if all that was declared is true
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
