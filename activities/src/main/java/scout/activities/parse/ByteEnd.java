package scout.activities.parse;

/** A record ends before the next byte of a kind, e.g. a line feed. */
record ByteEnd(byte wanted) implements RecordBoundary {
  @Override
  public void begin() {}

  @Override
  public int scan(byte[] bytes, int from, int to) {
    return ByteScan.indexOf(bytes, from, to, wanted);
  }
}
