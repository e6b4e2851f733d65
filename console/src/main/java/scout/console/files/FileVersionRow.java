package scout.console.files;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/** A version of a file with all that the ledger says. */
public record FileVersionRow(
    UUID fileId,
    String bucket,
    String objectKey,
    String etag,
    String status,
    String deviceId,
    OffsetDateTime uploadedAt,
    long sizeBytes,
    String sha256,
    int attempt,
    int generation,
    Integer silverGeneration,
    long recordsRead,
    long recordsLoaded,
    long recordsRejected,
    long transactions,
    long recordsLost,
    long recordsCurrent,
    long recordsSuperseded,
    long recordsUnkeyed,
    long recordsRejectedSilver,
    long recordsOverridden,
    long recordsDiscarded,
    long recordsPending,
    long amountsRounded,
    String dialect,
    String fieldNulls,
    String reason,
    String archivedKey,
    OffsetDateTime claimedAt,
    OffsetDateTime loadedAt,
    OffsetDateTime archivedAt,
    OffsetDateTime quarantinedAt,
    OffsetDateTime discardedAt,
    OffsetDateTime goneAt,
    OffsetDateTime replayedAt,
    OffsetDateTime settledAt,
    OffsetDateTime updatedAt,
    OffsetDateTime stoppedAt) {
  /** True if none of it was loaded, and it waits for a person. */
  public boolean quarantined() {
    return status.equals("quarantined");
  }

  /** True if its records were loaded at least once, even if it was discarded since. */
  public boolean wasLoaded() {
    return generation > 0;
  }

  /** Why none of its records is in any table; only of a version that was never loaded. */
  public String unloaded() {
    return switch (status) {
      case "loading" -> "not yet";
      case "duplicate" -> "none: another version of this key has the same bytes, and counts";
      case "gone" -> "none: the object is gone";
      default -> "none: nothing of the file was loaded, so all that it held is missing";
    };
  }

  /** Where its object lies; blank if it is nowhere. */
  public String place() {
    if (archivedKey != null) {
      return archivedKey;
    }
    return status.equals("gone") || status.equals("archived") ? "" : objectKey;
  }

  /** How it was read: the notes of its dialect. */
  public Map<String, String> readAs() {
    return JsonMembers.of(dialect);
  }

  /** The fields that records lacked, with how many did. */
  public Map<String, String> lacking() {
    return JsonMembers.of(fieldNulls);
  }
}
