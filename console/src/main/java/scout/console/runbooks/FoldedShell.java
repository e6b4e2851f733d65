package scout.console.runbooks;

import java.util.Set;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Renders items of lists. One that begins with <b>In a shell:</b> is folded: the console has
 * buttons for most of it, and its commands are for those who look for them.
 */
final class FoldedShell implements NodeRenderer {
  private static final String SHELL = "In a shell:";

  private final HtmlNodeRendererContext context;
  private final HtmlWriter html;

  FoldedShell(HtmlNodeRendererContext context) {
    this.context = context;
    this.html = context.getWriter();
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(ListItem.class);
  }

  @Override
  public void render(Node item) {
    html.tag("li");
    if (takesShell(item)) {
      html.raw("<details><summary>In a shell</summary>");
      children(item);
      html.tag("/details");
    } else {
      children(item);
    }
    html.tag("/li");
    html.line();
  }

  /** True if the item began with the words, which are taken out of it. */
  private static boolean takesShell(Node item) {
    Node first = item.getFirstChild() == null ? null : item.getFirstChild().getFirstChild();
    if (first instanceof StrongEmphasis
        && first.getFirstChild() instanceof Text words
        && words.getLiteral().equals(SHELL)) {
      first.unlink();
      return true;
    }
    return false;
  }

  private void children(Node item) {
    for (Node child = item.getFirstChild(); child != null; child = child.getNext()) {
      context.render(child);
    }
  }
}
