package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;

/**
 * How loading ended; it is never an exception for what is wrong with the data.
 *
 * @param fileId the ledger's id, null if the ledger holds nothing (an event for an object that was
 *     never seen and is not there)
 * @param etag the version that was read, null if none was
 * @param deviceId the device, null if unknown yet
 * @param status the ledger's status after the step
 * @param read records read
 * @param loaded records loaded into bronze
 * @param rejected records rejected
 * @param code the code of a quarantine's reason, else null
 * @param reason what is wrong with the file in words, else null
 * @param archive true if the object lies where it should not and must be moved
 * @param corrected true if it is in quarantine and nobody has to decide: a later version of the key
 *     is loaded
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
  /** The outcome for a version that no later one corrects. */
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

  /** The same for a version that a later one corrects. */
  public LoadResult asCorrected() {
    return new LoadResult(
        fileId, etag, deviceId, status, read, loaded, rejected, code, reason, archive, true);
  }
}
