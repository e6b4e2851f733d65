package scout.activities.ingest;

/** Finds out whose file it is: the path tells, else its records do. */
final class Devices {
  static final String UNKNOWN = "unknown";
  static final String SEVERAL = "several";

  private final String ofPath;
  private String ofRecords;

  /**
   * @param ofPath the device that the path names, null if none
   */
  Devices(String ofPath) {
    this.ofPath = ofPath;
  }

  /**
   * The device of a record.
   *
   * @param own what the record says, null if nothing
   */
  String of(String own) {
    if (own == null) {
      return ofPath == null ? UNKNOWN : ofPath;
    }
    if (ofRecords == null) {
      ofRecords = own;
    } else if (!ofRecords.equals(own)) {
      ofRecords = SEVERAL;
    }
    return own;
  }

  /** The device of the file, after its last record. */
  String ofFile() {
    if (ofPath != null) {
      return ofPath;
    }
    return ofRecords == null ? UNKNOWN : ofRecords;
  }
}
