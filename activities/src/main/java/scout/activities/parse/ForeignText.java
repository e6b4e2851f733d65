package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Counts rejected records that look like a well-known format other than JSON. */
final class ForeignText {
  /** {@code u'} and {@code b'} begin the texts of Python 2 and its bytes. */
  private static final List<byte[]> PYTHON =
      List.of(
          word("'"),
          word("u'"),
          word("b'"),
          word("None"),
          word("True"),
          word("False"),
          word("OrderedDict("));

  private long python;
  private long literalBreaks;
  private long firstOffset = -1;

  /** Inspects the place where a record stopped being JSON. */
  void look(RecordFrame record, RecordProblem problem) {
    int at = problem.position();
    if (problem.code() != RejectCode.INVALID_JSON || at >= record.end()) {
      return;
    }
    boolean fromPython = PYTHON.stream().anyMatch(word -> isAt(record, at, word));
    boolean broken = LiteralBreak.isAt(record.bytes(), at, record.end()) && isClosed(record, at);
    python += fromPython ? 1 : 0;
    literalBreaks += broken ? 1 : 0;
    if ((fromPython || broken) && firstOffset < 0) {
      firstOffset = record.offset() + at - record.start();
    }
  }

  /**
   * Judges the whole file.
   *
   * @throws FileDamaged if more than half of its records look alike
   */
  void judge(long read) throws FileDamaged {
    if (2 * python > read) {
      throw new FileDamaged(
          DamageCode.NOT_JSON_PYTHON,
          firstOffset,
          python
              + " of "
              + read
              + " records look as Python prints a dict: with single quotes, True, False or None,"
              + " first at byte "
              + (firstOffset + 1)
              + ". Write them with json.dumps.");
    }
    if (2 * literalBreaks > read) {
      throw LiteralBreak.damage(firstOffset);
    }
  }

  /**
   * Returns whether an object closes before this place: within one, a backslash is no line break.
   */
  private static boolean isClosed(RecordFrame record, int at) {
    int last = at - 1;
    while (last > record.start() && AsciiBytes.isBlank(record.bytes()[last])) {
      last--;
    }
    return last >= record.start() && record.bytes()[last] == '}';
  }

  private static boolean isAt(RecordFrame record, int at, byte[] word) {
    return record.end() - at >= word.length
        && Arrays.equals(record.bytes(), at, at + word.length, word, 0, word.length);
  }

  private static byte[] word(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
