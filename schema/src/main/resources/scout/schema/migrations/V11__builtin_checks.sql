-- The two checks over everything find what they look for in indexes that are all but empty, so
-- that they cost the same at any size.
CREATE INDEX bronze_edge_raw_without_data ON scout.bronze_edge_raw (file_id)
  WHERE raw_data IS NULL;
CREATE INDEX gold_store_daily_summary_negative ON scout.gold_store_daily_summary (store_id)
  WHERE total_revenue < 0;

-- What the two checks below look at: what changed since they last passed. So they cost what the
-- change costs, and one that fails goes on failing until its cause is gone.
CREATE INDEX files_settled ON scout.files (settled_at);
CREATE INDEX gold_store_daily_summary_updated ON scout.gold_store_daily_summary (last_updated);
CREATE INDEX data_quality_results_passed ON scout.data_quality_results (check_name, executed_at)
  WHERE passed;

INSERT INTO scout.data_quality_checks (check_name, table_name, severity, check_query) VALUES
-- files whose ledger row disagrees with bronze, silver or the rejected records
('row_accounting', 'files', 'critical', $check$
SELECT count(*)
  FROM files f
 CROSS JOIN LATERAL (
       SELECT count(*) AS loaded,
              count(*) FILTER (WHERE processing_status = 'processed') AS processed,
              count(*) FILTER (WHERE processing_status = 'rejected') AS rejected,
              count(*) FILTER (WHERE processing_status = 'discarded') AS discarded
         FROM bronze_edge_raw
        WHERE file_id = f.file_id AND created_at = f.bronze_created_at) bronze
 CROSS JOIN LATERAL (
       SELECT count(*) AS winners,
              count(b.id) AS traced
         FROM silver_edge_transactions s
         LEFT JOIN bronze_edge_raw b
           ON b.file_id = f.file_id AND b.created_at = f.bronze_created_at
          AND b.record_no = s.record_no AND b.id = s.bronze_id
        WHERE s.file_id = f.file_id) silver
 CROSS JOIN LATERAL (
       SELECT count(*) AS losers FROM silver_superseded WHERE file_id = f.file_id) superseded
 CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE stage = 'bronze') AS bronze,
              count(*) FILTER (WHERE stage = 'silver') AS silver
         FROM rejected_records WHERE file_id = f.file_id) rejects
 WHERE f.settled_at >= coalesce(
         (SELECT max(executed_at) - interval '1 minute' FROM data_quality_results
           WHERE check_name = 'row_accounting' AND passed), '-infinity')
   AND f.silver_generation IS NOT DISTINCT FROM f.generation
   AND (f.records_loaded, f.records_current + f.records_superseded + f.records_unkeyed,
        f.records_rejected_silver, f.records_discarded, f.records_current, f.records_current,
        f.records_superseded, f.records_rejected_silver, f.records_rejected)
       IS DISTINCT FROM
       (bronze.loaded, bronze.processed, bronze.rejected, bronze.discarded, silver.winners,
        silver.traced, superseded.losers, rejects.silver, rejects.bronze)
$check$),
-- store-days whose gold row disagrees with their transactions
('gold_matches_silver', 'gold_store_daily_summary', 'critical', $check$
WITH since AS (
  SELECT coalesce(max(executed_at) - interval '1 minute', '-infinity') AS moment
    FROM data_quality_results WHERE check_name = 'gold_matches_silver' AND passed),
changed AS (
  SELECT store_id, transaction_date
    FROM silver_edge_transactions WHERE created_at >= (SELECT moment FROM since)
   UNION
  SELECT store_id, transaction_date
    FROM gold_store_daily_summary WHERE last_updated >= (SELECT moment FROM since))
SELECT count(*)
  FROM changed
  LEFT JOIN gold_store_daily_summary g USING (store_id, transaction_date)
 CROSS JOIN LATERAL (
       SELECT count(*) AS transactions,
              sum(amount) FILTER (WHERE currency IS NOT DISTINCT FROM g.currency) AS revenue
         FROM silver_edge_transactions
        WHERE store_id = changed.store_id AND transaction_date = changed.transaction_date) s
 WHERE (coalesce(g.transaction_count, 0), g.total_revenue)
       IS DISTINCT FROM (s.transactions, s.revenue)
$check$);
