package scout.activities.parse;

import java.util.List;

/**
 * How far a file may go.
 *
 * @param maxDepth how deep a record may be nested; the record itself is level 1
 * @param maxRecordBytes how long a record may be, in bytes
 * @param maxNumberDigits how many digits a number may have when written out in full; the lone zero
 *     before a decimal point doesn't count
 * @param maxInflatedBytes how many bytes a gzip file may inflate to
 * @param maxInflateRatio how many times its size a gzip file may inflate to, asked after the first
 *     MiB
 * @param deviceIdPaths where a record's device id is found: dotted paths through objects; the first
 *     that leads to a number or to text that isn't blank wins
 */
public record ParseLimits(
    int maxDepth,
    int maxRecordBytes,
    int maxNumberDigits,
    long maxInflatedBytes,
    int maxInflateRatio,
    List<String> deviceIdPaths) {

  public ParseLimits {
    deviceIdPaths = List.copyOf(deviceIdPaths);
    range("maxDepth", maxDepth, 1, 1_000);
    range("maxRecordBytes", maxRecordBytes, 1, 64 << 20);
    // PostgreSQL's numeric holds at most 16,383 digits after the decimal point.
    range("maxNumberDigits", maxNumberDigits, 1, 16_383);
    range("maxInflatedBytes", maxInflatedBytes, 1, Long.MAX_VALUE);
    range("maxInflateRatio", maxInflateRatio, 1, 2_000);
    for (String path : deviceIdPaths) {
      if (path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
        throw new IllegalArgumentException("A path is names with dots between: '" + path + "'");
      }
    }
  }

  /** Returns 200 levels, 1 MiB, 400 digits, 16 GiB, 200 times, and the path {@code device_id}. */
  public static ParseLimits defaults() {
    return new ParseLimits(200, 1 << 20, 400, 16L << 30, 200, List.of("device_id"));
  }

  /** Returns these limits with other paths to the device id. */
  public ParseLimits withDeviceIdPaths(List<String> paths) {
    return new ParseLimits(
        maxDepth, maxRecordBytes, maxNumberDigits, maxInflatedBytes, maxInflateRatio, paths);
  }

  private static void range(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be between " + min + " and " + max + ": " + value);
    }
  }
}
