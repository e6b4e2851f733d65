package scout.console.audit;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What somebody asked for, and what the ledger says of the file that it was about.
 *
 * @param outcome of the workflow: {@code asked}, {@code done}, {@code refused} or {@code failed}
 * @param etag the version of the file on which it was carried out; null if there is none yet
 * @param fileStatus that version's status now; null if there is none
 * @param newestRequest true if no later request was carried out on that version
 * @param loadedSince true if that version was loaded after somebody asked
 * @param quarantinedBefore true if that version was in quarantine before somebody asked
 */
public record AskedAction(
    UUID actionId,
    OffsetDateTime askedAt,
    String operator,
    String action,
    String subject,
    String reason,
    String outcome,
    String detail,
    String etag,
    String fileStatus,
    String fileReason,
    long recordsLoaded,
    boolean newestRequest,
    boolean loadedSince,
    boolean quarantinedBefore) {
  /** True if it was about a file: to reprocess or to discard it. */
  public boolean ofFile() {
    return action.equals("reprocess") || action.equals("discard");
  }

  /** What came of it, for people. */
  public ActionEnd end() {
    return ActionEnd.of(this);
  }
}
