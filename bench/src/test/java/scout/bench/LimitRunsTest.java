package scout.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitRunsTest {
  @Test
  void leavesOutWhatTookMoreThanThreeTimesTheMedianAndTellsIt() {
    List<Double> left = new ArrayList<>();

    assertThat(LimitRuns.counted(List.of(19.0, 640.0, 20.0), run -> run, left::add))
        .containsExactly(19.0, 20.0);
    assertThat(left).containsExactly(640.0);
    assertThat(LimitRuns.counted(List.of(640.0, 19.0), run -> run, left::add))
        .containsExactly(19.0);
    assertThat(LimitRuns.counted(List.of(20.0, 60.0, 20.0), run -> run, left::add)).hasSize(3);
    assertThat(LimitRuns.counted(List.of(7.0), run -> run, left::add)).containsExactly(7.0);
  }
}
