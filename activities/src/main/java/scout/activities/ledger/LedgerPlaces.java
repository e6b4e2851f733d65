package scout.activities.ledger;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import scout.schema.SqlFile;

/** The steps of a version whose object is moved to where it belongs. */
public final class LedgerPlaces {
  private static final SqlFile SQL =
      SqlFile.load(LedgerPlaces.class, "/scout/schema/ledger/places.sql");

  private LedgerPlaces() {}

  /** The object lies there: a loaded file is archived with that. */
  public static void record(Handle handle, LedgerFile file, String archivedKey) {
    update(handle, "record", file).bind("archivedKey", archivedKey).execute();
  }

  /** The same for a file whose copy in quarantine is still to be deleted: it stays loaded. */
  public static void place(Handle handle, LedgerFile file, String archivedKey) {
    update(handle, "place", file).bind("archivedKey", archivedKey).execute();
  }

  /** The object was copied and lies where it was uploaded too, since it may not be deleted. */
  public static void stays(Handle handle, LedgerFile file) {
    update(handle, "stays", file).execute();
  }

  /** The rows of a loaded file are there, its object is not. */
  public static void vanished(Handle handle, LedgerFile file, String reason) {
    update(handle, "vanished", file).bind("reason", reason).execute();
  }

  /**
   * Archives loaded files whose rows nobody else holds at the moment.
   *
   * @param archivedKeys where each file's object lies
   * @return those that are archived
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
