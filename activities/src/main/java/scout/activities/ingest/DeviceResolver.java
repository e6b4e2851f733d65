package scout.activities.ingest;

import java.nio.charset.StandardCharsets;

/**
 * Finds the device of a file, from its path or else from its records. A name that is too long is
 * ignored: silver rejects the record, and no index could hold it.
 */
final class DeviceResolver {
  private static final int MAX_BYTES = 200;
  static final String UNKNOWN = "unknown";
  static final String SEVERAL = "several";

  private final String ofPath;
  private String ofRecords;

  /**
   * @param ofPath the device that the path names, null if none
   */
  DeviceResolver(String ofPath) {
    this.ofPath = ofPath;
  }

  /**
   * The device of a record.
   *
   * @param own the device that the record names, null if none
   */
  String of(String own) {
    if (own == null || !isName(own)) {
      return ofPath == null ? UNKNOWN : ofPath;
    }
    if (ofRecords == null) {
      ofRecords = own;
    } else if (!ofRecords.equals(own)) {
      ofRecords = SEVERAL;
    }
    return own;
  }

  /** Most names are so short that their bytes need no counting. */
  private static boolean isName(String own) {
    return own.length() <= MAX_BYTES / 3
        || own.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  /** The device of the file. Call this after its last record. */
  String ofFile() {
    if (ofPath != null) {
      return ofPath;
    }
    return ofRecords == null ? UNKNOWN : ofRecords;
  }
}
