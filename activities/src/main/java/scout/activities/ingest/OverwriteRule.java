package scout.activities.ingest;

import org.jdbi.v3.core.Handle;
import scout.activities.ledger.KeyVersions;
import scout.activities.ledger.LedgerFile;

/** Settles which version of a key stands, where new versions replace older ones. */
final class OverwriteRule {
  private final OverwritePolicy mode;

  OverwriteRule(OverwritePolicy mode) {
    this.mode = mode;
  }

  /** Before the first change of a row of this key: keeps others from settling it meanwhile. */
  void lock(Handle handle, LedgerFile file) {
    if (mode == OverwritePolicy.REPLACE) {
      KeyVersions.lock(handle, file);
    }
  }

  /** After a version was loaded or raised: the latest upload stands, the others are replaced. */
  void settle(Handle handle, LedgerFile file) {
    if (mode == OverwritePolicy.REPLACE) {
      KeyVersions.settle(handle, file);
    }
  }
}
