package scout.console.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scout.schema.alerts.AlertKind;

/** The runbooks as the console shows them. */
class RunbookTextTest {
  @ParameterizedTest
  @EnumSource(AlertKind.class)
  void hasASectionForEachKind(AlertKind kind) {
    assertThat(RunbookText.html()).contains("<h2 id=\"" + kind.word() + "\">");
    assertThat(RunbookText.section(kind.word()))
        .startsWith("\n<ul>")
        .containsOnlyOnce("<strong>Do:</strong>")
        .endsWith("</ul>\n");
  }

  @Test
  void leadsNowhereElseAndShowsMarkupAsText() {
    assertThat(RunbookText.html("see [the *code*](codes.md), [below](#file_lost) <script>"))
        .isEqualTo(
            "<p>see the <em>code</em>, <a href=\"#file_lost\">below</a> &lt;script&gt;</p>\n");
  }
}
