package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the checks say about the shops: each is failed by data, and passes once that is mended. */
class BusinessChecksTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Instant LONG_AGO = Instant.parse("2025-06-20T12:00:00Z");

  private LayerStage stage;

  @BeforeEach
  void open() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZONE));
    // says nothing about the data of these tests, which are of any age
    stage.execute("DELETE FROM scout.data_quality_checks WHERE check_name = 'silver_freshness'");
    stage.execute("UPDATE scout.data_quality_checks SET every = '0'");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void allPassOnAnEmptyStack() {
    stage.execute(
        "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query)"
            + " SELECT 'all_ran', 'files', 'SELECT 0'");
    assertThat(stage.refresh().failedChecks()).isNull();
    assertThat(stage.value("SELECT count(*) FROM scout.data_quality_checks WHERE passed"))
        .isEqualTo(stage.value("SELECT count(*) FROM scout.data_quality_checks"));
  }

  @Test
  void aDayOfRefundsFailsUntilItsSalesCome() {
    stage.loader.load("refund.json", LONG_AGO, List.of(sale("A", "2025-06-10T08:00", "-5", "EUR")));
    assertThat(stage.refresh().failedChecks()).isEqualTo("gold_accuracy");
    stage.loader.load("sale.json", LONG_AGO, List.of(sale("B", "2025-06-10T09:00", "7", "EUR")));
    assertThat(stage.refresh().failedChecks()).isNull();
  }

  @Test
  void twoCurrenciesInAStoreDayFailUntilTheFileIsCorrected() {
    stage.loader.load("a.json", LONG_AGO, List.of(sale("A", "2025-06-10T08:00", "5", "EUR")));
    UUID odd =
        stage.loader.load("b.json", LONG_AGO, List.of(sale("B", "2025-06-10T09:00", "7", "USD")));
    assertThat(stage.refresh().failedChecks()).isEqualTo("mixed_currencies");
    stage.loader.replay(odd, List.of(sale("B", "2025-06-10T09:00", "7", "eur")));
    assertThat(stage.refresh().failedChecks()).isNull();
  }

  @Test
  void aMissingCurrencyIsAnotherOne() {
    stage.loader.load(
        "a.json",
        LONG_AGO,
        List.of(
            sale("A", "2025-06-10T08:00", "5", "EUR"), sale("B", "2025-06-10T09:00", "7", " ")));
    assertThat(stage.refresh().failedChecks()).isEqualTo("mixed_currencies");
  }

  @Test
  void aDayWithoutAnyCurrencyHasOne() {
    stage.loader.load("a.json", LONG_AGO, List.of(sale("A", "2025-06-10T08:00", "5", " ")));
    assertThat(stage.refresh().failedChecks()).isNull();
  }

  @Test
  void aDeviceThatLeavesItsRhythmFailsUntilItSendsAgain() {
    Instant last = Instant.now().minus(Duration.ofDays(3));
    for (int file = 0; file < 5; file++) {
      stage.loader.load(file + ".json", last.minus(Duration.ofHours(file)), List.of());
    }
    assertThat(stage.refresh().failedChecks()).isEqualTo("device_freshness");
    stage.loader.load("again.json", Instant.now(), List.of());
    assertThat(stage.refresh().failedChecks()).isNull();
  }

  @Test
  void aDeviceThatSendsTwiceAWeekIsNotMissedBetween() {
    Instant last = Instant.now().minus(Duration.ofDays(3));
    for (int file = 0; file < 5; file++) {
      stage.loader.load(file + ".json", last.minus(Duration.ofDays(3 * file)), List.of());
    }
    assertThat(stage.refresh().failedChecks()).isNull();
  }

  @Test
  void aDeviceThatWasRetiredIsNotMissed() {
    Instant last = Instant.now().minus(Duration.ofDays(15));
    for (int file = 0; file < 5; file++) {
      stage.loader.load(file + ".json", last.minus(Duration.ofHours(file)), List.of());
    }
    assertThat(stage.refresh().failedChecks()).isNull();
  }

  @Test
  void aDayFarBelowItsWeekdayFailsUntilTheLateFileComes() {
    LocalDate day = Instant.now().minus(Duration.ofHours(36)).atZone(ZONE).toLocalDate();
    for (int week = 1; week <= 3; week++) {
      sell(day.minusWeeks(week), 20);
    }
    sell(day, 9);
    assertThat(stage.refresh().failedChecks()).as("three weeks are too few").isNull();
    sell(day.minusWeeks(4), 20);
    assertThat(stage.refresh().failedChecks()).isEqualTo("weekday_volume");
    sell(day, 1);
    assertThat(stage.refresh().failedChecks()).as("half of the least").isNull();
    sell(day, 31);
    assertThat(stage.refresh().failedChecks()).as("more than twice").isEqualTo("weekday_volume");
  }

  @Test
  void aClosedStoreFailsAsNoSales() {
    LocalDate day = Instant.now().minus(Duration.ofHours(36)).atZone(ZONE).toLocalDate();
    for (int week = 1; week <= 4; week++) {
      sell(day.minusWeeks(week), 20);
    }
    assertThat(stage.refresh().failedChecks()).isEqualTo("weekday_volume");
    sell(day, 20);
    assertThat(stage.refresh().failedChecks()).isNull();
  }

  @Test
  void aDeliveryThatWonAndLostFailsUntilOneIsGone() {
    stage.loader.load("a.json", LONG_AGO, List.of(sale("A", "2025-06-10T08:00", "5", "EUR")));
    stage.refresh();
    stage.execute("DELETE FROM scout.data_quality_checks WHERE check_name = 'row_accounting'");
    stage.execute(
        "INSERT INTO scout.silver_superseded SELECT * FROM scout.silver_edge_transactions");
    assertThat(stage.refresh().failedChecks()).isEqualTo("key_uniqueness");
    stage.execute("DELETE FROM scout.silver_superseded");
    assertThat(stage.refresh().failedChecks()).isNull();
  }

  @Test
  void aTransactionThatStandsTwiceFailsUntilOneIsGone() {
    stage.loader.load("a.json", LONG_AGO, List.of(sale("A", "2025-06-10T08:00", "5", "EUR")));
    stage.refresh();
    stage.execute("DELETE FROM scout.data_quality_checks WHERE check_name = 'row_accounting'");
    stage.execute(
        "ALTER TABLE scout.silver_edge_transactions DROP CONSTRAINT silver_edge_transactions_pkey,"
            + " DROP CONSTRAINT silver_edge_transactions_bronze_id_key");
    stage.execute(
        "INSERT INTO scout.silver_edge_transactions SELECT * FROM scout.silver_edge_transactions");
    assertThat(stage.refresh().failedChecks()).contains("key_uniqueness");
    stage.execute("DELETE FROM scout.silver_edge_transactions WHERE ctid <> '(0,1)'");
    assertThat(stage.refresh().failedChecks()).isNull();
  }

  private void sell(LocalDate day, int sales) {
    stage.loader.load(
        UUID.randomUUID() + ".json",
        Instant.now(),
        IntStream.range(0, sales)
            .mapToObj(n -> sale(UUID.randomUUID().toString(), day + "T12:00", "3", "EUR"))
            .toList());
  }

  private static String sale(String id, String time, String amount, String currency) {
    return """
    {"transaction_id": "%s", "store_id": "S1", "timestamp": "%s", "amount": %s,
     "currency": "%s"}\
    """
        .formatted(id, time, amount, currency);
  }
}
