package scout.activities.parse;

/** Checks JSON numbers: their grammar, and their number of digits when written in full. */
final class JsonNumbers {
  /** An exponent of this size or more is always an error, even for zero. */
  private static final int ABSURD_EXPONENT = 1_000_000;

  private final RecordFindings findings;
  private final int maxDigits;

  JsonNumbers(RecordFindings findings, int maxDigits) {
    this.findings = findings;
    this.maxDigits = maxDigits;
  }

  /**
   * Checks a number from its first byte, a minus or a digit.
   *
   * @return the index after it, or -1 if the check ends here
   */
  int skip(byte[] in, int start, int end) {
    int whole = in[start] == '-' ? start + 1 : start;
    int i = digits(in, whole, end);
    if (i == whole || (in[whole] == '0' && i > whole + 1)) {
      return findings.stop(
          RejectCode.INVALID_JSON, start, "a number has no digit or a leading zero");
    }
    int point = i;
    if (i < end && in[i] == '.') {
      i = digits(in, point + 1, end);
      if (i == point + 1) {
        return findings.stop(
            RejectCode.INVALID_JSON, start, "a number has no digit after its point");
      }
    }
    if (i < end && (in[i] == 'e' || in[i] == 'E')) {
      return exponent(in, whole, point, i, end);
    }
    if (i - whole > maxDigits) {
      checkWidth(in, whole, point, i, 0);
    }
    return i;
  }

  private int exponent(byte[] in, int whole, int point, int e, int end) {
    int first = e + 1;
    boolean negative = first < end && in[first] == '-';
    if (negative || (first < end && in[first] == '+')) {
      first++;
    }
    int after = digits(in, first, end);
    if (after == first) {
      return findings.stop(RejectCode.INVALID_JSON, e, "a number's exponent has no digit");
    }
    int exponent = 0;
    for (int i = first; i < after && exponent < ABSURD_EXPONENT; i++) {
      exponent = exponent * 10 + in[i] - '0';
    }
    checkWidth(in, whole, point, e, negative ? -exponent : exponent);
    return after;
  }

  /**
   * Counts the digits of {@code in[whole, to)} × 10^exponent; its decimal point is at {@code
   * point}.
   */
  private void checkWidth(byte[] in, int whole, int point, int to, int exponent) {
    int wholeDigits = point - whole;
    int decimals = to > point ? to - point - 1 : 0;
    int leadingZeros = 0;
    for (int i = whole; i < to && (in[i] == '0' || in[i] == '.'); i++) {
      leadingZeros += in[i] == '0' ? 1 : 0;
    }
    boolean zero = leadingZeros == wholeDigits + decimals;
    int beforePoint = zero ? 0 : Math.max(0, wholeDigits + exponent - leadingZeros);
    int afterPoint = Math.max(0, decimals - exponent);
    if (beforePoint + afterPoint > maxDigits || Math.abs(exponent) >= ABSURD_EXPONENT) {
      findings.note(
          RejectCode.NUMBER_OUT_OF_RANGE,
          whole,
          "a number has more than " + maxDigits + " digits when written out in full");
    }
  }

  private static int digits(byte[] in, int from, int end) {
    int i = from;
    while (i < end && AsciiBytes.isDigit(in[i])) {
      i++;
    }
    return i;
  }
}
