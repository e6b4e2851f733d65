-- What the starter's timer looks for, as scout_watch. Each row is one thing that is in trouble or,
-- where an alert about it is open, is well again. The watch knows the kind of each.

-- name: overdue_sweep
SELECT 'edge-sweep' AS subject,
       'No sweep has begun since ' || date_trunc('second', last.begun)
         || '; look whether the Schedule edge-sweep is paused and a worker runs' AS message,
       last.begun < now() - make_interval(secs => :limit) AS trouble
  FROM (SELECT coalesce((SELECT started_at FROM scout.sweeps ORDER BY started_at DESC LIMIT 1),
                        :watchedSince) AS begun) AS last

-- name: stuck_file
-- one alert for all of them, which names the oldest: what holds up one file often holds up many
SELECT 'files' AS subject,
       coalesce('Nothing has happened to ' || oldest.object_key || ' since '
         || date_trunc('second', oldest.updated_at)
         || ' though it is ' || oldest.status || '; look at its journey, and whether a worker runs',
         '') AS message,
       oldest.object_key IS NOT NULL AS trouble
  FROM (SELECT 1) AS one
  LEFT JOIN LATERAL (SELECT object_key, status, updated_at
                       FROM scout.files
                      WHERE status IN ('loading', 'loaded')
                        AND updated_at < now() - make_interval(secs => :limit)
                      ORDER BY updated_at
                      LIMIT 1) AS oldest ON true

-- name: layers_behind
-- A row for each layer. Files wait for silver since their rows were committed; store-days wait for
-- gold and platinum in outboxes without times, so they are judged by the last refresh that
-- succeeded. A file that is held has an alert of its own.
SELECT 'silver' AS subject,
       coalesce(pending.files || ' loaded files wait for silver, the first since '
         || date_trunc('second', pending.since)
         || '; look whether a worker runs and what the workflow layer-refresh says', '') AS message,
       pending.files > 0 AS trouble
  FROM (SELECT count(*) AS files, min(since) AS since
          FROM (SELECT coalesce(greatest(f.loaded_at, f.replayed_at, f.discarded_at), f.updated_at)
                         AS since
                  FROM scout.files f
                 WHERE f.silver_generation IS DISTINCT FROM f.generation
                   AND NOT EXISTS (SELECT FROM scout.alerts a
                                    WHERE a.fingerprint = 'file_held:' || f.object_key
                                      AND a.resolved_at IS NULL)) AS waiting
         WHERE since < now() - make_interval(secs => :limit)) AS pending
 UNION ALL
SELECT layer,
       'Store-days wait for ' || layer || ', and no refresh has succeeded since '
         || date_trunc('second', built.at)
         || '; look whether a worker runs and what the workflow layer-refresh says',
       waits AND built.at < now() - make_interval(secs => :limit)
  FROM (VALUES ('gold', EXISTS (SELECT FROM scout.gold_outbox)),
               ('platinum', EXISTS (SELECT FROM scout.platinum_outbox))) AS outbox (layer, waits),
       (SELECT coalesce((SELECT started_at FROM scout.refreshes
                          WHERE outcome = 'succeeded'
                          ORDER BY started_at DESC LIMIT 1),
                        CAST(:watchedSince AS timestamptz)) AS at) AS built

-- name: silent_devices
-- each device by its latest file, found through the index (device_id, uploaded_at); one that was
-- silent for 14 days is taken as retired and opens nothing new
WITH RECURSIVE devices AS (
  (SELECT device_id FROM scout.files WHERE device_id IS NOT NULL ORDER BY device_id LIMIT 1)
   UNION ALL
  SELECT (SELECT f.device_id FROM scout.files f WHERE f.device_id > d.device_id
           ORDER BY f.device_id LIMIT 1)
    FROM devices d
   WHERE d.device_id IS NOT NULL
), latest AS (
  SELECT d.device_id,
         (SELECT max(f.uploaded_at) FROM scout.files f WHERE f.device_id = d.device_id) AS sent
    FROM devices d
   WHERE d.device_id IS NOT NULL
     AND d.device_id NOT IN ('several', 'unknown')
)
SELECT device_id AS subject,
       'The device has sent nothing since ' || date_trunc('second', sent)
         || '; look whether it is on and online' AS message,
       sent < now() - make_interval(secs => :limit) AS trouble
  FROM latest
 WHERE sent > now() - make_interval(days => 14)
