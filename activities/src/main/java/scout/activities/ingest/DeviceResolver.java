package scout.activities.ingest;

import java.nio.charset.StandardCharsets;

/**
 * Finds out whose file it is: the path tells, else its records do. What is longer than the name of
 * a device can be is none: silver rejects the record, and no index could hold it.
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
   * @param own what the record says, null if nothing
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

  /** Most are so short that their bytes need not be counted. */
  private static boolean isName(String own) {
    return own.length() <= MAX_BYTES / 3
        || own.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  /** The device of the file, after its last record. */
  String ofFile() {
    if (ofPath != null) {
      return ofPath;
    }
    return ofRecords == null ? UNKNOWN : ofRecords;
  }
}
