package scout.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final long SECOND = 1_000_000_000;

  private final StringWriter screen = new StringWriter();
  private long now = 5 * SECOND;

  private ProgressBar progress(boolean draws, String what, long total, ProgressBar.Unit unit) {
    return new ProgressBar(new PrintWriter(screen), draws, what, total, unit, () -> now);
  }

  @Test
  void drawsABarOverItselfOnATerminalAndTakesItAway() {
    try (ProgressBar progress =
        progress(true, "Uploading a.json", 4_000_000, ProgressBar.Unit.BYTES)) {
      now += SECOND;
      progress.at(1_000_000);
      assertThat(screen.toString())
          .isEqualTo("\r\033[KUploading a.json [######------------------] 25 % (1.0 MB of 4.0 MB)");
    }
    assertThat(screen.toString()).endsWith("\r\033[K").doesNotContain("\n");
  }

  @Test
  void saysPlainLinesEveryTenPercentElsewhere() {
    try (ProgressBar progress = progress(false, "Uploading a.json", 200, ProgressBar.Unit.THINGS)) {
      now += SECOND;
      for (int i = 0; i < 10; i++) {
        progress.add(5);
      }
    }
    assertThat(screen.toString().lines())
        .containsExactly(
            "Uploading a.json: 10 % (20 of 200)", "Uploading a.json: 20 % (40 of 200)");
  }

  @Test
  void saysNothingOfShortWork() {
    try (ProgressBar progress = progress(true, "Short", 2, ProgressBar.Unit.THINGS)) {
      progress.at(1);
      now += SECOND / 10;
      progress.at(2);
    }
    assertThat(screen.toString()).isEmpty();
  }

  @Test
  void cutsALongNameSoThatTheLineIsNotBroken() {
    ProgressBar progress = progress(true, "x".repeat(200), 0, ProgressBar.Unit.NONE);
    now += SECOND;
    progress.step("y".repeat(200));

    assertThat(screen.toString()).startsWith("\r\033[K…yyy").hasSize(79 + "\r\033[K".length());
  }

  @Test
  void saysNowAndThenWhatIsDoneWhereNobodyKnowsTheEnd() {
    try (ProgressBar progress = progress(false, "Waiting", 0, ProgressBar.Unit.NONE)) {
      for (int second = 0; second < 12; second++) {
        now += SECOND;
        progress.step("Waiting for step " + second);
      }
    }
    assertThat(screen.toString().lines())
        .containsExactly("Waiting for step 4 …", "Waiting for step 9 …");
  }
}
