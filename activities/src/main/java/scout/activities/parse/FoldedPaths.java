package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.List;
import scout.activities.fields.FoldedName;

/** The paths of one field, to find the top-level names that fold to one of them. */
final class FoldedPaths {
  private final List<String> paths;
  private final String[] folded;

  /** Whether a name with this first byte could match; this excludes most names quickly. */
  private final boolean[] firstBytes = new boolean[256];

  FoldedPaths(List<String> paths) {
    this.paths = paths;
    this.folded = paths.stream().map(FoldedName::of).toArray(String[]::new);
    for (int b = 0; b < firstBytes.length; b++) {
      firstBytes[b] = b <= ' ' || b == '_' || b == '-' || b >= 0x80;
    }
    for (String plain : folded) {
      char first = plain.isEmpty() ? ' ' : plain.charAt(0);
      if (first < 0x80) {
        firstBytes[first] = true;
        firstBytes[Character.toUpperCase(first)] = true;
      }
    }
  }

  /** Returns the first path that differs from the name only by folding, or null. */
  String match(String name) {
    String plain = FoldedName.of(name);
    for (int i = 0; i < paths.size(); i++) {
      if (folded[i].equals(plain) && !paths.get(i).equals(name)) {
        return paths.get(i);
      }
    }
    return null;
  }

  /** Returns whether {@link #match} finds a path for a key of the record. */
  boolean matches(MemberNames names, int name) {
    if (names.lengthOf(name) == 0 || !firstBytes[names.byteOf(name, 0) & 0xff]) {
      return false;
    }
    for (String plain : folded) {
      if (maybe(names, name, plain)) {
        return match(new String(names.copyOf(name), StandardCharsets.UTF_8)) != null;
      }
    }
    return false;
  }

  /** Excludes most names by their first letters; true if the whole text must be compared. */
  private static boolean maybe(MemberNames names, int name, String plain) {
    int length = names.lengthOf(name);
    if (length < plain.length()) {
      return false;
    }
    int at = 0;
    for (int i = 0; i < length; i++) {
      int b = names.byteOf(name, i);
      if (b < 0 || (at < plain.length() && plain.charAt(at) >= 0x80)) {
        return true;
      }
      if (b > ' ' && b != '_' && b != '-') {
        if (at == plain.length() || Character.toLowerCase(b) != plain.charAt(at)) {
          return false;
        }
        at++;
      }
    }
    return at == plain.length();
  }
}
