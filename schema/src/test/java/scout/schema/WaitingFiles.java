package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A ledger of many files of which a few wait for silver, and statements that count those. */
public final class WaitingFiles {
  private static final long WAITING = 5;

  private WaitingFiles() {}

  /**
   * Holds that a statement counts the waiting files, and reads little else of the ledger. The
   * ledger is emptied before and after.
   *
   * @param sql run as {@code scout_watch}
   * @param parameters what it needs, by name
   */
  public static void areReadAlone(WatchedDatabase database, String sql, Map<String, ?> parameters) {
    fill(database.owner());
    Map<String, String> settings = database.settings();
    Jdbi.create(
            settings.get("SCOUT_DB_URL"), "scout_watch", settings.get("SCOUT_DB_WATCH_PASSWORD"))
        .useTransaction(
            handle -> {
              assertThat(handle.createQuery(sql).bindMap(parameters).mapTo(long.class).one())
                  .isEqualTo(WAITING);
              assertThat(rowsRead(handle)).isBetween(0L, 50L);
            });
    database.owner().useHandle(handle -> handle.execute("TRUNCATE scout.files"));
  }

  private static void fill(Jdbi owner) {
    owner.useHandle(
        handle -> {
          handle.execute("TRUNCATE scout.files");
          handle.execute(
              """
              INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at,
                                       status, generation, silver_generation)
              SELECT gen_random_uuid(), 'sample', n || '.json', 'e', 1, now(), 'archived', 1,
                     CASE WHEN n % 2000 > 0 THEN 1 END
                FROM generate_series(1, 10000) AS n
              """);
          handle.execute("VACUUM ANALYZE scout.files");
        });
  }

  private static long rowsRead(Handle handle) {
    return handle
        .select(
            "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables"
                + " WHERE relname = 'files'")
        .mapTo(long.class)
        .one();
  }
}
