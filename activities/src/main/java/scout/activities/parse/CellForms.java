package scout.activities.parse;

/**
 * The forms of a column's cells so far: runs of digits as 9, runs of letters as A, all else
 * unchanged. Only forms with a digit count, since any word matches the others.
 */
final class CellForms {
  private static final int MOST = 64;
  private static final long PRIME = 0x100000001b3L;

  private final long[] forms = new long[MOST];
  private int size;
  private long form;
  private int digits;

  /** Returns whether no form is known yet. */
  boolean isEmpty() {
    return size == 0;
  }

  /** Reads a cell; the other methods are about the last one read. */
  void look(byte[] bytes, int from, int to) {
    form = 0xcbf29ce484222325L;
    digits = 0;
    int last = 0;
    for (int i = from; i < to; i++) {
      int kind = kind(bytes[i]);
      digits += kind == '9' ? 1 : 0;
      if (kind != last || (kind != '9' && kind != 'A')) {
        form = (form ^ kind) * PRIME;
      }
      last = kind;
    }
  }

  /** Returns how many digits the cell has. */
  int digits() {
    return digits;
  }

  /** Returns whether a learned cell had the same form. */
  boolean known() {
    for (int i = 0; i < size; i++) {
      if (forms[i] == form) {
        return true;
      }
    }
    return false;
  }

  /** Keeps the cell's form. */
  void learn() {
    if (digits > 0 && size < MOST && !known()) {
      forms[size++] = form;
    }
  }

  private static int kind(byte b) {
    if (AsciiBytes.isDigit(b)) {
      return '9';
    }
    int small = b | 0x20;
    return b < 0 || (small >= 'a' && small <= 'z') ? 'A' : b;
  }
}
