package scout.starter.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallLimitTest {
  @Test
  void letsSoManyInAndNoMore() {
    CallLimit limit = new CallLimit(Duration.ofMillis(50));
    int entered = 0;
    while (limit.enter()) {
      entered++;
    }
    assertThat(entered).isBetween(16, 32);

    limit.leave();

    assertThat(limit.enter()).isTrue();
  }
}
