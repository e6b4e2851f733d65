package scout.activities.parse;

/** Iterates over an object's members by brackets and quotes only, whatever its values hold. */
final class JsonMembers {
  private final byte[] bytes;
  private final int end;
  private final ValueEnd valueEnd = new ValueEnd();
  private int place;
  private int keyFrom;
  private int keyTo;
  private int valueFrom;
  private int valueTo;
  private boolean cut;
  private boolean broken;

  /**
   * @param from the index of the object's opening brace
   * @param to where the bytes end, maybe before the object does
   */
  JsonMembers(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.end = to;
    this.place = from;
  }

  /** Moves to the next member; returns false where the object ends, is cut or is broken. */
  boolean next() {
    int sign = skipBlanks();
    if (sign == '}' || !(sign == '{' ? valueFrom == 0 : sign == ',')) {
      broken |= sign != '}' && sign >= 0;
      cut |= sign < 0;
      return false;
    }
    place++;
    if (skipBlanks() != '"') {
      broken |= place < end && bytes[place] != '}';
      cut |= place >= end;
      return false;
    }
    keyFrom = place + 1;
    place = valueEnd(place);
    keyTo = place - 1;
    boolean colon = !cut && skipBlanks() == ':';
    place++;
    if (!colon || skipBlanks() < 0) {
      broken |= place < end;
      cut |= place >= end;
      return false;
    }
    valueFrom = place;
    place = valueEnd(place);
    valueTo = place;
    while (valueTo > valueFrom && AsciiBytes.isBlank(bytes[valueTo - 1])) {
      valueTo--;
    }
    return valueTo > valueFrom;
  }

  String key() {
    return JsonText.decode(bytes, keyFrom, keyTo);
  }

  /** Returns the value's first byte. */
  byte kind() {
    return bytes[valueFrom];
  }

  int valueFrom() {
    return valueFrom;
  }

  int valueTo() {
    return valueTo;
  }

  /** Returns whether the bytes ended before the object did. */
  boolean cut() {
    return cut;
  }

  /** Returns whether the last item is no member. */
  boolean broken() {
    return broken;
  }

  private int skipBlanks() {
    while (place < end && AsciiBytes.isBlank(bytes[place])) {
      place++;
    }
    return place < end ? bytes[place] : -1;
  }

  private int valueEnd(int from) {
    valueEnd.begin();
    int to = valueEnd.scan(bytes, from, end);
    cut |= to < 0;
    return to < 0 ? end : to;
  }
}
