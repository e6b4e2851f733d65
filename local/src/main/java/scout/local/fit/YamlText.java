package scout.local.fit;

import java.util.Locale;

/** Texts within a line of YAML. */
final class YamlText {
  private YamlText() {}

  /** Returns a text in quotes; what YAML can't hold, or would take for a line break, escaped. */
  static String of(String text) {
    if (text.indexOf('"') >= 0
        && text.indexOf('\\') < 0
        && text.chars().allMatch(YamlText::plain)) {
      return "'" + text.replace("'", "''") + "'";
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (plain(c) || Character.isSurrogate(c)) {
        quoted.append(c);
      } else {
        quoted.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  /** Returns a text for a comment, with a mark for each character that can't stand there. */
  static String comment(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(80)
        .forEach(c -> shown.appendCodePoint(plain(c) || c > 0xffff ? c : '\ufffd'));
    return shown.toString().isBlank() ? "a member without a name" : shown.toString();
  }

  private static boolean plain(int c) {
    boolean control = c < ' ' || c >= 0x7f && c < 0xa0;
    boolean breaks = c == 0x2028 || c == 0x2029 || c == 0xfeff;
    return !control && !breaks && !Character.isSurrogate((char) c) && c < 0xfffe;
  }
}
