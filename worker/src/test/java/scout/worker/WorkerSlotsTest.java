package scout.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import scout.settings.SettingException;
import scout.settings.Settings;

class WorkerSlotsTest {
  private static WorkerSlots of(String... pairs) {
    Map<String, String> values = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return WorkerSlots.of(new Settings(values));
  }

  @Test
  void defaultsFit() {
    assertThat(of()).isEqualTo(new WorkerSlots(16, 8, 8, 4, 3));
  }

  @Test
  void eachIsRead() {
    assertThat(
            of(
                "SCOUT_INGEST_CONNECTIONS", "5",
                "SCOUT_LOAD_SLOTS", "3",
                "SCOUT_ARCHIVE_SLOTS", "2",
                "SCOUT_TRANSFORM_CONNECTIONS", "2",
                "SCOUT_LAYER_SLOTS", "1"))
        .isEqualTo(new WorkerSlots(5, 3, 2, 2, 1));
  }

  @Test
  void aRefreshOrARebuildTakesTheConnectionThatIsLeft() {
    assertThat(of().spareConnections()).isEqualTo(1);
    assertThat(of("SCOUT_LAYER_SLOTS", "4").spareConnections()).isZero();
  }

  @Test
  void moreSlotsThanConnectionsAreRefused() {
    assertThatThrownBy(() -> of("SCOUT_LOAD_SLOTS", "9"))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "SCOUT_INGEST_CONNECTIONS: 16 connections are too few for 9 load slots and 8 archive"
                + " slots; raise it to 17, or lower SCOUT_LOAD_SLOTS or SCOUT_ARCHIVE_SLOTS");
    assertThatThrownBy(() -> of("SCOUT_LAYER_SLOTS", "5"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("SCOUT_TRANSFORM_CONNECTIONS: 4 connections are too few");
  }

  @Test
  void wrongNumberNamesItsSetting() {
    assertThatThrownBy(() -> of("SCOUT_LOAD_SLOTS", "many"))
        .hasMessage("SCOUT_LOAD_SLOTS: 'many' is not a whole number from 1 to 1000");
  }
}
