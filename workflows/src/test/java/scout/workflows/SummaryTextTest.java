package scout.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void shortTextStays() {
    assertThat(SummaryText.of("")).isEmpty();
    assertThat(SummaryText.of("x".repeat(400))).isEqualTo("x".repeat(400));
    assertThat(SummaryText.of("ö".repeat(200))).isEqualTo("ö".repeat(200));
  }

  @Test
  void longTextKeepsItsEnd() {
    for (String part : new String[] {"x", "ö", "字", "😀"}) {
      String cut = SummaryText.of(part.repeat(500) + "/till.json");
      assertThat(cut).startsWith("…").endsWith(part + "/till.json");
      assertThat(bytes(cut)).isBetween(397, 400);
      assertThat(cut.codePoints()).noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
    }
  }
}
