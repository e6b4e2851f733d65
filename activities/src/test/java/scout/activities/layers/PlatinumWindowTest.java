package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 2025-01-01 is a Wednesday. */
class PlatinumWindowTest {
  private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

  private LayerStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  /** So many sales of one euro on the day that comes so many days after the first. */
  private static void add(List<String> records, int day, int sales) {
    for (int i = 0; i < sales; i++) {
      records.add(
          """
          {"transaction_id": "%s", "store_id": "S1", "timestamp": "%sT08:00:00Z", "amount": 1}\
          """
              .formatted(UUID.randomUUID(), FIRST.plusDays(day)));
    }
  }

  private UUID load(int... daysAndSales) {
    List<String> records = new ArrayList<>();
    for (int i = 0; i < daysAndSales.length; i += 2) {
      add(records, daysAndSales[i], daysAndSales[i + 1]);
    }
    return stage.loader.load("a.json", Instant.parse("2026-01-01T00:00:00Z"), records);
  }

  private String feature(String column, int day) {
    return stage.value(
        "SELECT " + column + " FROM scout.platinum_store_features WHERE transaction_date = ?",
        FIRST.plusDays(day));
  }

  @Test
  void theWindowEndsAtTheDayAndReachesBack89Days() {
    load(0, 2, 89, 4, 90, 6);
    stage.refresh();
    assertThat(feature("avg_daily_transactions", 0)).isEqualTo("2.0000");
    assertThat(feature("avg_daily_transactions", 89)).isEqualTo("3.0000");
    assertThat(feature("avg_daily_transactions", 90)).isEqualTo("5.0000");
    assertThat(feature("stddev_daily_transactions", 0)).isNull();
    assertThat(feature("stddev_daily_transactions", 90)).isEqualTo("1.4142");
    assertThat(feature("avg_daily_revenue", 90)).isEqualTo("5.0000");
  }

  @Test
  void theWeeklyAverageDividesBySevenCalendarDaysOrTheAgeOfTheStore() {
    load(0, 6, 1, 3, 9, 7, 10, 7);
    stage.refresh();
    assertThat(feature("ma7_transactions", 0)).isEqualTo("6.0000");
    assertThat(feature("ma7_transactions", 1)).isEqualTo("4.5000");
    assertThat(feature("ma7_transactions", 9)).isEqualTo("1.0000");
    assertThat(feature("ma7_transactions", 10)).isEqualTo("2.0000");
  }

  @Test
  void theAgeOfTheStoreIsThatInTheWindow() {
    load(0, 6, 95, 6);
    stage.refresh();
    assertThat(feature("ma7_transactions", 95)).isEqualTo("6.0000");
  }

  @Test
  void weekendsAndWeekdaysAreApart() {
    load(0, 2, 3, 4, 4, 8);
    stage.refresh();
    assertThat(feature("day_of_week", 0)).isEqualTo("3");
    assertThat(feature("weekend_avg", 0)).isNull();
    assertThat(feature("weekday_avg", 4)).isEqualTo("2.0000");
    assertThat(feature("weekend_avg", 4)).isEqualTo("6.0000");
    assertThat(feature("day_of_week", 4)).isEqualTo("0");
  }

  @Test
  void aCorrectionRewritesTheRowsWhoseWindowsHoldItAndNoOther() {
    load(0, 1, 10, 1, 99, 1, 100, 1, 200, 1);
    UUID correction = load(10, 2);
    stage.refresh();
    String updated = stage.value("SELECT max(last_updated) FROM scout.platinum_store_features");
    stage.loader.discard(correction);
    stage.refresh();
    assertThat(
            stage.value(
                "SELECT string_agg((transaction_date - DATE '2025-01-01')::text, ' '"
                    + " ORDER BY transaction_date) FROM scout.platinum_store_features"
                    + " WHERE last_updated > ?::timestamptz",
                updated))
        .isEqualTo("10 99");
  }

  @Test
  void aStoreDayThatLosesItsLastSaleDisappearsFromTheWindowsToo() {
    load(0, 2);
    UUID gone = load(5, 9);
    load(6, 4);
    stage.refresh();
    assertThat(feature("avg_daily_transactions", 6)).isEqualTo("5.0000");
    stage.loader.discard(gone);
    stage.refresh();
    assertThat(feature("day_of_week", 5)).isNull();
    assertThat(feature("avg_daily_transactions", 6)).isEqualTo("3.0000");
  }

  @Test
  void revenueIsAveragedOverTheDaysOfTheRowsCurrency() {
    List<String> records = new ArrayList<>();
    int day = 0;
    for (String sale : List.of("10 EUR", "900 JPY", "20 EUR", "5 null", "700 JPY", "30 EUR")) {
      String currency = sale.substring(sale.indexOf(' ') + 1);
      records.add(
          """
          {"transaction_id": "%s", "store_id": "S1", "timestamp": "%sT08:00:00Z", "amount": %s,
           "currency": %s}\
          """
              .formatted(
                  UUID.randomUUID(),
                  FIRST.plusDays(day++),
                  sale.substring(0, sale.indexOf(' ')),
                  currency.equals("null") ? "null" : '"' + currency + '"'));
    }
    stage.loader.load("a.json", Instant.parse("2026-01-01T00:00:00Z"), records);
    stage.refresh();
    assertThat(
            stage.texts(
                "SELECT concat_ws(' ', avg_daily_revenue, currency)"
                    + " FROM scout.platinum_store_features ORDER BY transaction_date"))
        .containsExactly(
            "10.0000 EUR", "900.0000 JPY", "15.0000 EUR", "5.0000", "800.0000 JPY", "20.0000 EUR");
  }

  @Test
  void theLatestViewTakesTheNewestDayThatIsOver() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    stage.execute("INSERT INTO scout.settings_in_force (time_zone, paths) VALUES ('UTC', '{}')");
    stage.execute(
        "INSERT INTO scout.platinum_store_features (store_id, transaction_date, day_of_week)"
            + " VALUES ('S1', ?, 0), ('S1', ?, 0), ('S1', ?, 0), ('S2', ?, 0), ('S3', ?, 0)",
        today,
        today.minusDays(2),
        today.minusDays(9),
        today,
        today.plusDays(1));
    assertThat(
            stage.value(
                "SELECT string_agg(store_id || ' ' || days_since_sale, ', ' ORDER BY store_id)"
                    + " FROM scout.platinum_store_features_latest"))
        .isEqualTo("S1 2, S2 0");
  }
}
