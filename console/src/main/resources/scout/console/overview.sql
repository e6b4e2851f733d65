-- What the overview shows.

-- name: first_since
-- The number of the first file that arrived since a time. Files get their numbers in the order of
-- their arrival, so it is found by halving, with about thirty looks at the index.
WITH RECURSIVE search (low, high) AS (
  SELECT coalesce((SELECT file_seq FROM scout.files ORDER BY file_seq LIMIT 1), 0),
         coalesce((SELECT file_seq + 1 FROM scout.files ORDER BY file_seq DESC LIMIT 1), 0)
   UNION ALL
  SELECT CASE WHEN earlier THEN middle + 1 ELSE low END,
         CASE WHEN earlier THEN high ELSE middle END
    FROM (SELECT low, high, (low + high) / 2 AS middle FROM search WHERE low < high) AS half
   CROSS JOIN LATERAL (
         SELECT coalesce((SELECT f.claimed_at < :since FROM scout.files f
                           WHERE f.file_seq >= half.middle ORDER BY f.file_seq LIMIT 1), false)
                  AS earlier) AS look
)
SELECT low FROM search WHERE low = high LIMIT 1

-- name: files_of_day
-- of a file that was never loaded no record is lost, and none counts: it is missing as a whole
SELECT status, count(*) AS files,
       count(*) FILTER (WHERE generation = 0 AND quarantined_at IS NOT NULL) AS unloaded,
       sum(records_loaded)::bigint AS records_loaded,
       coalesce(sum(records_rejected) FILTER (WHERE generation > 0), 0)::bigint
         AS records_rejected,
       sum(records_lost)::bigint AS records_lost
  FROM scout.files
 WHERE file_seq >= :first
 GROUP BY status
 ORDER BY files DESC

-- name: backlog
SELECT (SELECT count(*) FROM (SELECT FROM scout.files WHERE status IN ('loading', 'loaded')
                               LIMIT 100001) AS few) AS under_way,
       (SELECT updated_at FROM scout.files WHERE status IN ('loading', 'loaded')
         ORDER BY updated_at LIMIT 1) AS under_way_since,
       (SELECT count(*) FROM (SELECT FROM scout.files WHERE waits_for_silver LIMIT 100001) AS few)
         AS waiting,
       (SELECT coalesce(loaded_at, updated_at) FROM scout.files WHERE waits_for_silver
         ORDER BY file_seq LIMIT 1) AS waiting_since,
       (SELECT count(*) FROM (SELECT FROM scout.files WHERE status = 'quarantined'
                               LIMIT 100001) AS few)
         AS quarantined,
       (SELECT quarantined_at FROM scout.files WHERE status = 'quarantined'
         ORDER BY quarantined_at LIMIT 1) AS quarantined_since

-- name: zone
SELECT coalesce((SELECT time_zone FROM scout.settings_in_force), 'UTC')

-- name: open_alerts
SELECT id, kind, severity, subject, message, opened_at, acknowledged_by, muted_until
  FROM scout.alerts
 WHERE resolved_at IS NULL
 ORDER BY CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, opened_at DESC
 LIMIT 8

-- name: alert_counts
SELECT kind, severity, count(*) AS alerts
  FROM scout.alerts
 WHERE resolved_at IS NULL
 GROUP BY kind, severity
 ORDER BY CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, alerts DESC, kind

-- name: layer_alerts
SELECT kind, subject, message
  FROM scout.alerts
 WHERE resolved_at IS NULL
   AND kind IN ('refresh_failed', 'layers_behind', 'partition', 'sweep_missed', 'file_stuck',
                'model_held')
 ORDER BY opened_at
 LIMIT 100

-- name: checks
SELECT check_name, regexp_replace(table_name, '^scout\.', '') AS table_name, severity, passed,
       message
  FROM scout.data_quality_checks
 ORDER BY check_name

-- name: refreshes
SELECT started_at, finished_at, outcome, reason, silver_files, silver_rows, gold_rows,
       platinum_rows, failed_checks, error
  FROM scout.refreshes
 ORDER BY started_at DESC
 LIMIT 8

-- name: sweeps
SELECT started_at, finished_at, listed, handed_over, resumed, unsupported, hidden
  FROM scout.sweeps
 ORDER BY started_at DESC
 LIMIT 3

-- name: row_estimates
-- what the last ANALYZE knew; a partitioned table has what its parts have
SELECT c.relname AS name,
       greatest(-1, CASE c.relkind
         WHEN 'p' THEN (SELECT coalesce(sum(greatest(part.reltuples, 0)), 0)
                          FROM pg_inherits i JOIN pg_class part ON part.oid = i.inhrelid
                         WHERE i.inhparent = c.oid)
         ELSE c.reltuples END)::bigint AS rows
  FROM pg_class c
 WHERE c.relnamespace = 'scout'::regnamespace
   AND c.relkind IN ('r', 'p')
