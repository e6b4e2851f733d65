package scout.activities.parse;

/** Checks JSON strings: escapes, UTF-8, and the characters that PostgreSQL can't store. */
final class JsonStrings {
  private final RecordFindings findings;
  private boolean escaped;

  JsonStrings(RecordFindings findings) {
    this.findings = findings;
  }

  /** Returns whether the last string holds a backslash. */
  boolean escaped() {
    return escaped;
  }

  /**
   * Checks a string from the byte after its opening quote.
   *
   * @return the index after its closing quote, or -1 if the check ends here
   */
  int skip(byte[] in, int start, int end) {
    escaped = false;
    int i = start;
    while (i >= 0 && i < end) {
      if (i + Long.BYTES <= end) {
        long mask = ByteScan.special(ByteScan.at(in, i));
        if (mask == 0) {
          i += Long.BYTES;
          continue;
        }
        i += ByteScan.first(mask);
      }
      byte b = in[i];
      if (b == '"') {
        return i + 1;
      }
      i = b == '\\' || b < ' ' ? rare(in, i, end) : i + 1;
    }
    return i < 0
        ? -1
        : findings.stop(RejectCode.INVALID_JSON, end, "the record ends within a text");
  }

  private int rare(byte[] in, int i, int end) {
    byte b = in[i];
    if (b == '\\') {
      escaped = true;
      return escape(in, i, end);
    }
    if (b < 0) {
      int next = Utf8Check.next(in, i, end);
      return next >= 0 ? next : findings.stop(RejectCode.INVALID_UTF8, i, "bytes are not UTF-8");
    }
    return b == 0
        ? findings.stop(RejectCode.NUL_CHARACTER, i, "a text holds a zero byte")
        : findings.stop(
            RejectCode.INVALID_JSON, i, "a text holds a control character that isn't escaped");
  }

  private int escape(byte[] in, int i, int end) {
    if (i + 1 < end) {
      byte kind = in[i + 1];
      if (kind == 'u') {
        return unicode(in, i, end);
      }
      if ("\"\\/bfnrt".indexOf(kind) >= 0) {
        return i + 2;
      }
    }
    return findings.stop(RejectCode.INVALID_JSON, i, "a backslash is followed by no known escape");
  }

  private int unicode(byte[] in, int i, int end) {
    int unit = hex(in, i + 2, end);
    if (unit < 0) {
      return findings.stop(RejectCode.INVALID_JSON, i, "\\u isn't followed by four hex digits");
    }
    if (unit == 0) {
      findings.note(RejectCode.NUL_CHARACTER, i, "a text holds \\u0000");
    }
    if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
      return i + 6;
    }
    if (Character.isHighSurrogate((char) unit)
        && i + 7 < end
        && in[i + 6] == '\\'
        && in[i + 7] == 'u'
        && Character.isLowSurrogate((char) hex(in, i + 8, end))) {
      return i + 12;
    }
    findings.note(
        RejectCode.LONE_SURROGATE,
        i,
        "a text holds one half of a surrogate pair without the other");
    return i + 6;
  }

  private static int hex(byte[] in, int from, int end) {
    if (end - from < 4) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = in[i] < 0 ? -1 : Character.digit((char) in[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
