package scout.activities.ingest;

import java.util.List;
import java.util.Map;

/**
 * A file as a test wrote it, with what must become of it. Whoever writes a record says at the same
 * time what it is worth; nothing here is read back by a parser.
 *
 * @param path below the prefix
 * @param stored the object's bytes
 * @param metadata what the device declares
 * @param device whose file it is, as the ledger should say
 * @param code why it is quarantined; null if it is loaded
 * @param records all that should be found, in their order
 */
record WrittenFile(
    String path,
    byte[] stored,
    Map<String, String> metadata,
    String device,
    String code,
    List<WrittenRecord> records) {

  /**
   * A record as it was written.
   *
   * @param offset of its first byte in the file that isn't compressed
   * @param bytes all of them
   * @param json what bronze should hold; null if it is rejected
   * @param code why it is rejected; null if it is good
   * @param device whose record it is, null for the one that the path names
   */
  record WrittenRecord(long offset, byte[] bytes, String json, String code, String device) {}

  WrittenFile {
    metadata = Map.copyOf(metadata);
    records = List.copyOf(records);
  }

  long rejected() {
    return records.stream().filter(record -> record.code() != null).count();
  }

  @Override
  public String toString() {
    return path;
  }
}
