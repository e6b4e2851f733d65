-- grain: one row, the time zone and field paths that silver was built with

-- name: begin
INSERT INTO scout.settings_in_force (time_zone, paths)
VALUES (:zone, :paths::jsonb)
ON CONFLICT DO NOTHING

-- name: read
SELECT time_zone, paths::text AS paths, time_zone = :zone AS same_zone,
       paths = :paths::jsonb AS same_paths
  FROM scout.settings_in_force
