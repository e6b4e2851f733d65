-- grain: one row per store-day that a model has to compute again; one model after the other

-- name: working_tables
CREATE TEMP TABLE IF NOT EXISTS model_due (
  store_id         text,
  transaction_date date
) ON COMMIT DELETE ROWS

-- name: take
-- The queue is emptied before the inputs are read, in later statements. In the other order, a change
-- committed in between would be lost. What was due of the model before is forgotten.
WITH before AS (DELETE FROM pg_temp.model_due),
taken AS (
  DELETE FROM scout.model_outbox WHERE reader = :reader RETURNING store_id, transaction_date),
due AS (
  INSERT INTO pg_temp.model_due
  SELECT DISTINCT store_id, transaction_date FROM taken
  RETURNING store_id, transaction_date)
<counted due>

-- name: take_own
-- The same for a model with a queue of its own, in which store-days wait.
WITH before AS (DELETE FROM pg_temp.model_due),
taken AS (DELETE FROM scout.<queue> RETURNING store_id, transaction_date),
also AS (
  DELETE FROM scout.model_outbox WHERE reader = :reader RETURNING store_id, transaction_date),
due AS (
  INSERT INTO pg_temp.model_due
  SELECT store_id, transaction_date FROM taken
   UNION
  SELECT store_id, transaction_date FROM also
  RETURNING store_id, transaction_date)
<counted due>

-- name: compact
-- What waits for a model that is held, each change once; behind a change of all nothing else counts.
WITH taken AS (
  DELETE FROM scout.model_outbox WHERE reader = :reader RETURNING store_id, transaction_date)
INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
SELECT DISTINCT :reader, store_id, transaction_date
  FROM taken
 WHERE store_id IS NULL AND transaction_date IS NULL
    OR NOT EXISTS (SELECT FROM taken WHERE store_id IS NULL AND transaction_date IS NULL)

-- name: compact_own
WITH taken AS (DELETE FROM scout.<queue> RETURNING store_id, transaction_date)
INSERT INTO scout.<queue> (store_id, transaction_date)
SELECT DISTINCT store_id, transaction_date FROM taken

-- name: due
<counted pg_temp.model_due>

-- name: counted
-- How many slices are due, and whether a change is one of all.
SELECT count(*) AS slices,
       coalesce(bool_or(:by_store AND store_id IS NULL OR :by_day AND transaction_date IS NULL),
                false) AS of_all
  FROM (SELECT DISTINCT CASE WHEN :by_store THEN store_id END AS store_id,
                        CASE WHEN :by_day THEN transaction_date END AS transaction_date
          FROM <due>) each

-- name: add_all
INSERT INTO pg_temp.model_due VALUES (NULL, NULL)

-- name: begin
-- A model reads nothing but its inputs, at the business time; and its plan doesn't hang on
-- statistics, with which it may never end. Gives what was set before.
SELECT name, held, set_config(name, value, true)
  FROM (SELECT name, value, current_setting(name) AS held
          FROM (VALUES ('search_path', '""'), ('TimeZone', :zone::text),
                       ('statement_timeout', :millis::text), ('enable_nestloop', 'off'),
                       ('enable_seqscan', CASE WHEN :by_slices THEN 'off' ELSE 'on' END),
                       ('enable_bitmapscan', CASE WHEN :by_slices THEN 'off' ELSE 'on' END),
                       ('enable_memoize', 'off'), ('enable_mergejoin', 'off'), ('jit', 'off'))
                 AS setting (name, value)
        OFFSET 0) setting

-- name: end
SELECT set_config(name, value, true) FROM unnest(:names, :values) AS setting (name, value)

-- name: hold
-- One that took too long would take as long with each refresh.
UPDATE scout.models
   SET state = 'held', problem = :problem,
       state_since = CASE state WHEN 'held' THEN state_since ELSE now() END,
       due_at = CASE WHEN :too_long THEN now() + interval '15 minutes' END
 WHERE model_name = :name
