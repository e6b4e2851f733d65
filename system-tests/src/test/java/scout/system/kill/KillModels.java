package scout.system.kill;

import java.util.List;
import java.util.Map;
import scout.workflows.client.Declarations;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ModelFiles;

/** Two declarations, of which the second makes, changes and drops tables of every kind. */
final class KillModels {
  static final Map<String, String> FIRST =
      Map.of(
          "edge_transactions.yaml",
          source("silver_transaction_old", "old"),
          "gold_kill_days.sql",
          """
          -- grain: store_id, transaction_date
          -- slice: store_id, transaction_date
          SELECT store_id, transaction_date, count(*) AS n, sum(amount) AS amount
            FROM silver_edge_transactions
           GROUP BY 1, 2
          """,
          "gold_kill_gone.sql",
          """
          -- grain: store_id
          -- slice: store_id
          SELECT store_id, sum(n)::bigint AS n FROM gold_kill_days GROUP BY 1
          """);

  static final Map<String, String> SECOND =
      Map.of(
          "edge_transactions.yaml",
          source("silver_transaction_lines", "lines"),
          "ref_kill.csv",
          "payment_method,paid_by\ncard,plastic\n",
          "gold_kill_days.sql",
          """
          -- grain: payment_method, transaction_date
          -- slice: transaction_date
          SELECT s.payment_method, s.transaction_date, max(r.paid_by) AS paid_by,
                 count(*) AS n, sum(s.amount)::text AS amount
            FROM silver_edge_transactions s
            LEFT JOIN ref_kill r ON r.payment_method = s.payment_method
           GROUP BY 1, 2
          """,
          "platinum_kill_shares.sql",
          """
          -- grain: payment_method, transaction_date
          -- slice: transaction_date
          SELECT payment_method, transaction_date,
                 n / sum(n) OVER (PARTITION BY transaction_date) AS share
            FROM gold_kill_days
          """);

  private KillModels() {}

  private static String source(String table, String list) {
    return """
        source: edge_transactions
        tables:
          %s:
            each: %s
            fields:
              sku: {type: key, from: [sku]}
        """
        .formatted(table, list);
  }

  static void apply(Site site, Map<String, String> files) {
    Declarations.apply(
        site.client(),
        new ApplyRequest(
            new ModelFiles(files),
            "ana",
            List.of("silver_transaction_old", "gold_kill_days", "gold_kill_gone")));
  }
}
