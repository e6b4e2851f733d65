package scout.storage;

/** Records where an object was moved to. */
@FunctionalInterface
public interface ArchiveLedger {
  /**
   * Records the place. It is called between the copy and the deletion of the source, and again when
   * archiving is repeated. If it throws, the source is not deleted.
   */
  void record(ArchivedObject archived);
}
