package scout.activities.parse;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Distinguishes markup from CSV and JSON by the first bytes. */
final class MarkupDetector {
  private static final Pattern HTML =
      Pattern.compile(
          "<(!doctype\\s+html|(html|head|body|title|meta|script|style|table|div|p|h1|center)"
              + "[\\s>/]).*",
          Pattern.DOTALL);
  private static final Pattern XML = Pattern.compile("<(\\?xml|!doctype|!--).*", Pattern.DOTALL);

  /** A tag. Some programs write CSV headers like this: {@code <DATE>,<TIME>}. */
  private static final Pattern TAG =
      Pattern.compile("<([a-z_][\\w:.-]*)(\\s[^<>]*)?(/?)>(.*)", Pattern.DOTALL);

  private MarkupDetector() {}

  /** Returns the format's name, for people, or null if the file doesn't begin with a tag. */
  static String of(FileHead head) {
    if (head.first() > '<' && head.first() != 0xef) {
      return null;
    }
    String text = head.text().replaceFirst("^(\u00ef\u00bb\u00bf|\\s)+", "");
    if (!text.startsWith("<")) {
      return null;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (HTML.matcher(lower).matches()) {
      return "an HTML page";
    }
    return XML.matcher(lower).matches() || isElement(lower) ? html(lower) : null;
  }

  /** A comment or processing instruction may precede a page. */
  private static String html(String lower) {
    return lower.contains("<html") ? "an HTML page" : "an XML document";
  }

  private static boolean isElement(String lower) {
    Matcher tag = TAG.matcher(lower);
    return tag.matches()
        && (!tag.group(3).isEmpty()
            || tag.group(4).stripLeading().startsWith("<")
            || tag.group(4).contains("</" + tag.group(1)));
  }
}
