package scout.activities.parse;

/**
 * A view of one good record: a slice of the reader's buffer that holds the record as one JSON
 * object in UTF-8, which PostgreSQL's {@code jsonb} accepts. For JSON files the bytes are those of
 * the file, unchanged; they may hold line breaks between tokens. The view is used again for the
 * next record: copy what must stay.
 */
public final class RecordPayload {
  private byte[] bytes = {};
  private int offset;
  private int length;
  private long byteOffset;
  private String deviceId;
  private byte[] envelope;

  RecordPayload() {}

  void json(byte[] jsonBytes, int jsonOffset, int jsonLength) {
    bytes = jsonBytes;
    offset = jsonOffset;
    length = jsonLength;
  }

  void origin(long offsetInFile, String device) {
    byteOffset = offsetInFile;
    deviceId = device;
  }

  /** Says which page the records come in; null for none. */
  void envelope(byte[] json) {
    envelope = json;
  }

  /**
   * Returns the page that holds the record, without the array that the record is an element of, as
   * a JSON object; null if it came in no page. The array is never changed, and the same for all
   * records of a page.
   */
  public byte[] envelope() {
    return envelope;
  }

  /** Returns the array that holds the JSON, from {@link #offset} on for {@link #length} bytes. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns where the JSON begins in {@link #bytes}. */
  public int offset() {
    return offset;
  }

  /** Returns how many bytes the JSON takes. */
  public int length() {
    return length;
  }

  /** Returns where the record's first byte is in the decompressed file. */
  public long byteOffset() {
    return byteOffset;
  }

  /** Returns the record's device id, trimmed, or null if it has none. */
  public String deviceId() {
    return deviceId;
  }
}
