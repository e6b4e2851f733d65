package scout.workflows;

import java.nio.charset.StandardCharsets;

/**
 * Cuts a line to Temporal's limit for a summary (400 bytes). The end is kept, because the name of a
 * file says more than its folders.
 */
public final class SummaryText {
  /** The longest summary, in bytes of UTF-8. */
  public static final int MAX_BYTES = 400;

  private static final String CUT = "…";

  private SummaryText() {}

  /** Returns {@code text} unchanged up to {@value #MAX_BYTES} bytes, else … and its end. */
  public static String of(String text) {
    if (bytes(text) <= MAX_BYTES) {
      return text;
    }
    int begin = text.length();
    int left = MAX_BYTES - bytes(CUT);
    while (begin > 0) {
      int previous = text.offsetByCodePoints(begin, -1);
      left -= bytes(text.substring(previous, begin));
      if (left < 0) {
        break;
      }
      begin = previous;
    }
    return CUT + text.substring(begin);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
