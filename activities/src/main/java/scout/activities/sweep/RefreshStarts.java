package scout.activities.sweep;

import java.time.Instant;
import scout.activities.database.RolePool;
import scout.schema.SqlFile;

/** Knows when refreshes began, by the database's clock. */
public final class RefreshStarts {
  private static final SqlFile SQL =
      SqlFile.load(RefreshStarts.class, "/scout/schema/ingest/nudge.sql");

  private final RolePool database;

  /**
   * @param database a pool of the role that ingests, whose connections no load keeps for long
   */
  public RefreshStarts(RolePool database) {
    this.database = database;
  }

  /** The database's time. */
  Instant now() {
    return database
        .jdbi()
        .withHandle(handle -> handle.createQuery(SQL.get("now")).mapTo(Instant.class).one());
  }

  /** Returns true if a refresh began after that time. */
  boolean since(Instant time) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(SQL.get("began_since"))
                    .bind("time", time)
                    .mapTo(boolean.class)
                    .one());
  }
}
