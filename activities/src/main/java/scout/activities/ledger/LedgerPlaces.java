package scout.activities.ledger;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import scout.schema.SqlFile;

/** The steps of a version whose object is moved to its place. */
public final class LedgerPlaces {
  private static final SqlFile SQL =
      SqlFile.load(LedgerPlaces.class, "/scout/schema/ledger/places.sql");

  private LedgerPlaces() {}

  /** Records where the object lies. A loaded file becomes archived. */
  public static void record(Handle handle, LedgerFile file, String archivedKey) {
    update(handle, "record", file).bind("archivedKey", archivedKey).execute();
  }

  /** The same for a file whose copy in quarantine is still to be deleted. It stays loaded. */
  public static void place(Handle handle, LedgerFile file, String archivedKey) {
    update(handle, "place", file).bind("archivedKey", archivedKey).execute();
  }

  /** Records that the copied object also stays where it was uploaded: deleting it is denied. */
  public static void stays(Handle handle, LedgerFile file) {
    update(handle, "stays", file).execute();
  }

  /** Records that the object can't be moved: the storage refuses it for good. */
  public static void stopped(Handle handle, LedgerFile file, String reason) {
    update(handle, "stopped", file).bind("reason", reason).execute();
  }

  /** Records that the object of a loaded file is missing. Its rows exist. */
  public static void vanished(Handle handle, LedgerFile file, String reason) {
    update(handle, "vanished", file).bind("reason", reason).execute();
  }

  /**
   * Marks loaded files as archived. Skips those whose ledger rows are locked.
   *
   * @param archivedKeys where each file's object lies
   * @return the ids of the archived files
   */
  public static Set<UUID> recordAll(Handle handle, Map<UUID, String> archivedKeys) {
    return handle
        .createQuery(SQL.get("recordAll"))
        .bindArray("fileIds", UUID.class, archivedKeys.keySet())
        .bindArray("archivedKeys", String.class, archivedKeys.values())
        .mapTo(UUID.class)
        .set();
  }

  private static Update update(Handle handle, String name, LedgerFile file) {
    return handle.createUpdate(SQL.get(name)).bind("fileId", file.fileId());
  }
}
