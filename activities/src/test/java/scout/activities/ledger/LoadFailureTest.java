package scout.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger says of a file that was not reprocessed, in today's words and in older ones. */
class LoadFailureTest {
  private static final LoadFailure GONE = new LoadFailure("OBJECT_GONE", "It is nowhere");

  @Test
  void saysThatItWasNotReprocessed() {
    assertThat(GONE.refusedReprocess()).isEqualTo("reprocess refused: OBJECT_GONE: It is nowhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "reprocess refused: ", "replay refused: "})
  void readsEachForm(String before) {
    assertThat(LoadFailure.parse(before + GONE.text())).isEqualTo(GONE);
  }
}
