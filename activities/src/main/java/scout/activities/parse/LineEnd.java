package scout.activities.parse;

/** A record ends before the next line feed. */
final class LineEnd implements Boundary {
  @Override
  public void begin() {}

  @Override
  public int scan(byte[] bytes, int from, int to) {
    return Words.indexOf(bytes, from, to, (byte) '\n');
  }
}
