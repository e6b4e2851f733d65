-- What the starter measures, as scout_watch: one number each, by indexes, whatever the history.

-- name: files_unfinished
SELECT count(*)::double precision FROM scout.files_under_way

-- name: oldest_unfinished
-- seconds since the upload; 0 if there is none
SELECT coalesce(extract(epoch FROM now() - min(uploaded_at)), 0)::double precision
  FROM scout.files_under_way

-- name: files_pending
-- what silver has not taken yet
SELECT count(*)::double precision FROM scout.files_pending

-- name: last_sweep
-- when it began, in seconds since 1970; 0 if there was none
SELECT coalesce(extract(epoch FROM max(started_at)), 0)::double precision FROM scout.sweeps

-- name: last_sweep_well
-- when one last ended well, or one that takes long last got on; 0 if there was none
SELECT coalesce(extract(epoch FROM greatest((SELECT max(finished_at) FROM scout.sweeps),
                                            (SELECT progress_at FROM scout.sweep_turn))),
                0)::double precision

-- name: last_refresh
-- when the last that succeeded began, in seconds since 1970; 0 if there was none
SELECT coalesce(
         (SELECT extract(epoch FROM started_at)
            FROM scout.refreshes
           WHERE outcome = 'succeeded'
           ORDER BY started_at DESC
           LIMIT 1), 0)::double precision

-- name: messages_waiting
-- messages about alerts that a target refused, or could not be reached for
SELECT count(*)::double precision FROM scout.alert_messages
 WHERE sent_at IS NULL AND dropped_at IS NULL AND attempts > 0

-- name: inbox_waiting
-- storage events whose work has not begun
SELECT count(*)::double precision FROM scout.live_inbox

-- name: inbox_oldest
-- seconds since the oldest of them was taken; 0 if there is none
SELECT coalesce(extract(epoch FROM clock_timestamp() - min(arrived_at)), 0)::double precision
  FROM scout.live_inbox

-- name: open_alerts
SELECT kind AS label, count(*)::double precision AS value
  FROM scout.alerts
 WHERE resolved_at IS NULL
 GROUP BY kind

-- name: table_health
-- by the worst open alert about it: 0 is well, 1 a warning, 2 critical
SELECT layer.name AS label,
       coalesce(max(CASE a.severity WHEN 'critical' THEN 2 WHEN 'warning' THEN 1 ELSE 0 END),
                0)::double precision AS value
  FROM (VALUES ('bronze'), ('silver'), ('gold'), ('platinum')) AS layer (name)
  LEFT JOIN scout.alerts a
    ON a.resolved_at IS NULL
   AND CASE a.kind
         WHEN 'refresh_failed' THEN a.subject = layer.name
         WHEN 'layers_behind' THEN a.subject = layer.name
         WHEN 'check_failed' THEN EXISTS (
           SELECT FROM scout.data_quality_checks c
            WHERE c.check_name = a.subject
              AND regexp_replace(c.table_name, '^scout\.', '') LIKE layer.name || '%')
         WHEN 'file_held' THEN layer.name = 'silver'
         WHEN 'model_held' THEN starts_with(a.subject, layer.name || '_')
         WHEN 'ids_shared' THEN layer.name = 'silver'
         WHEN 'partition' THEN layer.name = 'bronze'
         WHEN 'sweep_missed' THEN layer.name = 'bronze'
         WHEN 'file_stuck' THEN layer.name = 'bronze'
         ELSE false
       END
 GROUP BY layer.name
