-- grain: one row, what a comparison of all layers found

-- name: nothing_covered
-- Of those that walk; the others read by index what is recent.
DELETE FROM scout.data_quality_checks WHERE walks IS NULL;
UPDATE scout.data_quality_checks SET covered_until = NULL

-- name: left
-- Whether a check has not come to what was there when it began.
SELECT EXISTS (SELECT FROM scout.data_quality_checks
                WHERE walks IS NOT NULL
                  AND (covered_until IS NULL OR covered_until < now() - interval '1 hour'))

-- name: bronze_and_silver
SELECT count(*)
  FROM scout.files f
  LEFT JOIN (SELECT file_id, count(*) AS loaded FROM scout.bronze_edge_raw
              WHERE processing_status = 'processed' GROUP BY file_id) b USING (file_id)
  LEFT JOIN (SELECT file_id, count(*) AS winners FROM scout.silver_edge_transactions
              GROUP BY file_id) s USING (file_id)
 WHERE (f.records_loaded, f.records_current) IS DISTINCT FROM (b.loaded, s.winners)

-- name: silver_and_gold
SELECT count(*)
  FROM scout.gold_store_daily_summary g
  FULL JOIN (SELECT store_id, transaction_date, count(*) AS transactions, sum(amount) AS revenue
               FROM scout.silver_edge_transactions
              GROUP BY store_id, transaction_date) s USING (store_id, transaction_date)
 WHERE (g.transaction_count, g.total_revenue) IS DISTINCT FROM (s.transactions, s.revenue)
