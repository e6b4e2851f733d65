package scout.activities.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import scout.activities.database.OrderedIds;
import scout.activities.parse.RecordPayload;

/** Encodes the bronze rows of one load. Shared fields are encoded once. */
final class BronzeRows {
  private static final int FIELDS = 12;
  private static final int SHARED_BYTES = 512;

  private final OrderedIds ids = new OrderedIds();
  private final byte[] shared;
  private String device;
  private byte[] deviceBytes;

  /**
   * @param createdAt the created_at of all rows, and their time of ingestion
   */
  BronzeRows(RowOrigin file, Instant createdAt) {
    RowBuffer buffer = new RowBuffer(SHARED_BYTES);
    buffer.text(file.key().substring(file.key().lastIndexOf('/') + 1));
    buffer.text(file.key());
    buffer.bigint(file.sizeBytes());
    buffer.text(file.etag());
    buffer.timestamp(createdAt);
    buffer.timestamp(createdAt);
    buffer.uuid(file.fileId());
    shared = Arrays.copyOf(buffer.bytes(), buffer.size());
  }

  /** Adds a record's row. Its fields follow the order of the COPY statement. */
  void encode(RowBuffer rows, long recordNo, RecordPayload record, String deviceId) {
    if (!deviceId.equals(device)) {
      device = deviceId;
      deviceBytes = deviceId.getBytes(StandardCharsets.UTF_8);
    }
    ids.next();
    rows.row(FIELDS);
    rows.uuid(ids.high(), ids.low());
    rows.bigint(recordNo);
    rows.binary(deviceBytes);
    rows.jsonb(record.bytes(), record.offset(), record.length());
    rows.encoded(shared, 0, shared.length);
    byte[] envelope = record.envelope();
    if (envelope == null) {
      rows.nothing();
    } else {
      rows.jsonb(envelope, 0, envelope.length);
    }
  }
}
