package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A record that was not loaded, with what is needed to find and repair it.
 *
 * @param recordNo the record's number in its file, from 1
 * @param byteOffset the place of the record's first byte in the decompressed file, from 0
 * @param byteLength the record's full length in bytes
 * @param code why it was rejected
 * @param message what is wrong and where, for people; never text from the record
 * @param raw the record's original bytes, at most the first {@link #MAX_RAW_BYTES}
 */
public record RejectedRecord(
    long recordNo, long byteOffset, long byteLength, RejectCode code, String message, byte[] raw) {

  /** How many bytes of a rejected record are kept: 8 KiB. */
  public static final int MAX_RAW_BYTES = 8 * 1024;

  public RejectedRecord {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(raw, "raw");
    if (recordNo < 1 || byteOffset < 0) {
      throw new IllegalArgumentException(
          "A record's number starts at 1 and its offset at 0: " + recordNo + ", " + byteOffset);
    }
    if (raw.length > MAX_RAW_BYTES || byteLength < raw.length) {
      throw new IllegalArgumentException(
          "Of " + byteLength + " bytes, " + raw.length + " can't be the ones kept.");
    }
  }

  /** Returns whether {@link #raw} has only the record's beginning. */
  public boolean cut() {
    return byteLength > raw.length;
  }

  /**
   * Returns {@link #raw} as text for people. Bytes that are not UTF-8 become U+FFFD, control
   * characters their visible pictures (U+2400 and on), so that any database can store it.
   */
  public String printable() {
    String text = new String(raw, StandardCharsets.UTF_8);
    StringBuilder visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        visible.append((char) ('\u2400' + c));
      } else {
        visible.append(c == '\u007f' ? '\u2421' : c);
      }
    }
    return visible.toString();
  }
}
