-- What the pages about devices show. A device is what its files say; each is found by the index
-- (device_id, uploaded_at), never by a look at all files.

-- name: devices
-- Those that were heard of longest ago first; only the page's devices are looked at more closely.
WITH RECURSIVE named AS (
  (SELECT device_id FROM scout.files WHERE device_id IS NOT NULL ORDER BY device_id LIMIT 1)
   UNION ALL
  SELECT (SELECT f.device_id FROM scout.files f WHERE f.device_id > d.device_id
           ORDER BY f.device_id LIMIT 1)
    FROM named d
   WHERE d.device_id IS NOT NULL
), heard AS MATERIALIZED (
  SELECT n.device_id, last.uploaded_at AS last_seen,
         last.uploaded_at < now() - make_interval(secs => :silence) AS silent
    FROM named n
   CROSS JOIN LATERAL (SELECT f.uploaded_at FROM scout.files f WHERE f.device_id = n.device_id
                        ORDER BY f.uploaded_at DESC LIMIT 1) AS last
   WHERE n.device_id IS NOT NULL
     AND (CAST(:search AS text) IS NULL OR starts_with(n.device_id, CAST(:search AS text)))
), page AS MATERIALIZED (
  SELECT *
    FROM heard
   WHERE CAST(:after AS text) IS NULL
      OR (last_seen, device_id) > (CAST(:afterSeen AS timestamptz), CAST(:after AS text))
   ORDER BY last_seen, device_id
   LIMIT :limit
)
SELECT p.device_id, p.last_seen, p.silent, recent.files, recent.rhythm, recent.records_loaded,
       recent.records_lost, (SELECT count(*) FROM heard) AS devices,
       (SELECT count(*) FROM heard WHERE silent) AS silent_devices
  FROM page p
 CROSS JOIN LATERAL (
       SELECT count(*) AS files,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY pause) AS rhythm,
              sum(records_loaded)::bigint AS records_loaded,
              sum(records_lost)::bigint AS records_lost
         FROM (SELECT extract(epoch FROM f.uploaded_at
                        - lag(f.uploaded_at) OVER (ORDER BY f.uploaded_at)) AS pause,
                      f.records_loaded, f.records_lost
                 FROM (SELECT uploaded_at, records_loaded, records_lost FROM scout.files
                        WHERE device_id = p.device_id
                        ORDER BY uploaded_at DESC LIMIT 30) AS f) AS paused
       ) AS recent
 ORDER BY p.last_seen, p.device_id

-- name: facts
-- one device by its last 500 files
SELECT count(*) AS files, min(uploaded_at) AS first_seen, max(uploaded_at) AS last_seen,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY pause) AS rhythm,
       sum(records_loaded)::bigint AS records_loaded, sum(records_lost)::bigint AS records_lost
  FROM (SELECT f.*, extract(epoch FROM f.uploaded_at
                 - lag(f.uploaded_at) OVER (ORDER BY f.uploaded_at)) AS pause
          FROM (SELECT uploaded_at, records_loaded, records_lost FROM scout.files
                 WHERE device_id = :device ORDER BY uploaded_at DESC LIMIT 500) AS f) AS paused

-- name: gaps
-- pauses of more than four times its rhythm, and of an hour at least, in its last 500 files
SELECT before AS began, uploaded_at AS ended, pause AS seconds
  FROM (SELECT uploaded_at, lag(uploaded_at) OVER (ORDER BY uploaded_at) AS before,
               extract(epoch FROM uploaded_at - lag(uploaded_at) OVER (ORDER BY uploaded_at))
                 AS pause
          FROM (SELECT uploaded_at FROM scout.files
                 WHERE device_id = :device ORDER BY uploaded_at DESC LIMIT 500) AS f) AS paused
 WHERE pause > greatest(3600, 4 * CAST(:rhythm AS double precision))
 ORDER BY uploaded_at DESC
 LIMIT 20

-- name: days
-- by the day of the upload in the business time zone
SELECT (uploaded_at AT TIME ZONE :zone)::date AS day, count(*) AS files,
       sum(records_loaded)::bigint AS records_loaded, sum(records_lost)::bigint AS records_lost,
       sum(records_rejected + records_rejected_silver)::bigint AS records_rejected
  FROM scout.files
 WHERE device_id = :device
   AND uploaded_at >= now() - interval '30 days'
 GROUP BY day
 ORDER BY day DESC

-- name: clock
-- whose word the times of its last sales are, and how they differ from the upload
SELECT count(*) AS sales, count(*) FILTER (WHERE time_source = 'upload') AS without_time,
       extract(epoch FROM percentile_cont(0.5)
         WITHIN GROUP (ORDER BY uploaded_at - transaction_timestamp)) AS delay,
       count(*) FILTER (WHERE transaction_timestamp > uploaded_at) AS in_future
  FROM (SELECT file_id FROM scout.files
         WHERE device_id = :device ORDER BY uploaded_at DESC LIMIT 5) AS f
 CROSS JOIN LATERAL (SELECT time_source, transaction_timestamp, uploaded_at
                       FROM scout.silver_edge_transactions s
                      WHERE s.file_id = f.file_id LIMIT 200) AS s

-- name: software
-- what its last record says of its software, if it says anything
SELECT key AS name, left(value, 100) AS value
  FROM (SELECT s.full_payload FROM (SELECT file_id FROM scout.files WHERE device_id = :device
                                     ORDER BY uploaded_at DESC LIMIT 5) AS f
         CROSS JOIN LATERAL (SELECT full_payload FROM scout.silver_edge_transactions s
                              WHERE s.file_id = f.file_id LIMIT 1) AS s
         LIMIT 1) AS last
 CROSS JOIN LATERAL jsonb_each_text(
       CASE jsonb_typeof(full_payload) WHEN 'object' THEN full_payload ELSE '{}' END)
 WHERE lower(key) ~ '(^|_)(software|firmware|app|version|model|os)(_|$)|version$'
 ORDER BY key
 LIMIT 8
