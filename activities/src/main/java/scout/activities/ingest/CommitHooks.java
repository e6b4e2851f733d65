package scout.activities.ingest;

import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.PassResult;

/**
 * What comes with a load's commit, and what follows it. None of the latter can undo the load, so
 * none of it may fail the activity.
 */
final class CommitHooks {
  private static final Logger LOG = LoggerFactory.getLogger(CommitHooks.class);

  private final PayloadKeys payloadKeys;
  private final Runnable nudge;

  /**
   * @param nudge tells the refresh that something is pending
   */
  CommitHooks(PayloadKeys payloadKeys, Runnable nudge) {
    this.payloadKeys = payloadKeys;
    this.nudge = nudge;
  }

  /** A file is about to be loaded; the answer is for {@link #loaded}. */
  Set<String> loading(Handle handle, LedgerFile file, PassResult reading) {
    return payloadKeys.register(handle, file.fileId(), reading.payloadKeys());
  }

  /**
   * A file was loaded for the first time.
   *
   * @param newKeys what {@link #loading} gave
   */
  void loaded(LedgerFile file, PassResult reading, Set<String> newKeys) {
    payloadKeys.add(file.fileId(), reading.payloadKeys(), newKeys);
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
