package scout.storage;

/**
 * How objects are copied inside the storage.
 *
 * @param limit from this size on in parts
 * @param part how large the parts are
 */
record CopySizes(long limit, long part) {
  /** A copy answers only when it is done: what one call copies has to fit into the silence. */
  static final CopySizes USUAL = new CopySizes(256L << 20, 128L << 20);
}
