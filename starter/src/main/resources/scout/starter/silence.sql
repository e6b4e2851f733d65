-- What the starter's timer looks for, as scout_watch. Each row is one thing that is in trouble or,
-- where an alert about it is open, is well again. The watch knows the kind of each.

-- name: overdue_sweep
-- judged by the last that ended well: one that fails each time begins often enough. A sweep that
-- takes long is none of them as long as it gets on.
SELECT 'edge-sweep' AS subject,
       'No sweep has ended well since ' || date_trunc('second', last.ended)
         || coalesce('; the latest began at ' || date_trunc('second', last.begun)
              || ': look at its workflow', '')
         || '; look whether the Schedule edge-sweep is paused and a worker runs' AS message,
       last.ended < now() - make_interval(secs => :limit)
         AND NOT EXISTS (SELECT FROM scout.sweep_turn
                          WHERE progress_at > now() - interval '2 minutes') AS trouble
  FROM (SELECT coalesce((SELECT max(finished_at) FROM scout.sweeps), :watchedSince) AS ended,
               (SELECT max(started_at) FROM scout.sweeps) AS begun) AS last

-- name: stuck_file
-- One alert for all of them, which names the oldest: what holds up one file often holds up many.
-- Attempts that fail move updated_at, so it says nothing: what counts is when the file was claimed
-- first (or was uploaded again, if it was gone) or, once it is loaded, when that was. Of a file whose
-- event waits in the inbox it is when that was taken. One that is stopped has an alert of its own.
SELECT 'files' AS subject,
       coalesce(oldest.object_key || ' is ' || oldest.status || ' since '
         || date_trunc('second', oldest.since) || coalesce(' (' || oldest.reason || ')', '')
         || ', after ' || oldest.attempt || ' attempts'
         || '; look at its workflow in Temporal, and whether a worker runs', '') AS message,
       oldest.object_key IS NOT NULL AS trouble
  FROM (SELECT 1) AS one
  LEFT JOIN LATERAL (SELECT object_key, status, since, reason, attempt
                       FROM (SELECT object_key, status, reason, attempt,
                                    CASE status
                                      WHEN 'loading' THEN greatest(claimed_at, uploaded_at)
                                      ELSE greatest(loaded_at, replayed_at, claimed_at)
                                    END AS since
                               FROM scout.files_under_way
                              WHERE stopped_at IS NULL
                              UNION ALL
                             SELECT object_key, 'announced, and its work has not begun',
                                    'Temporal does not take it', 0, arrived_at
                               FROM scout.live_inbox) AS under_way
                      WHERE since < now() - make_interval(secs => :limit)
                      ORDER BY since
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
                  FROM scout.files_pending f
                 WHERE NOT EXISTS (SELECT FROM scout.alerts a
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

-- name: partition_there
-- whoever could not make it opened the alert; it is over once the month of then and that of now are
-- there, whoever made them
SELECT subject, message, false AS trouble
  FROM scout.alerts
 WHERE kind = 'partition' AND resolved_at IS NULL
   AND (SELECT count(DISTINCT made.relname)
          FROM pg_inherits AS part
          JOIN pg_class AS made ON made.oid = part.inhrelid
         WHERE part.inhparent = 'scout.bronze_records'::regclass
           AND made.relname IN (
                 to_char(last_seen_at AT TIME ZONE 'UTC', '"bronze_edge_raw_"YYYY_MM'),
                 to_char(now() AT TIME ZONE 'UTC', '"bronze_edge_raw_"YYYY_MM')))
       = CASE WHEN date_trunc('month', last_seen_at AT TIME ZONE 'UTC')
                 = date_trunc('month', now() AT TIME ZONE 'UTC') THEN 1 ELSE 2 END

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
