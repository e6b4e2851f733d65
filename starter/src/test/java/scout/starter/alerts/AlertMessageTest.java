package scout.starter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How much of an alert a message says. */
class AlertMessageTest {
  private static final OffsetDateTime NOW = OffsetDateTime.now(ZoneOffset.UTC);
  private static final AlertLine LONG =
      new AlertLine(1, "till-07", "a cause ".repeat(60) + "./scout fit KEY", NOW, null);

  @Test
  void keepsTheRemedyOfOneAlert() {
    assertThat(message(1).text()).contains("./scout fit KEY");
  }

  @Test
  void cutsTheLinesOfMany() {
    assertThat(message(10).words()).hasSize(10).allMatch(line -> line.length() == 240);
  }

  private static AlertMessage message(int alerts) {
    return new AlertMessage(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "slack:ops",
        "file_lost",
        "critical",
        AlertEvent.OPENED,
        alerts,
        alerts,
        NOW,
        Collections.nCopies(alerts, LONG),
        "docs/runbooks.md#file_lost");
  }
}
