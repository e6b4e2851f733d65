package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.activities.fields.PayloadField;
import scout.settings.SettingException;
import scout.settings.Settings;

class LayerSettingsTest {
  private static LayerSettings of(String name, String value) {
    return LayerSettings.from(new Settings(Map.of(name, value)));
  }

  @Test
  void readsFlatNamesInUtcByDefault() {
    LayerSettings settings = LayerSettings.from(new Settings(Map.of()));
    assertThat(settings.timeZone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(settings.paths().flat()).isTrue();
    assertThat(settings.paths().of(PayloadField.STORE_ID)).containsExactly("store_id");
  }

  @Test
  void readsPathsInOrder() {
    LayerSettings settings = of("SCOUT_PATHS_STORE_ID", "store_id, store.id");
    assertThat(settings.paths().of(PayloadField.STORE_ID)).containsExactly("store_id", "store.id");
    assertThat(settings.paths().flat()).isFalse();
  }

  @Test
  void readsTheWordsThatAreNoValues() {
    assertThat(LayerSettings.from(new Settings(Map.of())).readings().nulls())
        .containsExactlyInAnyOrder("null", "none", "nan", "n/a", "\\n");
    assertThat(of("SCOUT_NULLS", "Void, -1").readings().nulls())
        .containsExactlyInAnyOrder("void", "-1");
    assertThat(of("SCOUT_NULLS", "-").readings().nulls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SCOUT_PATHS_AMOUNT, 'total,,sum'",
    "SCOUT_PATHS_AMOUNT, 'total..net'",
    "SCOUT_PATHS_AMOUNT, '.total'",
    "SCOUT_PATHS_AMOUNT, 'total.'",
    "SCOUT_PATHS_AMOUNT, ','",
    "SCOUT_TIMEZONE, Mars/Olympus",
    "SCOUT_TIMEZONE, +02:00",
    "SCOUT_TIMEZONE, UTC+2",
    "SCOUT_NULLS, 'null,,none'",
    "SCOUT_DECIMAL, dot",
    "SCOUT_MAX_AGE, P0D",
    "SCOUT_MAX_AGE, ten years",
    "SCOUT_TIME_FALLBACK, now",
  })
  void refusesWhatCannotBeUsedAndNamesTheSetting(String name, String value) {
    assertThatThrownBy(() -> of(name, value))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith(name + ":");
  }
}
