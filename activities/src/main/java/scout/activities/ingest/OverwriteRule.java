package scout.activities.ingest;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.RowLocks;
import scout.schema.SqlFile;

/** Settles which version of a key stands, where new versions replace older ones. */
final class OverwriteRule {
  private static final SqlFile SQL =
      SqlFile.load(OverwriteRule.class, "/scout/schema/ledger/key_versions.sql");

  private final OverwritePolicy mode;

  OverwriteRule(OverwritePolicy mode) {
    this.mode = mode;
  }

  /** Before the first change of a row of this key: keeps others from settling it meanwhile. */
  void lock(Handle handle, LedgerFile file) {
    if (mode == OverwritePolicy.REPLACE) {
      RowLocks.take(
          handle,
          () ->
              handle
                  .createQuery(SQL.get("lock"))
                  .bind("bucket", file.bucket())
                  .bind("key", file.key())
                  .bind("fileId", file.fileId())
                  .mapTo(long.class)
                  .list());
    }
  }

  /** After a version was loaded or raised: the latest upload stands, the others are replaced. */
  void settle(Handle handle, LedgerFile file) {
    if (mode == OverwritePolicy.REPLACE) {
      standing(handle, file)
          .ifPresent(
              standing -> {
                change(handle, "restore", file, standing);
                change(handle, "replace", file, standing);
              });
    }
  }

  private static Optional<UUID> standing(Handle handle, LedgerFile file) {
    return handle
        .createQuery(SQL.get("standing"))
        .bind("bucket", file.bucket())
        .bind("key", file.key())
        .mapTo(UUID.class)
        .findOne();
  }

  private static void change(Handle handle, String name, LedgerFile file, UUID standing) {
    handle
        .createUpdate(SQL.get(name))
        .bind("bucket", file.bucket())
        .bind("key", file.key())
        .bind("standing", standing)
        .execute();
  }
}
