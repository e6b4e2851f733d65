package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;

/**
 * How loading ended. Bad data gives a result too, never an exception.
 *
 * @param fileId the ledger's id, null if the ledger has no row (an event for an unknown object that
 *     does not exist)
 * @param etag the version that was read, null if none was
 * @param deviceId the device, null if not yet known
 * @param status the ledger's status after the step
 * @param read records read
 * @param loaded records loaded into bronze
 * @param rejected records rejected
 * @param code the code of a quarantine's reason, else null
 * @param reason what is wrong with the file, else null
 * @param archive true if the object must be moved
 * @param corrected true if it is in quarantine and a later version of the key is loaded, so that
 *     nobody has to decide
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LoadResult(
    UUID fileId,
    String etag,
    String deviceId,
    FileStatus status,
    long read,
    long loaded,
    long rejected,
    String code,
    String reason,
    boolean archive,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean corrected) {
  /** The outcome of a version that is not corrected by a later one. */
  public LoadResult(
      UUID fileId,
      String etag,
      String deviceId,
      FileStatus status,
      long read,
      long loaded,
      long rejected,
      String code,
      String reason,
      boolean archive) {
    this(fileId, etag, deviceId, status, read, loaded, rejected, code, reason, archive, false);
  }

  /** True if the object has to be moved, or the ledger has to say that it was. */
  public boolean needsArchiving() {
    return fileId != null && (archive || status == FileStatus.LOADED);
  }

  /** The same outcome after its object was moved. */
  public LoadResult moved(ArchiveResult result) {
    return new LoadResult(
        fileId,
        etag,
        deviceId,
        result.status(),
        read,
        loaded,
        rejected,
        code,
        reason,
        false,
        corrected);
  }

  /** The same outcome of a version that a later one corrects. */
  public LoadResult asCorrected() {
    return new LoadResult(
        fileId, etag, deviceId, status, read, loaded, rejected, code, reason, archive, true);
  }
}
