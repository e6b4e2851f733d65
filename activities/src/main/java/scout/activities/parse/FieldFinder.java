package scout.activities.parse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.FoldedName;
import scout.activities.fields.PayloadField;

/** Tests whether an object holds a field, under its paths or a differently spelled name. */
final class FieldFinder {
  /** A path, and its folded spelling. */
  private record Path(String dotted, String folded) {}

  private final Map<PayloadField, List<Path>> paths = new EnumMap<>(PayloadField.class);

  FieldFinder(FieldPaths fields) {
    fields
        .paths()
        .forEach(
            (field, dotted) -> {
              List<Path> folded = new ArrayList<>();
              dotted.forEach(path -> folded.add(new Path(path, FoldedName.of(path))));
              paths.put(field, folded);
            });
  }

  /** Returns whether the object {@code bytes[from, to)} has a value of the field. */
  boolean holds(byte[] bytes, int from, int to, PayloadField field) {
    return name(bytes, from, to, field) != null;
  }

  /** Returns the object's member that is or contains a value of the field, or null. */
  String name(byte[] bytes, int from, int to, PayloadField field) {
    JsonMembers members = new JsonMembers(bytes, from, to);
    while (members.next()) {
      String key = members.key();
      String folded = FoldedName.of(key);
      for (Path path : paths.get(field)) {
        if (folded.equals(path.folded()) && isValue(bytes, members)
            || leadsTo(path.dotted(), key, bytes, members)) {
          return key;
        }
      }
    }
    return null;
  }

  private static boolean leadsTo(String path, String key, byte[] bytes, JsonMembers member) {
    if (path.equals(key)) {
      return isValue(bytes, member);
    }
    if (!path.startsWith(key + ".") || member.kind() != '{') {
      return false;
    }
    JsonMembers inner = new JsonMembers(bytes, member.valueFrom(), member.valueTo());
    while (inner.next()) {
      if (leadsTo(path.substring(key.length() + 1), inner.key(), bytes, inner)) {
        return true;
      }
    }
    return false;
  }

  /** A value is a text, number or boolean, also wrapped as {@code {"$oid": …}}. */
  private static boolean isValue(byte[] bytes, JsonMembers member) {
    return switch (member.kind()) {
      case 'n', '[' -> false;
      case '{' -> {
        JsonMembers inner = new JsonMembers(bytes, member.valueFrom(), member.valueTo());
        yield inner.next() && inner.key().startsWith("$");
      }
      default -> true;
    };
  }
}
