package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import scout.models.JudgedModel;

/** Models of every kind, that come, change and go in random order. */
final class RandomModels {
  private static final String SILVER = "silver_edge_transactions";
  private static final List<String> STORE_DAY = List.of("store_id", "transaction_date");

  /** In order of dependence; each with another form of its query. */
  private static final List<List<DeclaredModel>> ALL =
      List.of(
          forms(
              DeclaredModel.of(
                  "gold_payments",
                  List.of("payment_method", "store_id", "transaction_date"),
                  STORE_DAY,
                  List.of(SILVER),
                  "SELECT store_id, transaction_date, payment_method, count(*) AS sales,"
                      + " sum(amount) AS revenue, min(extract(hour FROM transaction_timestamp)) AS"
                      + " first_hour FROM silver_edge_transactions"
                      + " GROUP BY store_id, transaction_date, payment_method -- NULL is one"),
              "SELECT store_id, transaction_date, payment_method, count(*) AS sales,"
                  + " sum(amount) AS revenue, max(amount) AS largest FROM silver_edge_transactions"
                  + " GROUP BY 1, 2, 3"),
          forms(
              DeclaredModel.of(
                  "gold_files",
                  List.of("store_id", "transaction_date", "file_name"),
                  STORE_DAY,
                  List.of(SILVER),
                  "SELECT store_id, transaction_date, file_name, max(uploaded_at) AS uploaded_at,"
                      + " max(bronze_id::text) AS row, max(full_payload ->> 'payment_method') AS word, count(DISTINCT file_id) AS"
                      + " files FROM silver_edge_transactions GROUP BY 1, 2, 3"),
              "SELECT store_id, transaction_date, file_name, count(*) FILTER (WHERE full_payload"
                  + " ? 'amount') AS priced FROM silver_edge_transactions GROUP BY 1, 2, 3"),
          forms(
              DeclaredModel.of(
                  "gold_days",
                  List.of("transaction_date", "currency"),
                  List.of("transaction_date"),
                  List.of(SILVER),
                  "SELECT transaction_date, currency, count(*) AS sales, count(DISTINCT store_id) AS"
                      + " stores FROM silver_edge_transactions GROUP BY 1, 2"),
              "SELECT transaction_date, currency, array_agg(DISTINCT store_id) AS stores"
                  + " FROM silver_edge_transactions GROUP BY 1, 2"),
          forms(
              DeclaredModel.of(
                  "gold_first",
                  List.of("transaction_id"),
                  List.of(),
                  List.of(SILVER),
                  "SELECT transaction_id, store_id, rank() OVER (ORDER BY amount DESC NULLS LAST) AS"
                      + " place FROM silver_edge_transactions"),
              "SELECT transaction_id, max(transaction_date) AS transaction_date"
                  + " FROM silver_edge_transactions GROUP BY 1"),
          forms(
              DeclaredModel.of(
                  "gold_stores",
                  List.of("store_id"),
                  List.of("store_id"),
                  List.of("gold_payments", "gold_store_daily_summary"),
                  "SELECT p.store_id, sum(p.sales) AS sales, max(g.transaction_count) AS most FROM"
                      + " gold_payments p JOIN gold_store_daily_summary g USING (store_id,"
                      + " transaction_date) GROUP BY p.store_id"),
              "SELECT store_id, sum(sales) AS sales FROM gold_payments GROUP BY store_id"),
          forms(
              DeclaredModel.of(
                  "gold_fragile",
                  STORE_DAY,
                  STORE_DAY,
                  List.of(SILVER),
                  "SELECT store_id, transaction_date, sum(1 / (trunc(amount * 100) % 41 - 20)) AS x"
                      + " FROM silver_edge_transactions GROUP BY 1, 2"),
              "SELECT store_id, transaction_date, sum(1 / (trunc(amount * 100) % 61 - 30)) AS x"
                  + " FROM silver_edge_transactions GROUP BY 1, 2"),
          forms(
              DeclaredModel.of(
                  "platinum_fragile_days",
                  List.of("transaction_date"),
                  List.of("transaction_date"),
                  List.of("gold_fragile", SILVER),
                  "SELECT f.transaction_date, sum(f.x) AS x, count(s.transaction_id) AS sales FROM"
                      + " gold_fragile f JOIN silver_edge_transactions s USING (store_id,"
                      + " transaction_date) GROUP BY 1"),
              "SELECT transaction_date, count(*) AS stores FROM gold_fragile GROUP BY 1"),
          forms(
              DeclaredModel.of(
                      "platinum_weeks",
                      STORE_DAY,
                      STORE_DAY,
                      List.of("gold_payments"),
                      "SELECT store_id, transaction_date, sum(sum(sales)) OVER (PARTITION BY store_id"
                          + " ORDER BY transaction_date RANGE BETWEEN '6 days' PRECEDING AND CURRENT"
                          + " ROW) AS week FROM gold_payments GROUP BY store_id, transaction_date")
                  .looksBack(6),
              "SELECT store_id, transaction_date, sum(sum(revenue)) OVER (PARTITION BY store_id"
                  + " ORDER BY transaction_date RANGE BETWEEN '5 days' PRECEDING AND CURRENT"
                  + " ROW) AS week FROM gold_payments GROUP BY store_id, transaction_date"),
          forms(
              DeclaredModel.of(
                      "platinum_trend",
                      List.of("transaction_date"),
                      List.of("transaction_date"),
                      List.of("gold_days"),
                      "SELECT DISTINCT transaction_date, count(*) OVER (ORDER BY transaction_date"
                          + " RANGE BETWEEN '30 days' PRECEDING AND CURRENT ROW) AS rows_seen"
                          + " FROM gold_days")
                  .looksBack(30),
              "SELECT DISTINCT transaction_date, min(currency) OVER (ORDER BY transaction_date"
                  + " RANGE BETWEEN '20 days' PRECEDING AND CURRENT ROW) AS rows_seen"
                  + " FROM gold_days"),
          forms(
              DeclaredModel.of(
                  "platinum_ranks",
                  STORE_DAY,
                  STORE_DAY,
                  List.of("platinum_store_features", "gold_stores", "platinum_weeks"),
                  "SELECT f.store_id, f.transaction_date, f.ma7_transactions, s.sales, w.week FROM"
                      + " platinum_store_features f LEFT JOIN gold_stores s USING (store_id) LEFT"
                      + " JOIN platinum_weeks w USING (store_id, transaction_date)"),
              "SELECT f.store_id, f.transaction_date, s.sales - w.week AS rest FROM"
                  + " platinum_store_features f JOIN gold_stores s USING (store_id)"
                  + " JOIN platinum_weeks w USING (store_id, transaction_date)"));

  private final Random random;
  private final LayerStage stage;
  private final Map<String, DeclaredModel> inForce = new TreeMap<>();
  private final Map<String, JudgedModel> judged = new HashMap<>();

  RandomModels(Random random, LayerStage stage) {
    this.random = random;
    this.stage = stage;
  }

  private static List<DeclaredModel> forms(DeclaredModel model, String other) {
    return List.of(model, model.as(other));
  }

  /** A model comes, with those that it reads; or one gets its other form, or goes. */
  void change() throws SQLException {
    int index = random.nextInt(ALL.size());
    DeclaredModel one = ALL.get(index).get(random.nextInt(2));
    if (inForce.containsKey(one.table()) && random.nextInt(3) == 0) {
      remove(one.table());
    } else {
      add(one);
    }
  }

  private void add(DeclaredModel one) throws SQLException {
    for (List<DeclaredModel> each : ALL) {
      String table = each.get(0).table();
      if (one.inputs().contains(table) && !inForce.containsKey(table)) {
        add(each.get(0));
      }
    }
    // its readers may name columns that its other form lacks
    if (inForce.containsKey(one.table()) && readers(one.table()).isEmpty()
        || !inForce.containsKey(one.table())) {
      judged.put(one.table(), one.register(stage, position(one.table())));
      inForce.put(one.table(), one);
    }
  }

  private void remove(String table) {
    readers(table).forEach(this::remove);
    if (inForce.containsKey(table)) {
      inForce.remove(table).remove(stage);
    }
  }

  private List<String> readers(String table) {
    return inForce.values().stream()
        .filter(model -> model.inputs().contains(table))
        .map(DeclaredModel::table)
        .toList();
  }

  private static int position(String table) {
    for (int i = 0; i < ALL.size(); i++) {
      if (ALL.get(i).get(0).table().equals(table)) {
        return i;
      }
    }
    throw new IllegalArgumentException(table);
  }

  /** How many are in force. */
  int size() {
    return inForce.size();
  }

  /** At rest, each is its SELECT over the whole, or held. Returns those that are held or wait. */
  List<String> check(String seed, String zone) throws SQLException {
    List<String> held = stage.texts("SELECT model_name FROM scout.models WHERE state <> 'active'");
    List<String> resting = new ArrayList<>(held);
    for (DeclaredModel model : inForce.values()) {
      if (model.inputs().stream().anyMatch(held::contains)) {
        resting.add(model.table());
      } else if (!held.contains(model.table())) {
        assertThat(DeclaredModel.wrong(judged.get(model.table()), stage, zone))
            .as(seed + ", " + model.table())
            .isEmpty();
        assertThat(
                stage.value(
                    "SELECT count(*) FROM scout.model_outbox WHERE reader = ?", model.table()))
            .as(seed + ", what waits for " + model.table())
            .isEqualTo("0");
      }
    }
    assertThat(
            stage.texts(
                "SELECT subject FROM scout.alerts WHERE kind = 'model_held' AND resolved_at IS NULL"))
        .as(seed + ", alerts")
        .containsExactlyInAnyOrderElementsOf(
            stage.texts("SELECT model_name FROM scout.models WHERE state = 'held'"));
    return resting;
  }
}
