package scout.storage;

/** Reads ETags, which the protocol writes in quotes. */
public final class Etag {
  private Etag() {}

  /** An ETag without quotes; empty if there is none. */
  public static String plain(String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }

  static String quoted(String etag) {
    return '"' + etag + '"';
  }
}
