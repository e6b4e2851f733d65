package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;
import scout.workflows.sources.SourceFill;

/** When a device's records lack what they had: one alert for the device, and its end. */
class FieldGoneTest {
  private static final Instant NOON = Instant.now().minusSeconds(86_400);

  private LayerStage stage;
  private int sales;
  private Runnable filling;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private UUID load(int seconds, List<String> records) {
    return stage.loader.load(
        "scout/v1/bronze/till-1/" + seconds + ".jsonl", NOON.plusSeconds(seconds), records);
  }

  /** So many records with these members beside id, store and time. */
  private List<String> sales(int records, String members) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      all.add(
          """
          {"transaction_id": "T%d", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z"%s}\
          """
              .formatted(++sales, members));
    }
    return all;
  }

  private List<String> usual(int records) {
    return sales(records, ", \"amount\": 1, \"currency\": \"EUR\"");
  }

  private List<String> both(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private List<String> alerts() {
    return stage.texts(
        "SELECT concat_ws(' ', subject, severity, times_seen,"
            + " CASE WHEN resolved_at IS NULL THEN 'open' ELSE 'over' END)"
            + " FROM scout.alerts WHERE kind = 'field_gone' ORDER BY id");
  }

  private String message() {
    return stage.value(
        "SELECT message FROM scout.alerts WHERE kind = 'field_gone' ORDER BY id DESC LIMIT 1");
  }

  @Test
  void aFieldThatWasThereIsToldWithSinceWhenAndTheNamesThatCame() {
    load(0, usual(20));
    load(10, sales(6, ", \"betrag\": 1, \"kasse 09171234\": 2, \"currency\": \"EUR\""));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-1 warning 1 open");
    assertThat(message())
        .contains(
            "6 lack amount, such as record 1",
            "Since the upload of " + NOON.plusSeconds(10).toString().substring(0, 16),
            "they have betrag, AAAAA 99999999, which the records of"
                + " scout/v1/bronze/till-1/0.jsonl did not have",
            "./scout fit scout/v1/bronze/till-1/10.jsonl")
        .doesNotContain("09171234", "currency");
  }

  @Test
  void halfOfTheRecordsOrLessIsNoNews() {
    load(0, usual(20));
    load(10, both(usual(5), sales(5, ", \"betrag\": 1, \"currency\": \"EUR\"")));
    stage.refresh();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void whatADeviceHasSeldomSentIsNoNews() {
    load(0, both(usual(18), sales(2, ", \"currency\": \"EUR\"")));
    load(10, sales(6, ", \"currency\": \"EUR\""));
    load(20, sales(6, ""));
    load(30, sales(6, ""));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-1 warning 2 open");
    assertThat(message()).contains("6 lack currency").doesNotContain("amount");
  }

  @Test
  void onlyTheLastTwentyFilesAreHistory() {
    for (int i = 0; i < 3; i++) {
      load(i, sales(50, ""));
    }
    for (int i = 3; i < 23; i++) {
      load(i, usual(5));
    }
    load(30, sales(5, ""));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-1 warning 1 open");
  }

  @Test
  void itGoesOnHoweverManyFilesLackIt() {
    load(0, usual(20));
    stage.refresh();
    for (int i = 1; i <= 30; i++) {
      load(i, sales(5, ", \"currency\": \"EUR\""));
      if (i % 10 == 0) {
        stage.refresh();
      }
    }
    assertThat(alerts()).containsExactly("till-1 warning 30 open");
    assertThat(message()).contains("Since the upload of " + text(1));
    load(40, usual(1));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-1 warning 30 over");
  }

  private static String text(int seconds) {
    return NOON.plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Test
  void aNameWrittenOtherwiseIsToldWithoutHistory() {
    load(0, both(usual(2), sales(2, ", \"Amount\": 76.75, \"currency\": \"EUR\"")));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-1 warning 1 open");
    assertThat(message()).contains("2 lack amount", "in place of it they have Amount");
    load(10, usual(4));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-1 warning 1 over");
  }

  @Test
  void anotherNameOrASmallShareIsNotToldWithoutHistory() {
    load(0, both(usual(2), sales(2, ", \"betrag\": 76.75, \"currency\": \"EUR\"")));
    stage.refresh();
    stage.execute("DELETE FROM scout.files");
    load(10, both(usual(18), sales(2, ", \"Amount\": 1, \"currency\": \"EUR\"")));
    stage.refresh();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void aDeviceIdMayBeGone() {
    load(0, sales(20, ", \"amount\": 1, \"currency\": \"EUR\", \"device_id\": \"till-1\""));
    load(10, usual(6));
    stage.refresh();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void filesThatWereSettledBeforeItWasCountedAreNoHistory() {
    load(0, usual(20));
    stage.refresh();
    stage.execute("UPDATE scout.files SET field_nulls = NULL");
    load(10, sales(6, ", \"currency\": \"EUR\""));
    stage.refresh();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void discardAndRebuildEndIt() {
    load(0, usual(20));
    UUID first = load(10, sales(6, ""));
    UUID second = load(20, sales(6, ""));
    stage.refresh();
    stage.loader.discard(first);
    stage.refresh();
    assertThat(alerts()).containsExactly("till-1 warning 2 open");
    stage.execute(
        "UPDATE scout.bronze_edge_raw SET raw_data = raw_data || '{\"amount\": 1, \"currency\":"
            + " \"EUR\"}' WHERE file_id = ?",
        second);
    stage.rebuild(ZoneOffset.UTC, Layer.SILVER);
    assertThat(alerts()).containsExactly("till-1 warning 2 over");
  }

  @Test
  void aSmallFileNeedsAnotherBeforeIt() {
    load(0, usual(20));
    load(10, sales(4, ""));
    stage.refresh();
    assertThat(alerts()).isEmpty();
    load(20, sales(4, ""));
    stage.refresh();
    assertThat(Collections.frequency(alerts(), "till-1 warning 1 open")).isOne();
  }

  @Test
  void aDeclaredFieldOrThatOfAListMayBeGoneToo() throws Exception {
    SourceSteps sources =
        new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(ZoneOffset.UTC));
    String mood = ", \"mood\": \"good\", \"note\": 5";
    String items = ", \"items\": [{\"sku\": \"A\"}, {\"sku\": \"B\", \"price\": 1}, {}]";
    load(0, sales(20, mood + items));
    stage.refresh();
    sources.declareSource(
        """
        source: edge_transactions
        fields:
          mood: {type: word, from: [mood]}
          note: {type: boolean, from: [note], else: null}
          size: {type: text, from: [size]}
        tables:
          silver_items:
            each: items
            fields:
              sku:   {type: key, from: [sku]}
              price: {type: integer, from: [price], else: null}
        """,
        "test");
    load(5, sales(6, ", \"size\": 1"));
    stage.refresh();
    assertThat(alerts()).as("while older files are not counted").isEmpty();
    SourceFill filled = sources.fillSlice(null);
    while (!filled.full()) {
      filled = sources.fillSlice(filled);
    }
    stage.loader.discard(
        UUID.fromString(
            stage.value("SELECT file_id FROM scout.files ORDER BY file_seq DESC LIMIT 1")));
    stage.refresh();
    load(10, sales(6, ", \"Mood\": \"good\", \"note\": \"odd\", \"items\": [{\"price\": \"x\"}]"));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-1 warning 1 open");
    assertThat(message())
        .contains("6 lack mood", "6 lack silver_items.sku", "in place of it they have Mood")
        .doesNotContain("note", "size", "silver_items.price");
    assertThat(
            stage.value(
                "SELECT declared_nulls || jsonb_build_object('unfit', values_unfit)"
                    + " FROM scout.files ORDER BY file_seq DESC LIMIT 1"))
        .isEqualTo(
            "{\"mood\": 6, \"size\": 6, \"unfit\": {\"note\": 6, \"silver_items.price\": 6},"
                + " \"silver_items.sku\": 6}");
    load(20, sales(6, mood + items));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-1 warning 1 over");
  }

  private void declare(String key, String fields) {
    SourceSteps sources =
        new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(ZoneOffset.UTC));
    sources.declareSource("source: edge_transactions\nkey: " + key + "\n" + fields, "test");
    filling =
        () -> {
          SourceFill filled = sources.fillSlice(null);
          while (!filled.full()) {
            filled = sources.fillSlice(filled);
          }
        };
  }

  /** While older files are not counted, an own field that is known to be gone is still gone. */
  @Test
  void whatIsKnownOutlivesAnotherDeclaration() {
    String mood = "fields:\n  mood: {type: word, from: [mood]}\n";
    declare("transaction_id", mood);
    filling.run();
    load(0, sales(20, ", \"mood\": \"good\", \"amount\": 1"));
    load(10, sales(6, ", \"amount\": 1"));
    stage.refresh();
    assertThat(alerts()).containsExactly("till-1 warning 1 open");
    declare("[store_id, transaction_id]", mood + "  note: {type: text, from: [note]}\n");
    filling.run();
    assertThat(alerts()).containsExactly("till-1 warning 1 open");
    declare("[store_id, transaction_id]", mood + "  size: {type: text, from: [size]}\n");
    load(20, sales(6, ", \"amount\": 1"));
    stage.refresh();
    assertThat(message()).contains("6 lack mood");
    filling.run();
    assertThat(alerts()).containsExactly("till-1 warning 2 open");

    declare("[store_id, transaction_id]", "");
    load(30, sales(6, ", \"amount\": 1"));
    stage.refresh();
    assertThat(alerts()).as("it is no field any more").containsExactly("till-1 warning 2 over");
  }

  @Test
  void anIdIsNoFieldWhereTheKeyIsPutTogether() {
    declare("transaction_id", "fields:\n  receipt: {type: key, from: [receipt]}\n");
    filling.run();
    load(0, usual(20));
    stage.refresh();
    List<String> without =
        usual(6).stream().map(sale -> sale.replaceAll("\"transaction_id\": [^,]*, ", "")).toList();
    load(10, without);
    stage.refresh();
    assertThat(message()).contains("6 lack transaction_id");
    declare("[store_id, receipt]", "fields:\n  receipt: {type: key, from: [receipt]}\n");
    filling.run();
    assertThat(alerts()).containsExactly("till-1 warning 1 over");
  }
}
