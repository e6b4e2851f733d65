package scout.activities.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import scout.activities.database.Heartbeat;
import scout.activities.ledger.LoadFailure;
import scout.activities.ledger.PassResult;
import scout.activities.parse.FileDamaged;
import scout.activities.parse.ParseSummary;
import scout.activities.parse.RecordReader;
import scout.activities.parse.StoredBytes;
import scout.activities.parse.StoredLines;
import scout.storage.BucketLayout;
import scout.workflows.FailureCode;

/** Reads a file's records into rows, and says whether the file may be loaded. */
final class RecordPass {
  private final BucketLayout area;
  private final IngestSettings settings;
  private final SourceReading source;

  RecordPass(BucketLayout area, IngestSettings settings, SourceReading source) {
    this.area = area;
    this.settings = settings;
    this.source = source;
  }

  /**
   * Reads all bytes of a file, whose rows are then flushed.
   *
   * @param key where the device uploaded it
   * @param metadata what the device declared
   * @throws SQLException if a row can't be written
   */
  PassResult read(
      String key,
      HashedBytes bytes,
      Map<String, String> metadata,
      BronzeWriter bronze,
      RejectWriter rejects,
      Heartbeat heartbeat)
      throws SQLException {
    DeviceResolver devices = new DeviceResolver(area.device(key).orElse(null));
    LoadSink sink = new LoadSink(bronze, rejects, devices, heartbeat);
    ParseSummary summary = null;
    LoadFailure damage = null;
    String sha256;
    try {
      try {
        summary = RecordReader.read(bytes, key, source.reading(), sink);
      } catch (FileDamaged e) {
        damage = new LoadFailure(e.code().name(), e.getMessage());
      }
      // The device declared the hash of all bytes, also of those after the damage.
      sha256 = bytes.sha256();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + key + " broke off", e);
    }
    sink.flush();
    // The device counts lines by the file's name, which does not fit converted content.
    boolean countable = damage == null && !summary.converted();
    LoadFailure refusal =
        DeclaredContent.of(metadata)
            .contradiction(sha256, countable ? sink.read() : null, () -> lines(bytes, key))
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
}
