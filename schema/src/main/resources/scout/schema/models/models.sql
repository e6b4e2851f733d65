-- grain: one row per model in force

-- name: all
-- of a phase: those that refreshes compute, that an application computes beside, or that are
-- declared, whatever their phase
SELECT model_name, layer, position, about, grain, slice, looks_back,
       (extract(epoch FROM every) * 1000)::bigint AS every_millis, query, inputs, reads, columns,
       checks,
       state, problem, built, coalesce(due_at <= now(), true) AS due,
       shipped,
       EXISTS (SELECT FROM scout.data_quality_checks q
                WHERE q.model_name = m.model_name AND q.blocking) AS blocks,
       ARRAY(SELECT c.relname || '.' || a.attname
               FROM unnest(inputs) AS input
               JOIN pg_class c ON c.relname = input AND c.relnamespace = 'scout'::regnamespace
               JOIN pg_attribute a ON a.attrelid = c.oid
              WHERE m.looks_back > 0 AND a.attname IN ('store_id', 'transaction_date'))
         AS input_columns,
       ARRAY(SELECT r.model_name FROM scout.models r WHERE m.model_name = ANY (r.inputs)
              ORDER BY r.position, r.model_name) AS readers,
       ARRAY(SELECT DISTINCT CASE read WHEN '*' THEN '*' ELSE substr(read, length(m.model_name) + 2) END
               FROM scout.models r CROSS JOIN unnest(r.reads) AS read
              WHERE m.model_name = ANY (r.inputs)
                AND (read = '*' OR starts_with(read, m.model_name || '.'))) AS read_columns,
       slices,
       EXISTS (SELECT FROM scout.model_queue q WHERE q.reader = m.model_name) AS waits
  FROM scout.models m
 WHERE :phase = coalesce(phase, 'refreshed') OR :phase = 'declared' AND phase IS DISTINCT FROM 'beside'
 ORDER BY position, model_name

-- name: switching
SELECT model_name FROM scout.models WHERE phase = 'switching'

-- name: declare
INSERT INTO scout.declarations (files, applied_by)
VALUES (:files::jsonb, :by)
RETURNING declaration_id

-- name: make_table
SELECT scout.declare_model(:name, :about, :columns::jsonb, :grain::text[],
       :slice::text[])

-- name: drop_table
SELECT scout.drop_model(:name)

-- name: declare_checks
SELECT scout.declare_checks(:name, :checks::jsonb)

-- name: register
-- What decides on the rows is compared; where it differs, the model is computed whole.
WITH before AS (
  SELECT query, layer, grain, slice, looks_back, columns, inputs
    FROM scout.models WHERE model_name = :name),
same AS (
  SELECT EXISTS (
    SELECT FROM before
     WHERE (query, layer, grain, slice, looks_back, columns, inputs)
           IS NOT DISTINCT FROM
           (:query, :layer, :grain::text[], :slice::text[], :looks_back, :columns::jsonb,
            :inputs::text[])) AS yes),
told AS (
  INSERT INTO scout.model_outbox (reader)
  SELECT :name FROM same WHERE NOT yes)
INSERT INTO scout.models AS held
  (model_name, layer, position, about, grain, slice, looks_back, every, query, inputs, reads,
   columns, checks, declaration_id)
VALUES (:name, :layer, :position, :about, :grain::text[], :slice::text[], :looks_back, :every::interval,
        :query, :inputs::text[], :reads::text[], :columns::jsonb, :checks::jsonb, :declaration_id::bigint)
ON CONFLICT (model_name) DO UPDATE
  SET layer = excluded.layer, position = excluded.position, about = excluded.about,
      grain = excluded.grain, slice = excluded.slice, looks_back = excluded.looks_back,
      every = excluded.every, query = excluded.query, inputs = excluded.inputs,
      reads = excluded.reads,
      columns = excluded.columns, checks = excluded.checks,
      declaration_id = excluded.declaration_id, due_at = NULL,
      built = held.built AND (SELECT yes FROM same),
      state = CASE WHEN (SELECT yes FROM same) THEN held.state ELSE 'building' END,
      problem = CASE WHEN (SELECT yes FROM same) THEN held.problem END,
      state_since = CASE WHEN (SELECT yes FROM same) THEN held.state_since ELSE now() END

-- name: remove
WITH gone AS (DELETE FROM scout.model_outbox WHERE reader = :name)
DELETE FROM scout.models WHERE model_name = :name

-- name: tell_all
INSERT INTO scout.model_outbox (reader)
SELECT model_name FROM scout.models WHERE :table = ANY (inputs)

-- name: patience
SELECT current_setting('lock_timeout')

-- name: set_patience
SELECT set_config('lock_timeout', :time, true)

-- name: succeed
UPDATE scout.models
   SET state = 'active', problem = NULL, built = true, refreshed_at = now(),
       state_since = CASE state WHEN 'active' THEN state_since ELSE now() END,
       due_at = CASE WHEN every > '0' THEN now() + every END
 WHERE model_name = :name
