package scout.local.storage;

/** The order of keys in S3: by the bytes of their UTF-8, which is by code point. */
final class KeyOrder {
  private static final int SURROGATES = 0xD800;
  private static final int AFTER_SURROGATES = 0xE000;

  private KeyOrder() {}

  /** Negative, zero or positive as for a comparator. Compares without encoding. */
  static int compare(String one, String other) {
    int common = Math.min(one.length(), other.length());
    for (int i = 0; i < common; i++) {
      if (one.charAt(i) != other.charAt(i)) {
        return Integer.compare(rank(one.charAt(i)), rank(other.charAt(i)));
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  /** Ranks surrogates last: pairs of them are the characters beyond the first 65,536. */
  private static int rank(char c) {
    return c >= SURROGATES && c < AFTER_SURROGATES ? c + Character.MAX_VALUE : c;
  }
}
