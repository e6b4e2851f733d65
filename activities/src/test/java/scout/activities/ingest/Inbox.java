package scout.activities.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import scout.activities.TestDatabase;
import scout.settings.DatabaseRole;
import scout.settings.StorageSettings;
import scout.storage.BucketLayout;
import scout.storage.EmbeddedBucket;
import scout.storage.ObjectStore;
import scout.storage.TestBucket;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/**
 * A bucket, a database and an {@link IngestSteps} that works on them as the role that loads. What a
 * test looks at, it looks at as the owner.
 */
final class Inbox implements AutoCloseable {
  static final String PREFIX = "scout/v1/bronze/";
  static final BucketLayout AREA = new BucketLayout("sample", PREFIX);

  final TestDatabase database;
  final Jdbi owner;
  final ObjectStore store;
  final AtomicInteger nudges = new AtomicInteger();
  private final TestBucket bucket;
  private IngestSteps ingestion;

  Inbox(Path folder) throws Exception {
    this(new EmbeddedBucket(folder));
  }

  /**
   * @param bucket an empty one, closed with this
   */
  Inbox(TestBucket bucket) throws Exception {
    database = TestDatabase.create();
    owner = database.owner();
    this.bucket = bucket;
    store = new ObjectStore(bucket.settings(), 8);
    settings(IngestSettings.defaults());
  }

  /** From now on, files are loaded with these settings, as if by a new process. */
  void settings(IngestSettings settings) {
    if (ingestion != null) {
      ingestion.close();
    }
    ingestion =
        new IngestSteps(
            database.as(DatabaseRole.INGEST), store, AREA, settings, nudges::incrementAndGet);
  }

  /** One whose credential the bucket refuses; to be closed by the caller. */
  IngestSteps withWrongSecret() {
    StorageSettings right = bucket.settings();
    ObjectStore refused =
        new ObjectStore(
            new StorageSettings(
                right.endpoint(), right.region(), right.bucket(), right.accessKey(), "wrong"),
            1);
    return new IngestSteps(
        database.as(DatabaseRole.INGEST), refused, AREA, IngestSettings.defaults(), nudges::get);
  }

  IngestSteps ingestion() {
    return ingestion;
  }

  /** Uploads and returns the full key. */
  String upload(String path, String content) {
    upload(path, content.getBytes(StandardCharsets.UTF_8));
    return PREFIX + path;
  }

  /** Uploads and returns the ETag. */
  String upload(String path, byte[] content) {
    return store.writer().put(PREFIX + path, new ByteArrayInputStream(content), content.length);
  }

  /** Uploads with what the device declares, and returns the full key. */
  String upload(String path, byte[] content, Map<String, String> metadata) {
    store.writer().put(PREFIX + path, new ByteArrayInputStream(content), content.length, metadata);
    return PREFIX + path;
  }

  LoadResult load(String key) {
    return ingestion.load(new LoadRequest("sample", key, null, false, null, null));
  }

  LoadResult load(String key, String etag) {
    return ingestion.load(new LoadRequest("sample", key, etag, false, null, null));
  }

  LoadResult replay(String key, String requestId) {
    return ingestion.load(new LoadRequest("sample", key, null, true, "again", requestId));
  }

  LoadResult discard(String key, String requestId) {
    return ingestion.discard("sample", key, new DiscardRequest("not ours", null, requestId));
  }

  LoadResult discard(String key, String etag, String requestId) {
    return ingestion.discard("sample", key, new DiscardRequest("not ours", etag, requestId));
  }

  ArchiveResult archive(LoadResult result) {
    return ingestion.archive(result.fileId());
  }

  boolean holds(String key) {
    return store.stat(key).isPresent();
  }

  /** The ledger's row of a file, by column. */
  Map<String, Object> row(UUID fileId) {
    Map<String, Object> row =
        owner.withHandle(
            h -> h.select("SELECT * FROM scout.files WHERE file_id = ?", fileId).mapToMap().one());
    // Two arrays of the driver are never equal, whatever they hold.
    row.computeIfPresent("earlier_requests", (column, requests) -> requests.toString());
    return row;
  }

  /** The rows that a query gives, each as its columns with a bar between. */
  List<String> lines(String sql, Object... parameters) {
    return owner.withHandle(h -> h.select(sql, parameters).map(Inbox::line).list());
  }

  private static String line(ResultSet row, StatementContext context) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      columns.add(row.getString(i));
    }
    return String.join("|", columns);
  }

  String one(String sql, Object... parameters) {
    return lines(sql, parameters).get(0);
  }

  /**
   * What must hold whatever happened: bronze and the rejects are exactly what the ledger says, and
   * nothing lies in bronze that the ledger does not own.
   */
  List<String> contradictions() {
    return lines(
        """
        SELECT f.object_key, f.status, f.records_loaded, coalesce(b.n, 0) AS bronze,
               f.records_rejected, coalesce(r.n, 0) AS rejects
          FROM scout.files f
          FULL JOIN (SELECT file_id, created_at, count(*) AS n, count(DISTINCT record_no) AS d,
                            min(ingested_at) AS ingested_at
                       FROM scout.bronze_edge_raw GROUP BY file_id, created_at) b
            ON b.file_id = f.file_id AND b.created_at = f.bronze_created_at AND b.n = b.d
          LEFT JOIN (SELECT file_id, count(*) AS n FROM scout.rejected_records
                      WHERE stage = 'bronze' GROUP BY file_id) r ON r.file_id = f.file_id
         WHERE f.file_id IS NULL OR f.records_loaded <> coalesce(b.n, 0)
            OR f.records_rejected <> coalesce(r.n, 0)
        """);
  }

  @Override
  public void close() throws IOException {
    ingestion.close();
    store.close();
    bucket.close();
    database.close();
  }
}
