package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;
import scout.activities.ingest.WrittenFile.WrittenRecord;
import scout.workflows.journey.LoadResult;

/** Holds what the database keeps of a file against what was written into it. */
final class Outcomes {
  /** The stated length at which the raw bytes of a rejected record are cut. */
  private static final int KEPT_BYTES = 8_192;

  private final Inbox inbox;

  Outcomes(Inbox inbox) {
    this.inbox = inbox;
  }

  /** Uploads and loads the file, and checks all that is kept of it. */
  LoadResult load(WrittenFile file) {
    String key = inbox.upload(file.path(), file.stored(), file.metadata());
    LoadResult result = inbox.load(key);
    check(file, result);
    return result;
  }

  /** Checks all that is kept of a file. */
  void check(WrittenFile file, LoadResult result) {
    assertThat(ledger(result)).as(file.path()).isEqualTo(expectedLedger(file));
    assertThat(differingRows(file, result)).as("bronze rows of %s", file.path()).isEmpty();
    assertThat(rejects(result)).as("rejects of %s", file.path()).isEqualTo(expectedRejects(file));
  }

  private String ledger(LoadResult result) {
    return inbox.one(
        """
        SELECT CASE status WHEN 'archived' THEN 'loaded' ELSE status END,
               coalesce(split_part(reason, ':', 1), '-'), records_read, records_loaded,
               records_rejected, records_pending, size_bytes, sha256, device_id
          FROM scout.files WHERE file_id = ?
        """,
        result.fileId());
  }

  private static String expectedLedger(WrittenFile file) {
    boolean loaded = file.code() == null;
    long read = file.records().size();
    long good = loaded ? read - file.rejected() : 0;
    return "%s|%s|%d|%d|%d|%d|%d|%s|%s"
        .formatted(
            loaded ? "loaded" : "quarantined",
            loaded ? "-" : file.code(),
            read,
            good,
            file.rejected(),
            good,
            file.stored().length,
            sha256(file.stored()),
            file.device());
  }

  /** Bronze must hold the good records of a loaded file with their numbers, and nothing else. */
  private List<String> differingRows(WrittenFile file, LoadResult result) {
    List<Integer> places =
        IntStream.range(0, file.code() == null ? file.records().size() : 0)
            .filter(i -> file.records().get(i).json() != null)
            .boxed()
            .toList();
    return inbox.owner.withHandle(
        handle -> {
          Query query =
              handle
                  .createQuery(
                      """
                      SELECT record_no || ': ' || coalesce(left(w.json, 200), 'nothing') || ' but '
                               || coalesce(left(b.raw_data::text, 200), 'nothing') || ' of '
                               || coalesce(b.device_id, 'nobody')
                        FROM unnest(:numbers, :jsons, :devices) AS w (record_no, json, device_id)
                        FULL JOIN (SELECT * FROM scout.bronze_edge_raw WHERE file_id = :fileId) b
                             USING (record_no)
                       WHERE b.raw_data::text IS DISTINCT FROM CAST(w.json AS jsonb)::text
                          OR b.device_id <> w.device_id
                          OR b.file_name <> :fileName OR b.file_path <> :filePath
                          OR b.checksum <> :etag OR b.file_size_bytes <> :size
                          OR b.processing_status <> 'pending'
                       ORDER BY record_no
                      """)
                  .bind("fileId", result.fileId())
                  .bind("fileName", file.path().substring(file.path().lastIndexOf('/') + 1))
                  .bind("filePath", Inbox.PREFIX + file.path())
                  .bind("etag", result.etag())
                  .bind("size", file.stored().length);
          return query
              .bindByType(
                  "numbers",
                  places.stream().map(place -> place + 1L).toArray(Long[]::new),
                  Long[].class)
              .bindByType(
                  "jsons",
                  places.stream().map(p -> file.records().get(p).json()).toArray(String[]::new),
                  String[].class)
              .bindByType(
                  "devices",
                  places.stream().map(p -> device(file, p)).toArray(String[]::new),
                  String[].class)
              .mapTo(String.class)
              .list();
        });
  }

  private static String device(WrittenFile file, int place) {
    String own = file.records().get(place).device();
    return own == null ? file.device() : own;
  }

  private List<String> rejects(LoadResult result) {
    return inbox.lines(
        "SELECT record_no, byte_offset, code, encode(raw, 'hex') FROM scout.rejected_records"
            + " WHERE file_id = ? AND stage = 'bronze' ORDER BY record_no",
        result.fileId());
  }

  private static List<String> expectedRejects(WrittenFile file) {
    return IntStream.range(0, file.records().size())
        .filter(i -> file.records().get(i).code() != null)
        .mapToObj(i -> reject(i + 1, file.records().get(i)))
        .toList();
  }

  private static String reject(int number, WrittenRecord record) {
    byte[] kept = Arrays.copyOf(record.bytes(), Math.min(record.bytes().length, KEPT_BYTES));
    return number
        + "|"
        + record.offset()
        + "|"
        + record.code()
        + "|"
        + HexFormat.of().formatHex(kept);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }
}
