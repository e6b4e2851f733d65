package scout.activities.ingest;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/**
 * The turn to move the objects of some versions. A version's turn belongs to one step at a time, so
 * that no two copy one object: a group and a journey that a sweep has signalled may both have
 * loaded files to move. The database ends the turn of a worker that dies.
 */
final class ArchiveTurn implements AutoCloseable {
  private static final SqlFile SQL =
      SqlFile.load(ArchiveTurn.class, "/scout/schema/ingest/archive_turn.sql");

  private final Handle handle;
  private final Set<UUID> fileIds;

  private ArchiveTurn(Handle handle, Set<UUID> fileIds) {
    this.handle = handle;
    this.fileIds = fileIds;
  }

  /**
   * Takes the turn of those files that no other step moves at this moment.
   *
   * @param handle a session that holds no other turn; the turn ends before it is closed
   */
  static ArchiveTurn take(Handle handle, Collection<UUID> fileIds) {
    return new ArchiveTurn(
        handle,
        handle
            .createQuery(SQL.get("take"))
            .bindArray("fileIds", UUID.class, fileIds)
            .mapTo(UUID.class)
            .set());
  }

  /** The files whose turn it is. */
  Set<UUID> fileIds() {
    return fileIds;
  }

  @Override
  public void close() {
    handle.createQuery(SQL.get("end")).mapTo(String.class).one();
  }
}
