package scout.console.runbooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * {@code docs/runbooks.md} as HTML. Each section's heading has its text as id, which is the kind of
 * alerts that it is about. Links to other pages of the documentation, which the console doesn't
 * have, become plain text.
 */
public final class RunbookText {
  private static final String PAGE = "/scout/console/runbooks.md";

  private RunbookText() {}

  /** The page of this release. */
  static String html() {
    try (InputStream page = RunbookText.class.getResourceAsStream(PAGE)) {
      return html(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The section about a kind of alerts, without its heading; blank if there is none. */
  public static String section(String kind) {
    String page = html();
    String heading = "<h2 id=\"" + kind + "\">" + kind + "</h2>";
    int at = page.indexOf(heading);
    if (at < 0) {
      return "";
    }
    int begin = at + heading.length();
    int end = page.indexOf("<h2", begin);
    return page.substring(begin, end < 0 ? page.length() : end);
  }

  /** This Markdown as HTML; HTML within it is shown as text. */
  static String html(String markdown) {
    Node page = Parser.builder().build().parse(markdown);
    page.accept(new ForeignLinks());
    return HtmlRenderer.builder()
        .escapeHtml(true)
        .attributeProviderFactory(context -> RunbookText::name)
        .nodeRendererFactory(FoldedShell::new)
        .build()
        .render(page);
  }

  private static void name(Node node, String tag, Map<String, String> attributes) {
    if (node instanceof Heading && node.getFirstChild() instanceof Text kind) {
      attributes.put("id", kind.getLiteral());
    }
    if (tag.equals("pre")) {
      // so that the keyboard scrolls what is wider than a phone
      attributes.put("tabindex", "0");
    }
  }

  /** Puts the words of a link in the place of one that leads out of the page. */
  private static final class ForeignLinks extends AbstractVisitor {
    @Override
    public void visit(Link link) {
      if (!link.getDestination().startsWith("#")) {
        for (Node word = link.getFirstChild(); word != null; word = link.getFirstChild()) {
          link.insertBefore(word);
        }
        link.unlink();
      }
    }
  }
}
