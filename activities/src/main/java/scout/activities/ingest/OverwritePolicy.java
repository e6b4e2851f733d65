package scout.activities.ingest;

/** What a new version of a known key does to the older ones. */
public enum OverwritePolicy {
  /** Its records are added; for a transaction that both hold, the latest upload wins. */
  ADD,
  /** The older versions are settled out, so that a record which the device removed goes too. */
  REPLACE
}
