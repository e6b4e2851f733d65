-- name: ensure_partition
SELECT scout.ensure_partition((now() AT TIME ZONE 'UTC' + make_interval(months => :ahead))::date)

-- name: old_months
-- Months of bronze that ended before the last :months whole ones. Partitions with other names are
-- not Scout's. Filters the names first: otherwise every table's name might be converted to a date.
WITH partitions AS MATERIALIZED (
  SELECT right(c.relname, 7) AS month
    FROM pg_inherits i
    JOIN pg_class c ON c.oid = i.inhrelid
   WHERE i.inhparent = 'scout.bronze_records'::regclass
     AND c.relname ~ '^bronze_edge_raw_[0-9]{4}_(0[1-9]|1[0-2])$'
)
SELECT to_date(month, 'YYYY_MM') AS month
  FROM partitions
 WHERE to_date(month, 'YYYY_MM')
         < date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => :months)
 ORDER BY 1

-- name: patience
SET LOCAL lock_timeout = '2s'

-- name: retire_bronze
SELECT scout.retire_bronze(:month)

-- name: forget_rejected_raw
-- Keeps which record was rejected, and why.
UPDATE scout.rejected_records
   SET raw = NULL, raw_text = NULL
 WHERE rejected_at < now() - make_interval(days => :days)
   AND (raw IS NOT NULL OR raw_text IS NOT NULL)

-- name: delete_check_results
-- Keeps the newest of each check.
DELETE FROM scout.data_quality_results old
 WHERE old.executed_at < now() - make_interval(days => :days)
   AND old.id <> (SELECT newest.id FROM scout.data_quality_results newest
                   WHERE newest.check_name = old.check_name
                   ORDER BY newest.executed_at DESC, newest.id DESC
                   LIMIT 1)

-- name: delete_refreshes
-- Keeps the newest, and the newest that succeeded.
DELETE FROM scout.refreshes
 WHERE started_at < now() - make_interval(days => :days)
   AND started_at < (SELECT started_at FROM scout.refreshes
                      WHERE outcome = 'succeeded' ORDER BY started_at DESC LIMIT 1)

-- name: delete_sweeps
-- Keeps the newest, and the newest that ended.
DELETE FROM scout.sweeps
 WHERE started_at < now() - make_interval(days => :days)
   AND started_at < (SELECT started_at FROM scout.sweeps
                      WHERE finished_at IS NOT NULL ORDER BY started_at DESC LIMIT 1)

-- name: delete_alerts
DELETE FROM scout.alerts WHERE resolved_at < now() - make_interval(days => :days)

-- name: delete_alert_messages
-- Keeps what was told of an alert that is still there, and what is not sent yet.
WITH gone AS (
  DELETE FROM scout.alert_messages m
   WHERE m.created_at < now() - make_interval(days => :days)
     AND (m.sent_at IS NOT NULL OR m.dropped_at IS NOT NULL)
     AND NOT EXISTS (SELECT FROM scout.alert_message_alerts told
                       JOIN scout.alerts a ON a.id = told.alert_id
                      WHERE told.message_id = m.message_id)
  RETURNING m.message_id)
DELETE FROM scout.alert_message_alerts told USING gone WHERE told.message_id = gone.message_id

-- name: end_alerts_of_the_gone
-- Ends alerts about the files of a device that has sent none for 14 days, since nothing else would
-- end them.
UPDATE scout.alerts a
   SET resolved_at = now()
 WHERE a.resolved_at IS NULL AND a.kind IN ('file_lost', 'field_gone', 'ids_shared')
   AND a.last_seen_at < now() - interval '14 days'
   AND NOT EXISTS (SELECT FROM scout.files f
                    WHERE f.device_id = a.subject
                      AND f.uploaded_at > now() - interval '14 days')
