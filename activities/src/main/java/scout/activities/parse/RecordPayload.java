package scout.activities.parse;

/**
 * A view of one good record: a slice of the reader's buffer with one JSON object in UTF-8, which
 * PostgreSQL's {@code jsonb} accepts. For JSON files these are the file's bytes, unchanged, maybe
 * with line breaks between tokens. The view is reused for the next record: copy what you keep.
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

  /** Sets the page of the following records; null for none. */
  void envelope(byte[] json) {
    envelope = json;
  }

  /**
   * Returns the record's page as a JSON object, without its array of records; null if there is no
   * page. The bytes never change and are the same array for all records of a page.
   */
  public byte[] envelope() {
    return envelope;
  }

  /** Returns the array with the JSON, {@link #length} bytes from {@link #offset} on. */
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

  /** Returns the place of the record's first byte in the decompressed file. */
  public long byteOffset() {
    return byteOffset;
  }

  /** Returns the record's device id, trimmed, or null if it has none. */
  public String deviceId() {
    return deviceId;
  }
}
