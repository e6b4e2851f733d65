-- The checks of what changed look at each change once: from where they last passed, which is told
-- by what that run was sure to see instead of by a minute's grace. Since somebody may change a row
-- behind the program's back, they look at the newest rows again: as many records as the caller
-- sets in scout.check_again, else 1,000.
ALTER TABLE scout.data_quality_results
  -- the run saw every change that was committed by a transaction begun before
  ADD COLUMN covers timestamptz;
UPDATE scout.data_quality_results SET covers = executed_at - interval '1 minute' WHERE passed;
DROP INDEX scout.data_quality_results_passed;
CREATE INDEX data_quality_results_passed ON scout.data_quality_results (check_name, covers)
  WHERE passed;

-- From when on a check has to look at what changed.
CREATE FUNCTION scout.unchecked_since(name text) RETURNS timestamptz
LANGUAGE sql STABLE AS $$
  SELECT coalesce(max(covers), '-infinity')
    FROM scout.data_quality_results
   WHERE check_name = name AND passed
$$;

-- How many of the newest records a check looks at though it has seen them.
CREATE FUNCTION scout.check_again() RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('scout.check_again', true), ''), '1000')::bigint
$$;

UPDATE scout.data_quality_checks SET check_query = $check$
WITH due AS (
  SELECT file_id FROM files WHERE settled_at >= unchecked_since('row_accounting')
   UNION
  SELECT file_id
    FROM (SELECT file_id, sum(records_loaded + 1) OVER (ORDER BY settled_at DESC, file_id) AS records
            FROM (SELECT file_id, settled_at, records_loaded
                    FROM files WHERE settled_at IS NOT NULL
                   ORDER BY settled_at DESC LIMIT check_again()) newest) again
   WHERE records <= check_again())
SELECT count(*)
  FROM due
 CROSS JOIN LATERAL (
       SELECT *, bronze_kept(bronze_created_at) AS bronze_kept
         FROM files WHERE file_id = due.file_id OFFSET 0) f
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
 WHERE f.silver_generation IS NOT DISTINCT FROM f.generation
   AND ((f.records_current, f.records_superseded, f.records_rejected_silver, f.records_rejected)
        IS DISTINCT FROM
        (silver.winners, superseded.losers, rejects.silver, rejects.bronze)
        -- a month that was retired has no rows left to count
        OR f.bronze_kept
           AND (f.records_loaded, f.records_current + f.records_superseded + f.records_unkeyed,
                f.records_rejected_silver, f.records_discarded, f.records_current)
               IS DISTINCT FROM
               (bronze.loaded, bronze.processed, bronze.rejected, bronze.discarded, silver.traced))
$check$
 WHERE check_name = 'row_accounting';

UPDATE scout.data_quality_checks SET check_query = $check$
WITH due AS (
  SELECT store_id, transaction_date
    FROM silver_edge_transactions WHERE created_at >= unchecked_since('gold_matches_silver')
   UNION
  SELECT store_id, transaction_date
    FROM gold_store_daily_summary WHERE last_updated >= unchecked_since('gold_matches_silver')
   UNION
  SELECT store_id, transaction_date
    FROM (SELECT store_id, transaction_date,
                 sum(transaction_count) OVER (
                   ORDER BY last_updated DESC, store_id, transaction_date) AS records
            FROM (SELECT store_id, transaction_date, transaction_count, last_updated
                    FROM gold_store_daily_summary
                   ORDER BY last_updated DESC LIMIT check_again()) newest) again
   WHERE records <= check_again()
   UNION
  SELECT store_id, transaction_date
    FROM (SELECT store_id, transaction_date
            FROM silver_edge_transactions ORDER BY created_at DESC LIMIT check_again()) newest
   WHERE NOT EXISTS (SELECT FROM gold_store_daily_summary
                      WHERE store_id = newest.store_id
                        AND transaction_date = newest.transaction_date))
SELECT count(*)
  FROM due
  LEFT JOIN gold_store_daily_summary g USING (store_id, transaction_date)
 CROSS JOIN LATERAL (
       SELECT count(*) AS transactions,
              sum(amount) FILTER (WHERE currency IS NOT DISTINCT FROM g.currency) AS revenue
         FROM silver_edge_transactions
        WHERE store_id = due.store_id AND transaction_date = due.transaction_date) s
 WHERE (coalesce(g.transaction_count, 0), g.total_revenue)
       IS DISTINCT FROM (s.transactions, s.revenue)
$check$
 WHERE check_name = 'gold_matches_silver';

UPDATE scout.data_quality_checks SET check_query = $check$
WITH due AS (
  SELECT ctid AS place, transaction_id, bronze_id
    FROM silver_edge_transactions WHERE created_at >= unchecked_since('key_uniqueness')
   UNION
  SELECT * FROM (
    SELECT ctid, transaction_id, bronze_id
      FROM silver_edge_transactions ORDER BY created_at DESC LIMIT check_again()) newest)
SELECT count(*)
  FROM due
 WHERE EXISTS (SELECT FROM silver_superseded lost WHERE lost.bronze_id = due.bronze_id)
    OR EXISTS (SELECT FROM silver_edge_transactions other
                WHERE other.transaction_id = due.transaction_id AND other.ctid <> due.place)
$check$
 WHERE check_name = 'key_uniqueness';
