package scout.local.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import scout.models.DeclarationException;
import scout.models.DeclarationProblem;
import scout.models.ShippedSource;
import scout.models.SourceParser;

/**
 * The lines of a declaration that its parser accepts. A field that it refuses, such as a column
 * whose name is Scout's, stands at the end as a comment.
 */
final class AcceptedLines {
  private static final String REFUSED = "# Left out; give the column another name: ";

  private final List<String> lines;

  /**
   * @param lines of the declaration; each field has one of its own
   */
  AcceptedLines(List<String> lines) {
    this.lines = new ArrayList<>(lines);
  }

  /** Returns the text without what a declaration can't say. */
  String text() {
    while (true) {
      String text = String.join("\n", lines) + "\n";
      try {
        SourceParser.parse(ShippedSource.FILE, text);
        return text;
      } catch (DeclarationException e) {
        Set<Integer> wrong = new TreeSet<>(Comparator.reverseOrder());
        e.problems().stream().map(DeclarationProblem::line).forEach(wrong::add);
        if (wrong.stream().anyMatch(line -> !isField(line))) {
          throw new IllegalStateException("The declaration can't be read: " + e.getMessage(), e);
        }
        wrong.forEach(line -> lines.add(REFUSED + lines.remove(line - 1).strip()));
        removeEmpty();
      }
    }
  }

  private boolean isField(int line) {
    return line > 0
        && line <= lines.size()
        && lines.get(line - 1).contains(": {type")
        && !lines.get(line - 1).startsWith(REFUSED);
  }

  private void removeEmpty() {
    for (int i = lines.size() - 1; i >= 0; i--) {
      boolean last =
          i == lines.size() - 1 || !lines.get(i + 1).startsWith(indent(lines.get(i)) + " ");
      if (last && lines.get(i).endsWith(":")) {
        lines.remove(i);
        if (i > 0 && lines.get(i - 1).strip().startsWith("each:")) {
          lines.remove(i - 1);
        }
      }
    }
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }
}
