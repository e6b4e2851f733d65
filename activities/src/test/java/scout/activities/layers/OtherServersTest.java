package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import scout.activities.TestDatabase;

/** The layers are the same on a server of another locale, and say what one doesn't know. */
class OtherServersTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");

  @Test
  void readsTheSameInATurkishDatabase() throws Exception {
    TestDatabase turkish =
        TestDatabase.create("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'tr'");
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC), turkish)) {
      assertThat(stage.value("SELECT lower('VISA')")).as("what the locale does").isEqualTo("vısa");
      stage.loader.load(
          "a.json",
          NOON,
          List.of(
              """
              {"transaction_id": "I1", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z",
               "amount": 5, "currency": "inr", "payment_method": "VISA"}\
              """,
              """
              {"transaction_id": "I2", "store_id": "S1", "timestamp": "2025-06-10T09:00:00Z",
               "amount": "NONE", "currency": "try", "payment_method": "ÉTÉ"}\
              """));
      stage.refresh();
      assertThat(
              stage.texts(
                  "SELECT concat_ws(' ', transaction_id, currency, payment_method, amount)"
                      + " FROM scout.silver_edge_transactions ORDER BY transaction_id"))
          .containsExactly("I1 INR visa 5.00", "I2 TRY été");
      assertThatThrownBy(
              () ->
                  stage.execute(
                      "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query,"
                          + " blocking) VALUES ('above', 'gold_store_daily_summary',"
                          + " 'SELECT count(*) FROM PLATINUM_STORE_FEATURES', true)"))
          .hasMessageContaining("data_quality_checks_reads_below");
    }
  }

  @Test
  void saysThatTheServerDoesNotKnowTheTimeZoneAndHoldsNoFile() throws Exception {
    try (LayerStage stage = new LayerStage(LayerSettings.of(newZone(NewZone.NAME)))) {
      stage.loader.load(
          "a.json",
          NOON,
          List.of(
              """
              {"transaction_id": "T1", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z"}\
              """));
      assertThatThrownBy(stage::refresh)
          .rootCause()
          .hasMessageContaining("doesn't know the time zone " + NewZone.NAME)
          .hasMessageContaining("SCOUT_TIMEZONE")
          .hasMessageContaining("TIME_ZONE_UNKNOWN");
      assertThat(stage.texts("SELECT subject FROM scout.alerts WHERE kind = 'file_held'"))
          .isEmpty();
      assertThat(stage.value("SELECT count(*) FROM scout.settings_in_force")).isEqualTo("0");
    }
  }

  private static ZoneId newZone(String name) {
    ZoneRulesProvider.registerProvider(new NewZone());
    return ZoneId.of(name);
  }

  /** A zone that Java has heard of and no database has. */
  private static final class NewZone extends ZoneRulesProvider {
    static final String NAME = "Atlantis/Poseidonia";
    private static final ZoneRules RULES = ZoneRules.of(ZoneOffset.ofHours(-2));

    @Override
    protected Set<String> provideZoneIds() {
      return Set.of(NAME);
    }

    @Override
    protected ZoneRules provideRules(String zone, boolean caching) {
      return RULES;
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
      return new TreeMap<>(Map.of("1", RULES));
    }
  }
}
