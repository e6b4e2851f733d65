package scout.activities.layers;

import java.util.Set;
import java.util.TreeSet;

/** What the layers hold, as the texts that {@link Model} computes. */
final class Held {
  private static final String ISO =
      "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
  private static final String SALE =
      "concat_ws('|', transaction_id, store_id, "
          + ISO.formatted("transaction_timestamp")
          + ", coalesce(amount::text, 'null'), coalesce(currency, 'null'),"
          + " coalesce(payment_method, 'null'), device_id, file_id, record_no, "
          + ISO.formatted("uploaded_at")
          + ", transaction_date)";

  private final LayerStage stage;

  Held(LayerStage stage) {
    this.stage = stage;
  }

  Set<String> silver() {
    return rows("SELECT " + SALE + " FROM scout.silver_edge_transactions");
  }

  Set<String> superseded() {
    return rows("SELECT " + SALE + " || '|' || shares_id FROM scout.silver_superseded");
  }

  Set<String> ledger() {
    return rows(
        "SELECT concat_ws('|', file_id, records_loaded, records_current, records_superseded,"
            + " records_unkeyed, records_rejected_silver, records_discarded, records_overridden,"
            + " records_lost, (SELECT string_agg(key || '=' || value, ',' ORDER BY key COLLATE"
            + " \"C\") FROM jsonb_each_text(field_nulls))) FROM scout.files");
  }

  Set<String> gold() {
    return rows(
        "SELECT concat_ws('|', store_id, transaction_date, transaction_count, active_devices,"
            + " coalesce(total_revenue::text, 'null'),"
            + " coalesce(avg_transaction_value::text, 'null'),"
            + " coalesce(most_common_payment, 'null'), "
            + ISO.formatted("first_transaction_time")
            + ", "
            + ISO.formatted("last_transaction_time")
            + ", coalesce(currency, 'null'), other_currency_transactions)"
            + " FROM scout.gold_store_daily_summary");
  }

  Set<String> platinum() {
    return rows(
        "SELECT concat_ws('|', store_id, transaction_date, avg_daily_transactions,"
            + " coalesce(stddev_daily_transactions::text, 'null'),"
            + " coalesce(avg_daily_revenue::text, 'null'), ma7_transactions, day_of_week,"
            + " coalesce(weekend_avg::text, 'null'), coalesce(weekday_avg::text, 'null'),"
            + " coalesce(currency, 'null')) FROM scout.platinum_store_features");
  }

  private Set<String> rows(String sql) {
    return new TreeSet<>(stage.texts(sql));
  }
}
