package scout.storage;

/** Writes down where an object was moved to. */
@FunctionalInterface
public interface ArchiveLedger {
  /**
   * Records the place. It is called after the copy is complete and before the source is deleted,
   * and again when the archiving is called again; an exception keeps the source where it is.
   */
  void record(ArchivedObject archived);
}
