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

-- name: open_alerts
SELECT kind, count(*)::double precision AS alerts
  FROM scout.alerts
 WHERE resolved_at IS NULL
 GROUP BY kind
