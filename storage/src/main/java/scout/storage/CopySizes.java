package scout.storage;

/**
 * How objects are copied inside the storage.
 *
 * @param limit objects from this size on are copied in parts
 * @param part the size of a part
 */
record CopySizes(long limit, long part) {
  /** A copy answers only when it is done, so one call's copy must end within the timeout. */
  static final CopySizes USUAL = new CopySizes(256L << 20, 128L << 20);
}
