package scout.activities.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.LoadFailure;
import scout.activities.ledger.PassResult;
import scout.activities.parse.FileDamaged;
import scout.activities.parse.ParseSummary;
import scout.activities.parse.RecordReader;
import scout.activities.parse.StoredBytes;
import scout.activities.parse.StoredLines;
import scout.schema.SqlFile;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.workflows.FailureCode;

/** One pass over a file's bytes. It writes records and rejects in the open transaction. */
final class FilePass {
  private static final SqlFile SQL =
      SqlFile.load(FilePass.class, "/scout/schema/ingest/bronze.sql");

  private final ObjectStore store;
  private final BucketLayout area;
  private final IngestSettings settings;

  FilePass(ObjectStore store, BucketLayout area, IngestSettings settings) {
    this.store = store;
    this.area = area;
    this.settings = settings;
  }

  /**
   * Reads a file.
   *
   * @param createdAt the created_at of all its bronze rows
   * @param careful true to reject records that the database refuses; false to fail on the first
   * @throws SQLException if a statement fails, e.g. on a refused record in a pass that is not
   *     careful
   */
  PassResult read(
      Handle handle,
      LedgerFile file,
      ObjectStream object,
      Instant createdAt,
      Heartbeat heartbeat,
      boolean careful)
      throws SQLException {
    Connection connection = handle.getConnection();
    PGConnection postgres = connection.unwrap(PGConnection.class);
    BronzeRows rows = new BronzeRows(file, createdAt);
    BinaryCopy copy = new BinaryCopy(postgres, SQL.get("copyRows"));
    try (RejectWriter rejects =
            new RejectWriter(file, new BinaryCopy(postgres, SQL.get("copyRejects")));
        BronzeWriter bronze =
            careful
                ? new CarefulBronze(connection, rows, copy, rejects::add)
                : new StreamingBronze(rows, copy)) {
      DeviceResolver devices = new DeviceResolver(area.device(file.key()).orElse(null));
      LoadSink sink = new LoadSink(bronze, rejects, devices, heartbeat);
      return read(file, object, sink, rejects, devices, heartbeat);
    }
  }

  private PassResult read(
      LedgerFile file,
      ObjectStream object,
      LoadSink sink,
      RejectWriter rejects,
      DeviceResolver devices,
      Heartbeat heartbeat)
      throws SQLException {
    InputStream transfer = new MovingStream(object.body(), heartbeat);
    DigestInputStream bytes = new DigestInputStream(transfer, sha256());
    StoredBytes stored = new OpenedObject(bytes, store, object.object(), heartbeat);
    ParseSummary summary = null;
    LoadFailure damage = null;
    try {
      try {
        summary = RecordReader.read(stored, file.key(), settings.reading(), sink);
      } catch (FileDamaged e) {
        damage = new LoadFailure(e.code().name(), e.getMessage());
        // The device declared the hash of all bytes.
        bytes.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + object.object().key() + " broke off", e);
    }
    sink.flush();
    String sha256 = HexFormat.of().formatHex(bytes.getMessageDigest().digest());
    // The device counts lines by the file's name, which does not fit converted content.
    boolean countable = damage == null && !summary.converted();
    LoadFailure refusal =
        DeclaredContent.of(object.metadata())
            .contradiction(sha256, countable ? sink.read() : null, () -> lines(stored, file.key()))
            .orElse(
                damage == null ? tooManyRejected(sink.read(), rejects.count(), summary) : damage);
    return new PassResult(
        sink.read(),
        rejects.count(),
        sha256,
        devices.ofFile(),
        summary == null ? Map.of() : summary.payloadKeys(),
        summary == null ? null : summary.dialect(),
        refusal);
  }

  private Long lines(StoredBytes stored, String key) {
    try {
      return StoredLines.count(stored, key, settings.reading().limits());
    } catch (IOException e) {
      throw new UncheckedIOException("Counting the lines of " + key + " broke off", e);
    }
  }

  private LoadFailure tooManyRejected(long read, long rejected, ParseSummary summary) {
    double share = settings.maxRejectedShare();
    if (rejected <= share * read) {
      return null;
    }
    return LoadFailure.of(
        FailureCode.MOSTLY_REJECTED,
        "%d of %d records can't be loaded; more than %.0f %% is too many to trust the others"
                .formatted(rejected, read, share * 100)
            + (summary.hint() == null ? "" : "; " + summary.hint()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
