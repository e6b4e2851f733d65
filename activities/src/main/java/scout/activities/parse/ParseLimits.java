package scout.activities.parse;

/**
 * The limits for a file.
 *
 * @param maxDepth how deep a record may be nested; the record itself is level 1
 * @param maxRecordBytes how long a record may be, in bytes
 * @param maxNumberDigits how many digits a number may have when written in full; a lone zero before
 *     the decimal point doesn't count
 * @param maxInflatedBytes how many bytes a packed file may unpack to, all layers together
 * @param maxInflateRatio how many times its size a packed file may unpack to, all layers together;
 *     checked after the first MiB
 */
public record ParseLimits(
    int maxDepth,
    int maxRecordBytes,
    int maxNumberDigits,
    long maxInflatedBytes,
    int maxInflateRatio) {

  public ParseLimits {
    range("maxDepth", maxDepth, 1, 1_000);
    range("maxRecordBytes", maxRecordBytes, 1, 64 << 20);
    // PostgreSQL's numeric holds at most 16,383 digits after the decimal point.
    range("maxNumberDigits", maxNumberDigits, 1, 16_383);
    range("maxInflatedBytes", maxInflatedBytes, 1, Long.MAX_VALUE);
    range("maxInflateRatio", maxInflateRatio, 1, 2_000);
  }

  /** Returns 200 levels, 1 MiB, 400 digits, 16 GiB and 200 times. */
  public static ParseLimits defaults() {
    return new ParseLimits(200, 1 << 20, 400, 16L << 30, 200);
  }

  private static void range(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be between " + min + " and " + max + ": " + value);
    }
  }
}
