package scout.activities.ingest;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows a commit. None of it can undo the load, so none of it may fail the activity. */
final class Commits {
  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

  private final PayloadKeys payloadKeys;
  private final Runnable nudge;

  /**
   * @param nudge tells the refresh that something is pending
   */
  Commits(PayloadKeys payloadKeys, Runnable nudge) {
    this.payloadKeys = payloadKeys;
    this.nudge = nudge;
  }

  /** A file was loaded for the first time. */
  void loaded(LedgerFile file, Reading reading) {
    payloadKeys.add(file.fileId(), reading.payloadKeys());
    pending();
  }

  /** The layers have something to do. */
  void pending() {
    try {
      nudge.run();
    } catch (RuntimeException e) {
      // Nothing is lost: the refresh reads the ledger, and the next sweep nudges it too.
      LOG.warn("The refresh could not be told of a loaded file; the next sweep tells it", e);
    }
  }
}
