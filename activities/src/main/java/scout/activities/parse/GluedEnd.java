package scout.activities.parse;

/**
 * The end of an object among others on one line: where its brackets close, at the latest with the
 * line or before a zero byte. Text between objects ends where the next object begins.
 */
final class GluedEnd implements RecordBoundary {
  private final byte lineEnd;
  private final ValueEnd objectEnd = new ValueEnd();
  private boolean begun;
  private boolean object;

  /**
   * @param lineEnd the byte before which a line ends
   */
  GluedEnd(byte lineEnd) {
    this.lineEnd = lineEnd;
  }

  @Override
  public void begin() {
    objectEnd.begin();
    begun = false;
  }

  @Override
  public int scan(byte[] bytes, int from, int to) {
    if (!begun && from < to) {
      begun = true;
      object = bytes[from] == '{';
    }
    int end =
        object ? objectEnd.scan(bytes, from, to) : ByteScan.indexOf(bytes, from, to, (byte) '{');
    int line = ByteScan.indexOf(bytes, from, end < 0 ? to : end, lineEnd);
    end = line < 0 ? end : line;
    int zero = ByteScan.indexOf(bytes, from, end < 0 ? to : end, (byte) 0);
    return zero < 0 ? end : zero;
  }
}
