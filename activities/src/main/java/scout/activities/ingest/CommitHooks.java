package scout.activities.ingest;

import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.PassResult;

/**
 * Actions in a load's transaction and after its commit. Those after the commit can't undo the load,
 * so they must not fail the activity.
 */
final class CommitHooks {
  private static final Logger LOG = LoggerFactory.getLogger(CommitHooks.class);

  private final PayloadKeys payloadKeys;
  private final Runnable nudge;

  /**
   * @param nudge signals the refresh that files are pending
   */
  CommitHooks(PayloadKeys payloadKeys, Runnable nudge) {
    this.payloadKeys = payloadKeys;
    this.nudge = nudge;
  }

  /** Registers a file's new payload keys before its commit. Returns them for {@link #loaded}. */
  Set<String> loading(Handle handle, UUID fileId, PassResult reading) {
    return payloadKeys.register(handle, fileId, reading.payloadKeys());
  }

  /**
   * Counts a newly loaded file's payload keys and nudges the refresh.
   *
   * @param newKeys the result of {@link #loading}
   */
  void loaded(LedgerFile file, PassResult reading, Set<String> newKeys) {
    payloadKeys.add(file.fileId(), reading.payloadKeys(), newKeys);
    pending();
  }

  /** Nudges the refresh. */
  void pending() {
    try {
      nudge.run();
    } catch (RuntimeException e) {
      // Nothing is lost: the refresh reads the ledger, and the next sweep nudges it too.
      LOG.warn("The refresh could not be told of a loaded file; the next sweep tells it", e);
    }
  }
}
