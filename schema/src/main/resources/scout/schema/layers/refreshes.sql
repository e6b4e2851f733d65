-- grain: one row per refresh of the layers

-- name: open
-- Refreshes run one at a time. One that is still marked as running has lost its workflow.
WITH lost AS (
  UPDATE scout.refreshes
     SET outcome = 'failed', finished_at = clock_timestamp(),
         error = 'CUT_SHORT: its workflow is lost; what it left to do is done by a later refresh'
   WHERE outcome = 'running' AND refresh_id <> :refresh_id
)
INSERT INTO scout.refreshes (refresh_id, reason) VALUES (:refresh_id, :reason)
ON CONFLICT DO NOTHING

-- name: add_files
UPDATE scout.refreshes
   SET silver_files = silver_files + :files
 WHERE refresh_id = :refresh_id

-- name: add_rows
UPDATE scout.refreshes
   SET silver_rows = silver_rows + CASE :layer WHEN 'silver' THEN :rows ELSE 0 END,
       gold_rows = gold_rows + CASE :layer WHEN 'gold' THEN :rows ELSE 0 END,
       platinum_rows = platinum_rows + CASE :layer WHEN 'platinum' THEN :rows ELSE 0 END
 WHERE refresh_id = :refresh_id

-- name: succeed
UPDATE scout.refreshes
   SET outcome = 'succeeded', finished_at = clock_timestamp(), failed_checks = :failed_checks
 WHERE refresh_id = :refresh_id

-- name: fail
UPDATE scout.refreshes
   SET outcome = 'failed', finished_at = clock_timestamp(), error = :error
 WHERE refresh_id = :refresh_id
