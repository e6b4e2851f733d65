-- grain: one row per change of a gold row that platinum has not taken; append-only

-- name: take
WITH taken AS (DELETE FROM scout.platinum_outbox RETURNING store_id, transaction_date)
INSERT INTO pg_temp.platinum_changed SELECT DISTINCT store_id, transaction_date FROM taken
