-- grain: one row per model that an application computes beside its table

-- name: names
-- the tables that there are beside others, in whatever state
SELECT table_name FROM scout.declared_tables WHERE kind = 'beside' ORDER BY table_name

-- name: forget
WITH gone AS (DELETE FROM scout.model_outbox WHERE reader = :place)
DELETE FROM scout.models WHERE model_name = :place AND phase = 'beside'

-- name: drop_table
SELECT scout.drop_beside(:name)

-- name: make_table
SELECT scout.declare_beside(:name, :columns::jsonb, :grain::text[], :slice::text[])

-- name: register
-- As a reader of its inputs: from now on, each change waits for it.
INSERT INTO scout.models
  (model_name, layer, position, about, grain, slice, looks_back, every, query, inputs, reads,
   columns, checks, phase)
VALUES (:place, :layer, :position, :about, :grain::text[], :slice::text[], :looks_back,
        :every::interval, :query, :inputs::text[], :reads::text[], :columns::jsonb, :checks::jsonb,
        'beside')

-- name: queue_all
INSERT INTO scout.model_outbox (reader) VALUES (:place)

-- name: count_slices
UPDATE scout.models m
   SET slices = (SELECT count(*) FROM scout.model_outbox o WHERE o.reader = m.model_name)
 WHERE m.model_name = :place

-- name: input_columns
-- which inputs say their store, and which their day
SELECT c.relname AS input, a.attname AS name
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relnamespace = 'scout'::regnamespace AND c.relname = ANY (:inputs)
   AND a.attname IN ('store_id', 'transaction_date')

-- name: hold_row
-- One fills it at a time: of two, the one that read first could write last.
SELECT model_name FROM scout.models WHERE model_name = :place AND phase = 'beside' FOR UPDATE

-- name: take
-- The queue is emptied before the inputs are read, in later statements. In the other order, a change
-- committed in between would be lost.
WITH taken AS (
  DELETE FROM scout.model_outbox
   WHERE id IN (SELECT id FROM scout.model_outbox WHERE reader = :place ORDER BY id LIMIT :most)
  RETURNING store_id, transaction_date)
INSERT INTO pg_temp.model_due SELECT DISTINCT store_id, transaction_date FROM taken

-- name: left
-- counted no further than asked
SELECT count(*) FROM (SELECT FROM scout.model_outbox WHERE reader = :place LIMIT :most) counted

-- name: fail
UPDATE scout.models SET state = 'held', problem = :problem WHERE model_name = :place

-- name: open
SELECT scout.open_model(:name, :columns::jsonb, :grain::text[], :slice::text[])

-- name: table_is_there
SELECT EXISTS (SELECT FROM scout.declared_tables WHERE table_name = :name AND kind = 'model')

-- name: stop_refreshes
UPDATE scout.models SET phase = 'switching' WHERE model_name = :name

-- name: present
-- the declared columns, and their names until the switch is over
SELECT c.c ->> 'name' AS declared, coalesce(a.attname, c.c ->> 'name') AS present
  FROM jsonb_array_elements(:columns::jsonb) WITH ORDINALITY AS c (c, n)
  LEFT JOIN pg_attribute a ON a.attrelid = to_regclass('scout.' || quote_ident(:name))
                          AND a.attname = 'NEXT_' || c.n AND NOT a.attisdropped
 ORDER BY c.n

-- name: has_key
SELECT EXISTS (SELECT FROM pg_constraint
                WHERE conrelid = to_regclass('scout.' || quote_ident(:name))
                  AND conname = :name || '_grain')

-- name: plan_by_hash
-- with no statistics of the new table, a loop would compare each row with each
SET LOCAL enable_nestloop = off

-- name: plan_as_usual
SET LOCAL enable_nestloop TO DEFAULT

-- name: index
SELECT scout.index_model(:name, :columns::jsonb, :grain::text[], :slice::text[])

-- name: written
UPDATE scout.models SET built = true WHERE model_name = :place

-- name: close
SELECT scout.close_model(:name, :about, :columns::jsonb, :grain::text[], :slice::text[])

-- name: take_over
-- What the table beside has not taken yet waits for the table itself from now on.
WITH old AS (DELETE FROM scout.model_outbox WHERE reader = :name),
moved AS (
  DELETE FROM scout.model_outbox WHERE reader = :place RETURNING store_id, transaction_date)
INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
SELECT DISTINCT :name, store_id, transaction_date FROM moved
