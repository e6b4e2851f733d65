package scout.bench.ingest.bare;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.UUID;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.storage.StoredObject;

/**
 * A journey's calls to the bucket and the database on its good path, with tables like the ledger
 * and bronze. It hardly checks the answers.
 */
public final class BareIngestion implements BareSteps {
  private final HikariDataSource pool;
  private final ObjectStore store;

  /**
   * @param pool may write {@link BareTables}
   */
  public BareIngestion(HikariDataSource pool, ObjectStore store) {
    this.pool = pool;
    this.store = store;
  }

  @Override
  public String bareLoad(String key) {
    UUID file = UUID.randomUUID();
    try (ObjectStream object = store.open(key, null)) {
      claim(file, object.object());
      load(file, object);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Loading " + key + " failed", e);
    }
    return file.toString();
  }

  private void claim(UUID file, StoredObject object) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement claim =
            connection.prepareStatement(
                """
                INSERT INTO bare_files
                  (file_id, bucket, object_key, etag, device_id, size_bytes, uploaded_at)
                VALUES (?, 'sample', ?, ?, 'till-01', ?, ?)
                ON CONFLICT (bucket, object_key, etag) DO NOTHING RETURNING file_id
                """)) {
      claim.setObject(1, file);
      claim.setString(2, object.key());
      claim.setString(3, object.etag());
      claim.setLong(4, object.size());
      claim.setObject(5, object.lastModified().atOffset(ZoneOffset.UTC));
      claim.executeQuery().close();
    }
  }

  private void load(UUID file, ObjectStream object) throws SQLException, IOException {
    try (Connection connection = pool.getConnection();
        PreparedStatement finish =
            connection.prepareStatement(
                """
                UPDATE bare_files
                   SET status = 'loaded', generation = 1, sha256 = file_id::text,
                       bronze_created_at = now(), records_read = ?, records_loaded = ?,
                       records_pending = ?, loaded_at = now(), updated_at = now()
                 WHERE file_id = ? AND status = 'loading' RETURNING file_id
                """)) {
      connection.setAutoCommit(false);
      int records = BareRows.copy(connection, object, file);
      finish.setInt(1, records);
      finish.setInt(2, records);
      finish.setInt(3, records);
      finish.setObject(4, file);
      finish.executeQuery().close();
      connection.commit();
      connection.setAutoCommit(true);
    }
  }

  @Override
  public void bareArchive(String file) {
    UUID id = UUID.fromString(file);
    try {
      StoredObject source = find(id);
      String target = source.key().replace("bare/", "bare-processed/");
      if (store.stat(target).isPresent()) {
        throw new IllegalStateException("There is something at " + target);
      }
      store.copier().copy(source, target);
      record(id, target);
      if (store.stat(source.key()).isPresent()) {
        store.writer().delete(source.key(), null);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Archiving " + file + " failed", e);
    }
  }

  private StoredObject find(UUID file) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement byId =
            connection.prepareStatement("SELECT * FROM bare_files WHERE file_id = ?")) {
      byId.setObject(1, file);
      try (ResultSet row = byId.executeQuery()) {
        row.next();
        return new StoredObject(
            row.getString("object_key"),
            row.getString("etag"),
            row.getLong("size_bytes"),
            row.getTimestamp("uploaded_at").toInstant(),
            null);
      }
    }
  }

  private void record(UUID file, String target) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement record =
            connection.prepareStatement(
                """
                UPDATE bare_files
                   SET status = 'archived', archived_key = ?, archived_at = now(),
                       updated_at = now()
                 WHERE file_id = ?
                """)) {
      record.setString(1, target);
      record.setObject(2, file);
      record.executeUpdate();
    }
  }
}
