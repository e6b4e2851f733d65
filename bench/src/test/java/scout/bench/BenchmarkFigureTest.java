package scout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BenchmarkFigureTest {
  @Test
  void tellsTheRatioAndTheBar() {
    assertThat(BenchmarkFigure.atMost(1.25, "load, one loader", 5, 4, "s"))
        .hasToString("load, one loader: 5.00 s beside 4.00 s = 1.25 (at most 1.25: met)");
    assertThat(BenchmarkFigure.atLeast(0.8, "live files", 30, 40, "files/s"))
        .hasToString(
            "live files: 30.00 files/s beside 40.00 files/s = 0.75 (at least 0.80: MISSED)");
  }

  @Test
  void refusesALimitThatWasNotMeasured() {
    assertThatThrownBy(() -> BenchmarkFigure.atMost(1, "nothing", 1, 0, "s"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
