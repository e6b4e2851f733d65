package scout.activities.ingest;

import org.jdbi.v3.core.Handle;
import scout.activities.ledger.KeyVersions;
import scout.activities.ledger.LedgerFile;

/** Settles which version of a key stands, if new versions replace older ones. */
final class OverwriteRule {
  private final OverwritePolicy mode;

  OverwriteRule(OverwritePolicy mode) {
    this.mode = mode;
  }

  /** Call before the first change of a row of this key. Keeps others from settling it. */
  void lock(Handle handle, LedgerFile file) {
    if (mode == OverwritePolicy.REPLACE) {
      KeyVersions.lock(handle, file);
    }
  }

  /** Call after a version was loaded or raised. Lets the latest upload replace the others. */
  void settle(Handle handle, LedgerFile file) {
    if (mode == OverwritePolicy.REPLACE) {
      KeyVersions.settle(handle, file);
    }
  }
}
