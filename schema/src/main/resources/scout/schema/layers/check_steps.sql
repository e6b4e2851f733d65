-- grain: one row, the end of the next step of a check's walk from a moment on, and its number of
-- records; no row if a single step is left
--
-- A step has at most so many records, unless all have the same time: a batch is not cut.

-- name: files
-- Looking up a file costs as much as ten records.
SELECT CASE WHEN enough.moment > first.moment THEN enough.moment
            ELSE (SELECT min(settled_at) FROM scout.files WHERE settled_at > enough.moment)
       END AS until,
       CASE WHEN enough.moment > first.moment THEN :records ELSE enough.records END AS records
  FROM (SELECT min(settled_at) AS moment FROM scout.files WHERE settled_at >= :since) first
 CROSS JOIN (
       SELECT settled_at AS moment, records
         FROM (SELECT settled_at,
                      sum(records_loaded + 10) OVER (ORDER BY settled_at)::bigint AS records
                 FROM scout.files
                WHERE settled_at >= :since) so_far
        WHERE records > :records
        ORDER BY settled_at
        LIMIT 1) enough

-- name: silver
SELECT CASE WHEN enough.moment > first.moment THEN enough.moment
            ELSE (SELECT min(created_at) FROM scout.silver_edge_transactions
                   WHERE created_at > enough.moment)
       END AS until,
       CASE WHEN enough.moment > first.moment THEN :records
            ELSE (SELECT count(*) FROM scout.silver_edge_transactions
                   WHERE created_at = enough.moment)
       END AS records
  FROM (SELECT min(created_at) AS moment
          FROM scout.silver_edge_transactions WHERE created_at >= :since) first
 CROSS JOIN (
       SELECT created_at AS moment
         FROM scout.silver_edge_transactions
        WHERE created_at >= :since
        ORDER BY created_at
       OFFSET :records LIMIT 1) enough

-- name: gold_parts
-- Gold writes all rows of a refresh at one moment. Returns into how many parts of similar size a
-- check cuts them.
SELECT coalesce(sum(transaction_count), 0)::bigint / :records + 1
  FROM scout.gold_store_daily_summary
 WHERE last_updated >= :since AND last_updated < coalesce(:until::timestamptz, 'infinity')

-- name: few
-- Whether the changes of no table have more records than so many.
SELECT NOT EXISTS (SELECT FROM scout.silver_edge_transactions
                    WHERE created_at >= :since OFFSET :records LIMIT 1)
   AND (SELECT coalesce(sum(records_loaded + 10), 0) FROM scout.files WHERE settled_at >= :since)
         <= :records
   AND (SELECT coalesce(sum(transaction_count), 0) FROM scout.gold_store_daily_summary
         WHERE last_updated >= :since)
         <= :records
