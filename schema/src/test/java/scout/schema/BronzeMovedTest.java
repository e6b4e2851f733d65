package scout.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bronze that was filled when the status was still written into each row is taken over as it
 * lies: no row is read or written, whatever there are of them.
 */
class BronzeMovedTest {
  private static final int WRITTEN_ONCE = 24;

  /** Four files: one waits, one is discarded, one settled with a reject, one settled wrongly. */
  private static final String[] BASE = {
    "CREATE ROLE analyst NOLOGIN",
    "GRANT USAGE ON SCHEMA scout TO analyst",
    "GRANT SELECT ON scout.bronze_edge_raw TO analyst",
    "SELECT scout.ensure_partition('2025-03-14'), scout.ensure_partition('2025-04-14')",
    """
    INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes, uploaded_at, status,
      generation, silver_generation, bronze_created_at, records_read, records_loaded,
      records_pending, records_discarded, records_current, records_rejected_silver)
    SELECT ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'sample', n || '.json', 'e', 1,
           now(), 'archived', 1, CASE WHEN n > 1 THEN 1 END,
           timestamptz '2025-03-14 08:00Z' + (n - 1) / 2 * interval '1 month', 2, 2,
           2 * (n = 1)::int, 2 * (n = 2)::int, (n = 3)::int + 2 * (n = 4)::int, (n = 3)::int
      FROM generate_series(1, 4) AS n\
    """,
    """
    INSERT INTO scout.bronze_edge_raw (id, device_id, file_name, file_path, raw_data,
      processing_status, created_at, file_id, record_no)
    SELECT gen_random_uuid(), 'd', 'n', f.object_key, '{}',
           CASE f.object_key WHEN '1.json' THEN 'pending' WHEN '2.json' THEN 'discarded'
                             ELSE CASE no WHEN 1 THEN 'processed' ELSE 'rejected' END END,
           f.bronze_created_at, f.file_id, no
      FROM scout.files f, generate_series(1, 2) AS no\
    """,
    """
    INSERT INTO scout.rejected_records (file_id, stage, record_no, code, message)
    SELECT file_id, 'silver', 2, 'STORE_MISSING', 'm' FROM scout.files WHERE object_key = '3.json'
    """,
  };

  @TempDir Path folder;

  @Test
  void keepsTheRowsWhereTheyLieAndTellsTheirStatus() throws Exception {
    for (Path migration : Migrations.files()) {
      if (Migrations.version(migration) < WRITTEN_ONCE) {
        Files.copy(migration, folder.resolve(migration.getFileName()));
      }
    }
    try (TestServer server = TestServer.start()) {
      String url = server.database();
      TestServer.migrate(url, folder);
      try (Connection owner = TestServer.connect(url)) {
        for (String statement : BASE) {
          owner.createStatement().execute(statement);
        }
        String before = stored(owner, "bronze_edge_raw");

        TestServer.migrate(url);

        assertThat(stored(owner, "bronze_records")).isEqualTo(before);
        owner.createStatement().execute("SET ROLE analyst");
        assertThat(
                one(
                    owner,
                    "SELECT string_agg(processing_status, ' ' ORDER BY file_path, record_no)"
                        + " FROM scout.bronze_edge_raw"))
            .isEqualTo(
                "pending pending discarded discarded processed rejected processed processed");
        owner.createStatement().execute("RESET ROLE");
        goesOn(owner);
      }
    }
  }

  /** The file of each month, and where in it each row lies and who wrote it. */
  private static String stored(Connection owner, String table) throws SQLException {
    return one(
        owner,
        "SELECT string_agg(concat_ws(' ', tableoid::regclass, pg_relation_filenode(tableoid), ctid,"
            + " xmin), ', ' ORDER BY tableoid, ctid) FROM scout."
            + table);
  }

  private static void goesOn(Connection owner) throws SQLException {
    assertThat(one(owner, "SELECT scout.retire_bronze('2025-03-01')"))
        .as("it waits")
        .isEqualTo("f");
    assertThat(one(owner, "SELECT scout.retire_bronze('2025-04-01')")).isEqualTo("t");
    assertThat(one(owner, "SELECT scout.ensure_partition('2025-05-01')")).isEqualTo("t");
    assertThat(one(owner, "SELECT count(*) FROM scout.bronze_edge_raw")).isEqualTo("4");
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
