-- The three checks of what changed give the same answers for less: accounting reads a file's rows
-- once, and plans only the months that hold them; gold is read by index alone; nothing that a check
-- has gathered once is sorted or hashed only to find it twice.

-- What bronze and silver hold of files that all were loaded at these times. Both come as values, so
-- that other months are not even planned.
CREATE FUNCTION scout.rows_of_files(files uuid[], loaded timestamptz[])
RETURNS TABLE (file_id uuid, created_at timestamptz, loaded_rows bigint, processed bigint,
               rejected bigint, discarded bigint, winners bigint, traced bigint)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, scout, pg_temp SET enable_bitmapscan = off AS $$
BEGIN
  RETURN QUERY EXECUTE '
    SELECT coalesce(b.file_id, s.file_id), b.created_at, count(b.id),
           count(*) FILTER (WHERE b.processing_status = ''processed''),
           count(*) FILTER (WHERE b.processing_status = ''rejected''),
           count(*) FILTER (WHERE b.processing_status = ''discarded''),
           count(s.bronze_id), count(*) FILTER (WHERE b.id = s.bronze_id)
      FROM (SELECT id, file_id, record_no, created_at, processing_status
              FROM scout.bronze_edge_raw
             WHERE file_id = ANY ($1) AND created_at = ANY ($2)) b
      FULL JOIN (SELECT bronze_id, file_id, record_no
                   FROM scout.silver_edge_transactions
                  WHERE file_id = ANY ($1)) s
        ON s.bronze_id = b.id AND s.file_id = b.file_id AND s.record_no = b.record_no
     GROUP BY 1, 2' USING files, loaded;
END
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
   WHERE records <= check_again()),
ledger AS MATERIALIZED (
  SELECT f.*, bronze_kept(f.bronze_created_at) AS bronze_kept
    FROM due
   CROSS JOIN LATERAL (SELECT * FROM files WHERE file_id = due.file_id OFFSET 0) f
   WHERE f.silver_generation IS NOT DISTINCT FROM f.generation),
rows_held AS MATERIALIZED (
  SELECT *
    FROM rows_of_files(ARRAY(SELECT file_id FROM ledger),
                       ARRAY(SELECT DISTINCT bronze_created_at FROM ledger))),
held AS MATERIALIZED (
  -- rows of another time, which is another file's, are none of the file's bronze
  SELECT f.file_id,
         coalesce(sum(loaded_rows) FILTER (WHERE created_at = f.bronze_created_at), 0) AS loaded,
         coalesce(sum(processed) FILTER (WHERE created_at = f.bronze_created_at), 0) AS processed,
         coalesce(sum(rejected) FILTER (WHERE created_at = f.bronze_created_at), 0) AS rejected,
         coalesce(sum(discarded) FILTER (WHERE created_at = f.bronze_created_at), 0) AS discarded,
         coalesce(sum(winners), 0) AS winners,
         coalesce(sum(traced) FILTER (WHERE created_at = f.bronze_created_at), 0) AS traced
    FROM ledger f
    LEFT JOIN rows_held USING (file_id)
   GROUP BY f.file_id)
SELECT count(*)
  FROM ledger f
  JOIN held USING (file_id)
 CROSS JOIN LATERAL (
       SELECT count(*) AS losers FROM silver_superseded WHERE file_id = f.file_id) superseded
 CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE stage = 'bronze') AS bronze,
              count(*) FILTER (WHERE stage = 'silver') AS silver
         FROM rejected_records WHERE file_id = f.file_id) rejects
 WHERE (f.records_current, f.records_superseded, f.records_rejected_silver, f.records_rejected)
       IS DISTINCT FROM
       (held.winners, superseded.losers, rejects.silver, rejects.bronze)
       -- a month that was retired has no rows left to count
    OR f.bronze_kept
       AND (f.records_loaded, f.records_current + f.records_superseded + f.records_unkeyed,
            f.records_rejected_silver, f.records_discarded, f.records_current)
           IS DISTINCT FROM
           (held.loaded, held.processed, held.rejected, held.discarded, held.traced)
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
    FROM (SELECT DISTINCT store_id, transaction_date
            FROM (SELECT store_id, transaction_date
                    FROM silver_edge_transactions
                   ORDER BY created_at DESC LIMIT check_again()) newest) day
   WHERE NOT EXISTS (SELECT FROM gold_store_daily_summary
                      WHERE store_id = day.store_id
                        AND transaction_date = day.transaction_date))
SELECT count(*)
  FROM due
  LEFT JOIN LATERAL (
       SELECT transaction_count, total_revenue, currency
         FROM gold_store_daily_summary
        WHERE store_id = due.store_id AND transaction_date = due.transaction_date
       OFFSET 0) g ON true
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
   UNION ALL
  SELECT place, transaction_id, bronze_id
    FROM (SELECT ctid AS place, transaction_id, bronze_id, created_at
            FROM silver_edge_transactions ORDER BY created_at DESC LIMIT check_again()) newest
   WHERE created_at < (SELECT unchecked_since('key_uniqueness')))
SELECT count(*)
  FROM due
 WHERE EXISTS (SELECT FROM silver_superseded lost WHERE lost.bronze_id = due.bronze_id)
    OR EXISTS (SELECT FROM silver_edge_transactions other
                WHERE other.transaction_id = due.transaction_id AND other.ctid <> due.place)
$check$
 WHERE check_name = 'key_uniqueness';
