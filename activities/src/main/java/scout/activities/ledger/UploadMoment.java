package scout.activities.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.storage.StorageDenied;
import scout.storage.StoredObject;

/**
 * When a version was uploaded, and what distinguishes it from others of its key and second.
 *
 * @param at to the second, as the storage keeps it
 * @param versionId null if the bucket keeps no versions
 * @param beneath see {@code scout.files.beneath}
 */
public record UploadMoment(Instant at, String versionId, List<String> beneath) {
  /** The storage's clock ends a second, and each of its machines has a clock of its own. */
  private static final Duration SURELY_OVER = Duration.ofSeconds(2);

  public UploadMoment {
    beneath = beneath == null ? null : List.copyOf(beneath);
  }

  /** An upload of which only the time is known. */
  public static UploadMoment at(Instant time) {
    return new UploadMoment(time, null, null);
  }

  /**
   * The upload of a version that is being read. After it is archived, the version below it is
   * visible again and looks new. So a version that is read within its second of upload is looked up
   * in the listing of versions while it is still there. Later, nothing new can arrive in its
   * second.
   */
  public static UploadMoment of(ObjectStream read, ObjectStore store) {
    StoredObject version = read.object();
    return new UploadMoment(
        version.lastModified(),
        version.versionId(),
        version.versionId() == null ? null : beneath(read, store));
  }

  private static List<String> beneath(ObjectStream read, ObjectStore store) {
    Instant over = read.object().lastModified().plus(SURELY_OVER);
    if (read.answeredAt() != null && !read.answeredAt().isBefore(over)) {
      return List.of();
    }
    try {
      List<String> listed = store.versions().beneath(read.object());
      return listed.isEmpty() ? null : listed;
    } catch (StorageDenied e) {
      // A policy without the right to list versions must not keep files from being loaded.
      return null;
    }
  }
}
