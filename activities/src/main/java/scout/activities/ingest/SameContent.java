package scout.activities.ingest;

/** Another version of the key holds the same bytes. This load is rolled back. */
final class SameContent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sha256;

  SameContent(String sha256) {
    super("Another version of the key holds the same bytes");
    this.sha256 = sha256;
  }

  /** The hash of the bytes. */
  String sha256() {
    return sha256;
  }
}
