-- grain: one row per row that a rebuild would have written, in temporary tables of the tables' names

-- name: working_tables
CREATE TEMP TABLE shadow_touched (transaction_id text PRIMARY KEY) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE shadow_changed (transaction_id text) ON COMMIT DELETE ROWS;
-- the transactions of which the copies hold the truth
CREATE TEMP TABLE shadow_known (transaction_id text PRIMARY KEY)

-- name: drop_working_tables
DROP TABLE IF EXISTS pg_temp.shadow_touched, pg_temp.shadow_changed, pg_temp.shadow_known

-- name: make
CREATE TEMP TABLE {table} (LIKE scout.{table} INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES)

-- name: number_apart
-- The copied rows keep their numbers, and so must not meet those of new ones.
ALTER TABLE pg_temp.{table} ALTER id RESTART WITH 4611686018427387904

-- name: make_kept
CREATE TEMP TABLE kept_{table} AS SELECT * FROM scout.{table} WITH NO DATA;
CREATE INDEX ON pg_temp.kept_{table} (transaction_id)

-- name: touch
INSERT INTO pg_temp.shadow_touched
SELECT transaction_id
  FROM pg_temp.settle_row WHERE code IS NULL AND transaction_id IS NOT NULL
 UNION
SELECT transaction_id FROM scout.silver_edge_transactions WHERE file_id = ANY (:file_ids)
 UNION
SELECT transaction_id FROM scout.silver_superseded WHERE file_id = ANY (:file_ids)
 UNION
SELECT transaction_id FROM pg_temp.kept_silver_edge_transactions WHERE file_id = ANY (:file_ids)
 UNION
SELECT transaction_id FROM pg_temp.kept_silver_superseded WHERE file_id = ANY (:file_ids)

-- name: touch_none
TRUNCATE pg_temp.shadow_touched

-- name: touch_orphans
INSERT INTO pg_temp.shadow_touched
SELECT s.transaction_id
  FROM scout.silver_edge_transactions s
 WHERE NOT EXISTS (SELECT FROM scout.files f WHERE f.file_id = s.file_id)
 UNION
SELECT s.transaction_id
  FROM scout.silver_superseded s
 WHERE NOT EXISTS (SELECT FROM scout.files f WHERE f.file_id = s.file_id)

-- name: touch_child_orphans
INSERT INTO pg_temp.shadow_touched
SELECT DISTINCT i.transaction_id
  FROM scout.{table} i
 WHERE NOT EXISTS (SELECT FROM scout.silver_edge_transactions s WHERE s.transaction_id = i.transaction_id)
ON CONFLICT DO NOTHING

-- name: copy
INSERT INTO pg_temp.{table}
SELECT held.*
  FROM pg_temp.shadow_touched t
 CROSS JOIN LATERAL (
       SELECT * FROM scout.{table} WHERE transaction_id = t.transaction_id
       OFFSET 0) held
 WHERE NOT EXISTS (SELECT FROM pg_temp.shadow_known k WHERE k.transaction_id = t.transaction_id)
 UNION ALL
SELECT kept.*
  FROM pg_temp.kept_{table} kept
  JOIN pg_temp.shadow_touched t USING (transaction_id)

-- name: copy_of_files
INSERT INTO pg_temp.{table} SELECT * FROM scout.{table} WHERE file_id = ANY (:file_ids)

-- name: copy_all
INSERT INTO pg_temp.{table} OVERRIDING SYSTEM VALUE SELECT * FROM scout.{table}

-- name: compare
WITH held AS MATERIALIZED (
  SELECT s.* FROM pg_temp.shadow_touched t JOIN scout.{table} s USING (transaction_id))
INSERT INTO pg_temp.shadow_changed
SELECT transaction_id FROM (SELECT * FROM pg_temp.{table} EXCEPT ALL SELECT * FROM held) fresh
 UNION
SELECT transaction_id FROM (SELECT * FROM held EXCEPT ALL SELECT * FROM pg_temp.{table}) gone

-- name: forget
DELETE FROM pg_temp.shadow_known
 WHERE transaction_id IN (SELECT transaction_id FROM pg_temp.shadow_touched);
INSERT INTO pg_temp.shadow_known SELECT DISTINCT transaction_id FROM pg_temp.shadow_changed

-- name: keep
DELETE FROM pg_temp.kept_{table}
 WHERE transaction_id IN (SELECT transaction_id FROM pg_temp.shadow_touched);
INSERT INTO pg_temp.kept_{table}
SELECT * FROM pg_temp.{table}
 WHERE transaction_id IN (SELECT transaction_id FROM pg_temp.shadow_known)

-- name: has_changes
SELECT EXISTS (SELECT FROM pg_temp.shadow_known)

-- name: view
CREATE TEMP VIEW {table} AS
SELECT * FROM scout.{table} held
 WHERE NOT EXISTS (SELECT FROM pg_temp.shadow_known k WHERE k.transaction_id = held.transaction_id)
 UNION ALL
SELECT * FROM pg_temp.kept_{table}

-- name: model_tables
SELECT model_name FROM scout.models WHERE phase IS DISTINCT FROM 'beside'
