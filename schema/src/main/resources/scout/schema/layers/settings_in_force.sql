-- grain: one row, the time zone and field paths that silver was built with

-- name: begin
INSERT INTO scout.settings_in_force (time_zone, paths)
VALUES (:zone, :paths::jsonb)
ON CONFLICT DO NOTHING

-- name: read
SELECT time_zone, paths::text AS paths, time_zone = :zone AS same_zone,
       paths = :paths::jsonb AS same_paths
  FROM scout.settings_in_force

-- name: switch
INSERT INTO scout.settings_in_force AS held (time_zone, paths)
VALUES (:zone, :paths::jsonb)
ON CONFLICT (only_row) DO UPDATE
  SET time_zone = excluded.time_zone, paths = excluded.paths, set_at = excluded.set_at
WHERE (held.time_zone, held.paths) IS DISTINCT FROM (excluded.time_zone, excluded.paths)
