package scout.storage;

/** How the protocol writes an ETag: in quotes. */
public final class Etag {
  private Etag() {}

  /** An ETag without quotes; empty where there is none. */
  public static String plain(String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }

  static String quoted(String etag) {
    return '"' + etag + '"';
  }
}
