package scout.activities.ingest;

/** The effect of a new version of a known key on the older ones. */
public enum OverwritePolicy {
  /** Its records are added. If both hold a transaction, the latest upload wins. */
  ADD,
  /** The older versions are settled out. So a record that the device removed goes too. */
  REPLACE
}
