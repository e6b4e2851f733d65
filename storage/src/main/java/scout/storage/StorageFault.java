package scout.storage;

/**
 * Faults of the bucket that have no S3 error code. The ledger's reasons begin with these words, and
 * Temporal's failures have them as types, so they never change. A table of docs/codes.md is made
 * from this list.
 */
public enum StorageFault {
  OBJECT_GONE(
      "The object isn't where it was. A new file ends as `gone`; `reprocess` changes nothing."),
  OBJECT_CHANGED("The object was replaced while it was read; the new version is read."),
  COPY_FAILED("The object store broke off while it copied."),
  COPY_DIFFERS("The copy doesn't have the size of its source; it is made again."),
  READ_FAILED("Reading an object broke off."),
  NOT_S3("What answers at `SCOUT_S3_ENDPOINT` is not S3."),
  UNREACHABLE("The object store doesn't answer; see `SCOUT_S3_ENDPOINT`."),
  UNUSABLE_OBJECT("*Final.* The object store can't hold a key like this."),
  ARCHIVE_NAME_TAKEN(
      "*Final.* Other objects lie at every name that the archive copy could have; move them away.");

  private final String sentence;

  StorageFault(String sentence) {
    this.sentence = sentence;
  }

  /** What it means, in Markdown; marked as final if the step is not retried. */
  public String sentence() {
    return sentence;
  }
}
