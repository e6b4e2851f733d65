-- What the page about usage shows, from the views of usage.

-- name: uncounted
-- which file was counted last, and how many came since; not more than :most are looked at
SELECT counted.file_seq AS after,
       (SELECT count(*)
          FROM (SELECT FROM scout.files f
                 WHERE f.file_seq > counted.file_seq
                 ORDER BY f.file_seq
                 LIMIT :most) AS few) AS files
  FROM scout.usage_counted AS counted

-- name: disk_growth
SELECT bytes AS "size", bytes_per_day AS "growth a day", days_counted AS "days counted",
       disk_bytes AS "may use", full_on AS "full on"
  FROM scout.disk_growth

-- name: days
-- all devices together by the day of upload; files after :after are not counted yet, so their
-- seconds are not known
SELECT day, sum(files) AS files, sum(bytes) AS size, sum(records) AS records,
       sum(rejected) AS rejected, sum(lost) AS lost,
       round(sum(gold_seconds) / nullif(sum(gold_files), 0)) AS "upload to gold"
  FROM (SELECT day, files, bytes, records, rejected, lost, gold_files, gold_seconds
          FROM scout.usage_device_days
         WHERE day > (now() AT TIME ZONE 'UTC')::date - CAST(:days AS int)
         UNION ALL
        SELECT (uploaded_at AT TIME ZONE 'UTC')::date, 1, size_bytes, records_read,
               records_rejected, records_lost, 0, 0
          FROM scout.files
         WHERE file_seq > :after AND status <> 'gone') AS counted
 WHERE day > (now() AT TIME ZONE 'UTC')::date - CAST(:days AS int)
 GROUP BY day
 ORDER BY day DESC

-- name: devices
-- those with most bytes; files after :after are not counted yet, so their seconds are
-- not known
SELECT device_id AS device, sum(files) AS files, sum(bytes) AS size, sum(records) AS records,
       sum(rejected) AS rejected, sum(lost) AS lost,
       round(sum(event_seconds) / nullif(sum(timed_files), 0)) AS "sale to upload",
       round(sum(gold_seconds) / nullif(sum(gold_files), 0)) AS "upload to gold"
  FROM (SELECT device_id, day, files, bytes, records, rejected, lost, timed_files, event_seconds,
               gold_files, gold_seconds
          FROM scout.usage_device_days
         WHERE day > (now() AT TIME ZONE 'UTC')::date - CAST(:days AS int)
         UNION ALL
        SELECT coalesce(device_id, 'unknown'), (uploaded_at AT TIME ZONE 'UTC')::date, 1,
               size_bytes, records_read, records_rejected, records_lost, 0, 0, 0, 0
          FROM scout.files
         WHERE file_seq > :after AND status <> 'gone') AS counted
 WHERE day > (now() AT TIME ZONE 'UTC')::date - CAST(:days AS int)
 GROUP BY device_id
 ORDER BY sum(bytes) DESC, device_id
 LIMIT 50

-- name: tables
SELECT table_name AS "table", day, rows_written AS "rows written", rows_read AS "rows read",
       bytes AS size, bytes_grown AS growth
  FROM scout.usage_tables
 WHERE day > (now() AT TIME ZONE 'UTC')::date - CAST(:days AS int)
 ORDER BY day DESC, bytes DESC, table_name
 LIMIT 2000

-- name: roles
SELECT role, day, calls AS statements, rows AS rows
  FROM scout.usage_roles
 WHERE day > (now() AT TIME ZONE 'UTC')::date - CAST(:days AS int)
   AND calls IS NOT NULL
 ORDER BY day DESC, calls DESC, role
 LIMIT 200
