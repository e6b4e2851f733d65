package scout.activities.ledger;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import scout.schema.SqlFile;

/** Decides which of a key's versions is the latest upload, and which one stands. */
public final class KeyVersions {
  private static final SqlFile SQL =
      SqlFile.load(KeyVersions.class, "/scout/schema/ledger/key_versions.sql");

  private KeyVersions() {}

  /**
   * Makes a version the latest upload of its key, if another one is that now and was uploaded
   * earlier.
   *
   * @param upload the upload that brought its bytes again
   * @return the row if it was raised
   */
  public static Optional<LedgerFile> raise(Handle handle, UUID fileId, UploadMoment upload) {
    return Ledger.row(
        Ledger.uploaded(handle.createQuery(SQL.get("raise")), upload).bind("fileId", fileId));
  }

  /** Locks two rows, see {@link RowLocks}. */
  public static void lockBoth(Handle handle, UUID one, UUID other) {
    RowLocks.take(
        handle,
        () ->
            handle
                .createQuery(SQL.get("lockBoth"))
                .bind("fileId", one)
                .bind("otherId", other)
                .mapTo(long.class)
                .list());
  }

  /** Locks the versions that may change when another one stands, see {@link RowLocks}. */
  public static void lock(Handle handle, LedgerFile file) {
    RowLocks.take(
        handle,
        () -> ofKey(handle, "lock", file).bind("fileId", file.fileId()).mapTo(long.class).list());
  }

  /** Makes the latest upload of the file's key stand. It replaces the others. */
  public static void settle(Handle handle, LedgerFile file) {
    ofKey(handle, "standing", file)
        .mapTo(UUID.class)
        .findOne()
        .ifPresent(
            standing -> {
              change(handle, "restore", file, standing);
              change(handle, "replace", file, standing);
            });
  }

  private static Query ofKey(Handle handle, String name, LedgerFile file) {
    return handle.createQuery(SQL.get(name)).bind("bucket", file.bucket()).bind("key", file.key());
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
