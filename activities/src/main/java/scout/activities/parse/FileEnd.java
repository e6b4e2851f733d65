package scout.activities.parse;

/** A record ends with the file. */
final class FileEnd implements RecordBoundary {
  @Override
  public void begin() {}

  @Override
  public int scan(byte[] bytes, int from, int to) {
    return -1;
  }
}
