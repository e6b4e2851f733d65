package scout.starter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "0, less than a minute",
    "119, 119 min",
    "120, 2 hours",
    "2879, 47 hours",
    "2880, 2 days"
  })
  void saysOfAnEndHowLongItTookAndNotWhatToDo(int minutes, String length) {
    AlertLine over = new AlertLine(1, "till-07", "no ./scout fit", NOW.minusMinutes(minutes), NOW);
    assertThat(message(AlertEvent.RESOLVED, List.of(over)).text())
        .isEqualTo("Scout over: file lost, till-07\ntill-07: was open for " + length);
  }

  private static AlertMessage message(int alerts) {
    return message(AlertEvent.OPENED, Collections.nCopies(alerts, LONG));
  }

  private static AlertMessage message(AlertEvent event, List<AlertLine> lines) {
    return new AlertMessage(
        UUID.randomUUID(),
        UUID.randomUUID(),
        "slack:ops",
        "file_lost",
        "critical",
        event,
        lines.size(),
        event == AlertEvent.OPENED ? lines.size() : 0,
        NOW,
        lines,
        "docs/runbooks.md#file_lost");
  }
}
