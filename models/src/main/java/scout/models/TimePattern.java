package scout.models;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A written form of times, such as {@code dd.MM.yyyy HH:mm}, as a regular expression and what it
 * becomes in ISO-8601. The letters are those of Java's patterns.
 *
 * @param text as the declaration writes it
 * @param regex of the whole text, for PostgreSQL
 * @param iso the replacement that gives the ISO form, with {@code \1} for the first group; a part
 *     may have one digit where it needs two
 * @param halfDays true if the ISO form ends with AM or PM
 */
public record TimePattern(String text, String regex, String iso, boolean halfDays) {
  /** Reads a pattern; empty if it is none that gives a day. */
  static Optional<TimePattern> parse(String text) {
    StringBuilder regex = new StringBuilder("^");
    Map<Character, Integer> groups = new HashMap<>();
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      int end = i + 1;
      if (c == '\'') {
        end = text.indexOf('\'', i + 1);
        if (end < 0) {
          return Optional.empty();
        }
        text.substring(i + 1, end).chars().forEach(quoted -> literal(regex, (char) quoted));
        end++;
      } else if (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z') {
        while (end < text.length() && text.charAt(end) == c) {
          end++;
        }
        Optional<TimeLetters> letters = TimeLetters.of(text.substring(i, end));
        if (letters.isEmpty() || groups.put(c, groups.size() + 1) != null) {
          return Optional.empty();
        }
        regex.append(letters.get().regex());
      } else {
        literal(regex, c);
      }
      i = end;
    }
    return iso(groups)
        .map(
            iso ->
                new TimePattern(text, regex.append('$').toString(), iso, groups.containsKey('h')));
  }

  private static void literal(StringBuilder regex, char c) {
    if (Character.isLetterOrDigit(c) || c > '~') {
      regex.append(c);
    } else {
      regex.append('[').append(c == '\\' || c == '^' || c == ']' ? "\\" + c : c).append(']');
    }
  }

  private static Optional<String> iso(Map<Character, Integer> groups) {
    boolean halfDays = groups.containsKey('h');
    boolean day =
        groups.containsKey('y')
            && groups.containsKey('M')
            && groups.containsKey('d')
            && groups.size() <= 9;
    boolean hour = halfDays || groups.containsKey('H');
    boolean parts =
        halfDays == groups.containsKey('a')
            && !(halfDays && (groups.containsKey('H') || groups.containsKey('X')))
            && (hour || !groups.containsKey('m') && !groups.containsKey('X'))
            && (groups.containsKey('m') || !hour && !groups.containsKey('s'))
            && (groups.containsKey('s') || !groups.containsKey('S'));
    if (!day || !parts) {
      return Optional.empty();
    }
    StringBuilder iso = new StringBuilder();
    iso.append(at(groups, 'y')).append('-').append(at(groups, 'M')).append('-');
    iso.append(at(groups, 'd'));
    if (hour) {
      iso.append('T').append(at(groups, halfDays ? 'h' : 'H')).append(':').append(at(groups, 'm'));
      iso.append(groups.containsKey('s') ? ":" + at(groups, 's') : "");
      iso.append(groups.containsKey('S') ? "." + at(groups, 'S') : "");
      iso.append(groups.containsKey('X') ? at(groups, 'X') : "");
      iso.append(halfDays ? " " + at(groups, 'a') : "");
    }
    return Optional.of(iso.toString());
  }

  private static String at(Map<Character, Integer> groups, char letter) {
    return "\\" + groups.get(letter);
  }
}
