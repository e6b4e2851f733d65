package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store-day by the rules for its currencies, amounts and payments; each case is a store. */
class GoldTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");

  private LayerStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  /** A sale: amount, currency, payment method and device as JSON values. */
  private static String sale(String store, String values) {
    String[] value = values.split(" ", -1);
    return """
    {"transaction_id": "%s", "store_id": %s, "timestamp": "2025-06-10T08:00:00Z",
     "amount": %s, "currency": %s, "payment_method": %s, "device_id": %s}\
    """
        .formatted(UUID.randomUUID(), store, value[0], value[1], value[2], value[3]);
  }

  private UUID load(Map<String, List<String>> salesByStore) {
    List<String> records = new ArrayList<>();
    salesByStore.forEach((store, sales) -> sales.forEach(each -> records.add(sale(store, each))));
    return stage.loader.load("a.json", NOON, records);
  }

  @Test
  void everyCaseHasItsRow() {
    Map<String, List<String>> sales = new LinkedHashMap<>();
    List<String> due = new ArrayList<>();
    // count, devices, revenue, average, payment, currency, of other currencies
    sales.put("\"tie\"", List.of("5 'USD' 'cash' 'a'", "3 'EUR' 'card' 'b'"));
    due.add("tie 2 2 3.00 3.00 card EUR 1");
    sales.put("\"tie with none\"", List.of("5 null null 'a'", "3 'EUR' null 'a'"));
    due.add("tie with none 2 1 3.00 3.00 - EUR 1");
    sales.put("\"most have none\"", List.of("1 null 'x' 'a'", "2 null 'x' 'a'", "9 'EUR' 'x' 'a'"));
    due.add("most have none 3 1 3.00 1.50 x - 1");
    sales.put(
        "\"most, not dearest\"", List.of("1 'USD' 'x' 'a'", "1 'usd' 'x' 'a'", "99 'EUR' 'x' 'a'"));
    due.add("most, not dearest 3 1 2.00 1.00 x USD 1");
    sales.put("\"no amounts\"", List.of("null 'EUR' 'x' 'a'", "null 'EUR' 'x' 'a'"));
    due.add("no amounts 2 1 - - x EUR 0");
    sales.put(
        "\"no amounts in the main\"",
        List.of("null 'EUR' 'x' 'a'", "null 'EUR' 'x' 'a'", "7 'USD' 'x' 'a'"));
    due.add("no amounts in the main 3 1 - - x EUR 1");
    sales.put("\"some amounts\"", List.of("4 'EUR' 'x' 'a'", "null 'EUR' 'x' 'a'"));
    due.add("some amounts 2 1 4.00 4.00 x EUR 0");
    sales.put("\"half a cent\"", List.of("0.01 'EUR' 'x' 'a'", "0.02 'EUR' 'x' 'a'"));
    due.add("half a cent 2 1 0.03 0.02 x EUR 0");
    sales.put("\"half a cent back\"", List.of("-0.01 'EUR' 'x' 'a'", "-0.02 'EUR' 'x' 'a'"));
    due.add("half a cent back 2 1 -0.03 -0.02 x EUR 0");
    sales.put("\"payments by bytes\"", List.of("1 'EUR' 'ärger' 'a'", "1 'EUR' 'ZEBRA' 'a'"));
    due.add("payments by bytes 2 1 2.00 1.00 zebra EUR 0");
    sales.put(
        "\"payment of the other currency\"",
        List.of(
            "1 'EUR' 'card' 'a'", "1 'EUR' null 'a'", "1 'USD' 'cash' 'a'", "1 null 'cash' 'a'"));
    due.add("payment of the other currency 4 1 2.00 1.00 cash EUR 2");
    sales.replaceAll((store, each) -> each.stream().map(one -> one.replace('\'', '"')).toList());

    UUID file = load(sales);
    stage.refresh();

    assertThat(
            stage.texts(
                "SELECT concat_ws(' ', store_id, transaction_count, active_devices,"
                    + " coalesce(total_revenue::text, '-'),"
                    + " coalesce(avg_transaction_value::text, '-'),"
                    + " coalesce(most_common_payment, '-'), coalesce(currency, '-'),"
                    + " other_currency_transactions) FROM scout.gold_store_daily_summary"))
        .containsExactlyInAnyOrderElementsOf(due);

    stage.loader.discard(file);
    stage.refresh();
    assertThat(stage.texts("SELECT store_id FROM scout.gold_store_daily_summary")).isEmpty();
    assertThat(stage.texts("SELECT store_id FROM scout.platinum_store_features")).isEmpty();
    assertThat(stage.texts("SELECT store_id FROM scout.platinum_store_features_latest")).isEmpty();
  }

  /** Whatever characters a store's name has, it is data, up to platinum and down to its records. */
  @Test
  void oddNamesOfStoresAreNames() {
    Map<String, String> stores = new LinkedHashMap<>();
    stores.put("\"'; DROP TABLE scout.files; --\"", "'; DROP TABLE scout.files; --");
    stores.put("\"a\\\"b\"", "a\"b");
    stores.put("\"back\\\\slash\"", "back\\slash");
    stores.put("\"%_\"", "%_");
    stores.put("\"{1,NULL}\"", "{1,NULL}");
    stores.put("\"NULLS\"", "NULLS");
    stores.put("\":store ?\"", ":store ?");
    stores.put("\"\\ud83d\\udcb6 é\"", "\ud83d\udcb6 é");
    stores.put("\"e\\u0301\"", "\u00e9");
    stores.put("\"line\\nbreak\"", "line\nbreak");
    stores.put("\"  trimmed\\t\"", "trimmed");
    stores.put("7", "7");
    stores.put("\"" + "é".repeat(100) + "\"", "é".repeat(100));
    Map<String, List<String>> sales = new LinkedHashMap<>();
    stores.keySet().forEach(store -> sales.put(store, List.of("1 \"EUR\" \"card\" \"a\"")));
    UUID file = load(sales);
    stage.refresh();

    for (String table :
        List.of(
            "gold_store_daily_summary",
            "platinum_store_features",
            "platinum_store_features_latest",
            "gold_lineage",
            "file_store_days")) {
      assertThat(stage.texts("SELECT store_id FROM scout." + table))
          .as(table)
          .containsExactlyInAnyOrderElementsOf(stores.values());
    }
    stage.loader.replay(file, List.of());
    stage.refresh();
    assertThat(stage.texts("SELECT store_id FROM scout.gold_store_daily_summary")).isEmpty();
    assertThat(stage.texts("SELECT store_id FROM scout.platinum_store_features")).isEmpty();
  }
}
