package scout.activities.parse;

/** Iterates over an array's elements by brackets, quotes and commas only. */
final class ListItems {
  private final byte[] bytes;
  private final int end;
  private final ValueEnd valueEnd = new ValueEnd();
  private int place;
  private byte kind;

  /**
   * @param from the index of the array's opening bracket
   * @param to where the bytes end, maybe before the array does
   */
  ListItems(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.end = to;
    this.place = from + 1;
  }

  /** Moves to the next element; returns false where the array ends or is cut. */
  boolean next() {
    while (place < end && (AsciiBytes.isBlank(bytes[place]) || bytes[place] == ',')) {
      place++;
    }
    if (place >= end || bytes[place] == ']' || bytes[place] == '}') {
      return false;
    }
    kind = bytes[place];
    valueEnd.begin();
    int to = valueEnd.scan(bytes, place, end);
    place = to < 0 ? end : to;
    return true;
  }

  /** Returns the element's first byte. */
  byte kind() {
    return kind;
  }
}
