-- What the pages about alerts show.

-- name: columns
-- of an alert, and what decides whether a page shows its subject: not each of them is a device
id, kind, severity, subject, message, opened_at, last_seen_at, times_seen, acknowledged_at,
       acknowledged_by, muted_until, resolved_at,
       coalesce((SELECT true FROM scout.files f WHERE f.device_id = subject LIMIT 1), false)
         AS device_known,
       (SELECT regexp_replace(c.table_name, '^scout\.', '')
          FROM scout.data_quality_checks c
         WHERE c.check_name = subject) AS check_table,
       cause, raised_from, raised_to

-- name: open
SELECT <columns>
  FROM scout.alerts
 WHERE resolved_at IS NULL
   AND (CAST(:kind AS text) IS NULL OR kind = CAST(:kind AS text))
   AND (CAST(:subject AS text) IS NULL OR subject = CAST(:subject AS text))
 ORDER BY CASE severity WHEN 'critical' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
          acknowledged_at IS NOT NULL, opened_at DESC
 LIMIT :limit

-- name: past
-- by its number, which is that of its opening
SELECT <columns>
  FROM scout.alerts
 WHERE id < :before
   AND resolved_at IS NOT NULL
   AND (CAST(:kind AS text) IS NULL OR kind = CAST(:kind AS text))
 ORDER BY id DESC
 LIMIT :limit

-- name: one
SELECT <columns>
  FROM scout.alerts
 WHERE id = :id
