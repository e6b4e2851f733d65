package scout.activities.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import scout.activities.fields.PayloadField;

/** Distinguishes a file's only object from a table in one object: by columns, or as a map. */
final class ObjectShape {
  /** A member's value: its first byte, its names or its length. */
  private record Value(byte kind, Set<String> names, int length, boolean scalars, boolean whole) {}

  private final FieldFinder fields;
  private final byte[] bytes;

  private ObjectShape(FieldFinder fields, byte[] bytes) {
    this.fields = fields;
    this.bytes = bytes;
  }

  /**
   * Inspects the file's only object, as far as it is read.
   *
   * @param offset the place of {@code bytes[from]} in the file
   * @throws FileDamaged if it is no record
   */
  static void refuse(FieldFinder fields, byte[] bytes, int from, int to, long offset)
      throws FileDamaged {
    if (fields.holds(bytes, from, to, PayloadField.TRANSACTION_ID)) {
      return;
    }
    ObjectShape shape = new ObjectShape(fields, bytes);
    String what = shape.look(from, to);
    if (what != null) {
      throw new FileDamaged(DamageCode.NOT_RECORDS, offset, what);
    }
  }

  private String look(int from, int to) {
    JsonMembers members = new JsonMembers(bytes, from, to);
    List<Value> values = new ArrayList<>();
    boolean map = true;
    boolean columnNames = false;
    boolean rows = false;
    while (members.next()) {
      Value value = value(members, to);
      values.add(value);
      map &= value.kind() == '{' && isRecord(members);
      columnNames |= members.key().equals("columns") && value.kind() == '[' && value.scalars();
      rows |= members.key().equals("data") && holdsLists(members);
    }
    if (members.broken() || values.size() < (members.cut() ? 1 : 2)) {
      return null;
    }
    if (map && values.size() > 1) {
      return "The file's object is a map: each of its members is a record by itself. Set"
          + " SCOUT_RECORDS_AT=* to read them, or write one object a line.";
    }
    return areColumns(values) || (columnNames && rows)
        ? "The file's object holds columns: the values of a field lie together, not those of a"
            + " record. Write one object a record (pandas: orient='records', lines=True)."
            + " SCOUT_RECORDS_AT says where records are, but there are none."
        : null;
  }

  private static boolean areColumns(List<Value> values) {
    Value first = values.get(0);
    return values.stream()
        .allMatch(
            value ->
                value.kind() == first.kind()
                    && value.scalars()
                    && value.length() > 0
                    && (value.whole()
                        ? value.names().equals(first.names()) && value.length() == first.length()
                        : first.names().containsAll(value.names())
                            && value.length() <= first.length()));
  }

  private boolean isRecord(JsonMembers member) {
    return fields.holds(bytes, member.valueFrom(), member.valueTo(), PayloadField.TRANSACTION_ID)
        || fields.holds(bytes, member.valueFrom(), member.valueTo(), PayloadField.STORE_ID)
        || fields.holds(bytes, member.valueFrom(), member.valueTo(), PayloadField.TIMESTAMP);
  }

  private Value value(JsonMembers member, int to) {
    boolean whole = !member.cut() && member.valueTo() < to;
    Set<String> names = new TreeSet<>();
    boolean scalars = member.kind() == '{' || member.kind() == '[';
    int length = 0;
    if (member.kind() == '{') {
      JsonMembers inner = new JsonMembers(bytes, member.valueFrom(), member.valueTo());
      while (inner.next()) {
        // A name or value that is cut proves nothing.
        if (!inner.cut()) {
          names.add(inner.key());
        }
        scalars &= inner.kind() != '{' && inner.kind() != '[';
        length++;
      }
      scalars &= !inner.broken();
    } else if (member.kind() == '[') {
      ListItems items = new ListItems(bytes, member.valueFrom(), member.valueTo());
      while (items.next()) {
        scalars &= items.kind() != '{' && items.kind() != '[';
        length++;
      }
    }
    return new Value(member.kind(), names, names.isEmpty() ? length : names.size(), scalars, whole);
  }

  private boolean holdsLists(JsonMembers member) {
    ListItems items = new ListItems(bytes, member.valueFrom(), member.valueTo());
    return member.kind() == '[' && items.next() && items.kind() == '[';
  }
}
