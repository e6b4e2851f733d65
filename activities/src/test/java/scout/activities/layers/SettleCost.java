package scout.activities.layers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import scout.activities.TestDatabase;
import scout.activities.database.RolePool;
import scout.settings.DatabaseRole;

/**
 * What it costs to settle a file of 200,000 flat sales: processor time of the database's session,
 * bytes of bronze's heap and of WAL, and of all that what typing alone takes. Run by hand, see
 * docs/testing.md.
 */
class SettleCost {
  private static final int ROUNDS = 5;

  private static final String FILE =
      """
      INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id, size_bytes, uploaded_at,
                               status, generation, bronze_created_at, records_read, records_loaded,
                               records_pending)
      VALUES (?, 'sample', 'large.jsonl', 'e', 'till-1', 1, now(), 'loaded', 1, now(), 200000,
              200000, 200000)\
      """;

  private static final String RECORDS =
      """
      INSERT INTO %s (id, record_no, device_id, raw_data, file_name, file_path, file_size_bytes,
                      checksum, ingested_at, created_at, file_id)
      SELECT gen_random_uuid(), n, 'till-1',
             format('{"transaction_id":"%%s","device_id":"till-1","store_id":"shop-%%s","timestamp":"%%s","amount":%%s,"currency":"EUR","payment_method":"card","cashier":"cashier %%s","items":[{"name":"article %%s","qty":1,"price":"4.90"}]}',
                    'T' || n, n %% 200,
                    to_char(now() - n * interval '10 seconds', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                    n %% 90 + 1.5, n %% 7, n %% 777)::jsonb,
             'large.jsonl', f.object_key, 1, 'e', now(), f.bronze_created_at, f.file_id
        FROM scout.files f CROSS JOIN generate_series(1, 200000) AS n\
      """;

  private static final String TABLE =
      "SELECT relname FROM pg_class WHERE relnamespace = 'scout'::regnamespace AND relkind = 'p'";
  private static final String HEAP =
      "SELECT sum(pg_relation_size(oid)) FROM pg_class WHERE relkind = 'r'"
          + " AND relname LIKE 'bronze\\_edge\\_raw\\_2%'";
  private static final String WAL = "SELECT pg_current_wal_insert_lsn() - '0/0'";

  @Test
  void ofOneLargeFile() throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      try (TestDatabase database = TestDatabase.create()) {
        settle(database, round);
      }
    }
  }

  private static void settle(TestDatabase database, int round) throws Exception {
    UUID file = UUID.randomUUID();
    LayerSettings settings = LayerSettings.of(ZoneOffset.UTC);
    try (RolePool transform = RolePool.open(database.settings(DatabaseRole.TRANSFORM), 1);
        Handle owner = database.owner().open();
        Handle session = transform.jdbi().open()) {
      load(owner, file);
      long pid = number(session, "SELECT pg_backend_pid()");
      long heap = number(owner, HEAP);
      long wal = number(owner, WAL);
      double used = used(pid);
      session.useTransaction(
          handle ->
              new SilverBatch(handle, settings, DeclaredSource.SHIPPED)
                  .settle(List.of(file), () -> {}));
      double settled = used(pid) - used;
      long written = number(owner, WAL) - wal;
      used = used(pid);
      type(session, settings, file);
      System.out.printf(
          "round %d: %.2f s of processor, of these typing %.2f; heap of bronze %.1f -> %.1f MB;"
              + " %.1f MB of WAL%n",
          round, settled, used(pid) - used, heap / 1e6, number(owner, HEAP) / 1e6, written / 1e6);
    }
  }

  private static void load(Handle owner, UUID file) {
    owner.execute("SELECT scout.ensure_partition(now()::date)");
    owner.execute(FILE, file);
    String table = owner.createQuery(TABLE).mapTo(String.class).one();
    owner.execute(RECORDS.formatted("scout." + table));
    owner.execute("CHECKPOINT");
  }

  /** Types the file once more and takes it back. */
  private static void type(Handle session, LayerSettings settings, UUID file) {
    session.begin();
    session
        .createUpdate(
            "INSERT INTO pg_temp.settle_file SELECT file_id, file_seq, object_key, uploaded_at,"
                + " bronze_created_at, true, true, device_id, dialect FROM scout.files"
                + " WHERE file_id = :file")
        .bind("file", file)
        .execute();
    RecordTyping.of(settings).run(session);
    session.rollback();
  }

  private static long number(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(long.class).one();
  }

  private static double used(long pid) throws Exception {
    String line = Files.readString(Path.of("/proc/" + pid + "/schedstat"));
    return Long.parseLong(line.substring(0, line.indexOf(' '))) / 1e9;
  }
}
