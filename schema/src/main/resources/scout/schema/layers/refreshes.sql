-- grain: one row per refresh of the layers

-- name: open
INSERT INTO scout.refreshes (refresh_id, reason) VALUES (:refresh_id, :reason)
ON CONFLICT DO NOTHING

-- name: add
UPDATE scout.refreshes
   SET silver_files = silver_files + :silver_files,
       silver_rows = silver_rows + :silver_rows,
       gold_rows = gold_rows + :gold_rows,
       platinum_rows = platinum_rows + :platinum_rows
 WHERE refresh_id = :refresh_id

-- name: succeed
UPDATE scout.refreshes
   SET outcome = 'succeeded', finished_at = clock_timestamp(), failed_checks = :failed_checks
 WHERE refresh_id = :refresh_id

-- name: fail
UPDATE scout.refreshes
   SET outcome = 'failed', finished_at = clock_timestamp(), error = :error
 WHERE refresh_id = :refresh_id
