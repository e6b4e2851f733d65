-- grain: one row, the time zone, field paths and readings that silver was built with

-- name: knows_zone
SELECT now() AT TIME ZONE :zone IS NOT NULL

-- name: begin
INSERT INTO scout.settings_in_force (time_zone, paths, readings)
VALUES (:zone, :paths::jsonb, :readings::jsonb)
ON CONFLICT DO NOTHING

-- name: read
-- Silver has no readings if it was built before they existed.
SELECT time_zone, paths::text AS paths, readings::text AS readings, time_zone = :zone AS same_zone,
       paths = :paths::jsonb AS same_paths, readings = :readings::jsonb AS same_readings,
       readings = '{}' AS no_readings,
       readings -> 'key' IS NOT DISTINCT FROM :readings::jsonb -> 'key' AS same_key
  FROM scout.settings_in_force

-- name: adopt
UPDATE scout.settings_in_force SET readings = :readings::jsonb WHERE readings = '{}'

-- name: reads_ids_otherwise
-- True if silver has an id that is read differently today: delivered again, its sale would exist
-- twice. Runs once, after the upgrade.
SELECT EXISTS (
  SELECT
    FROM (SELECT transaction_id, store_id, device_id FROM scout.silver_edge_transactions
           UNION ALL
          SELECT transaction_id, store_id, device_id FROM scout.silver_superseded) held
   CROSS JOIN LATERAL unnest(ARRAY[transaction_id, store_id, device_id]) AS id
   WHERE id LIKE '%.0' AND id ~ '^[0-9]+[.]0$'
      OR id LIKE '="%"'
      OR id LIKE '%+%' AND id ~ '^[0-9]([.][0-9]+)?[Ee][+][0-9]{1,3}$'
      OR octet_length(id) <= :longest AND lower(id COLLATE scout.unicode) = ANY (:nulls)
      OR octet_length(id) <> length(id) AND id IS NOT NFC NORMALIZED)

-- name: switch
INSERT INTO scout.settings_in_force AS held (time_zone, paths, readings)
VALUES (:zone, :paths::jsonb, :readings::jsonb)
ON CONFLICT (only_row) DO UPDATE
  SET time_zone = excluded.time_zone, paths = excluded.paths, readings = excluded.readings,
      set_at = excluded.set_at
WHERE (held.time_zone, held.paths, held.readings)
      IS DISTINCT FROM (excluded.time_zone, excluded.paths, excluded.readings)
