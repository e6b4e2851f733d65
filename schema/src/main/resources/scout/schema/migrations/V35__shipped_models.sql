-- The gold and platinum that Scout ships are models like those that people declare.

ALTER TABLE scout.declared_tables ADD COLUMN shipped jsonb;
COMMENT ON COLUMN scout.declared_tables.shipped IS
  'Of a table that Scout ships the columns that its own views and checks read, each with name and type; null for all others.';

ALTER TABLE scout.models ALTER declaration_id DROP NOT NULL;
COMMENT ON COLUMN scout.models.declaration_id IS
  'The declaration that it is of; null while it is the one that Scout ships.';

-- Makes a table, or brings a declared one into a new form, in place. A column that gets another
-- type is empty until it is written again; a table that gets another grain, or other types there,
-- loses its rows. What Scout's own views and checks read keeps its columns, grain and slice.
CREATE OR REPLACE FUNCTION scout.make_declared(
  kind text, name text, about text, columns jsonb, grain text[], slice text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  held scout.declared_tables;
  given record;
  key text[] := slice || ARRAY(SELECT g FROM unnest(grain) WITH ORDINALITY AS u (g, n)
                                WHERE g <> ALL (slice) ORDER BY n);
  named text[] := ARRAY(SELECT c ->> 'name' FROM jsonb_array_elements(columns) AS c);
  never_null text[] := slice || ARRAY(SELECT c ->> 'name' FROM jsonb_array_elements(columns) AS c
                                       WHERE c -> 'not_null' = 'true');
BEGIN
  IF kind IS NULL OR name IS NULL OR about IS NULL OR columns IS NULL OR grain IS NULL OR slice IS NULL
     OR cardinality(named) = 0 THEN
    RAISE EXCEPTION 'a declared table needs a name, columns, a grain and a slice'
      USING ERRCODE = 'null_value_not_allowed';
  END IF;
  PERFORM scout.require_names(named || grain || slice);
  PERFORM scout.require_type(c ->> 'type') FROM jsonb_array_elements(columns) AS c;
  IF NOT (grain <@ named AND slice <@ grain)
     OR cardinality(named) <> (SELECT count(DISTINCT n) FROM unnest(named) AS n)
     OR cardinality(grain) <> (SELECT count(DISTINCT n) FROM unnest(grain) AS n) THEN
    RAISE EXCEPTION 'the grain of % must be of its columns, its slice of its grain, each once', name
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF length(name) > 48
     OR name COLLATE "C" !~ (CASE kind WHEN 'model' THEN '^(gold|platinum)_[a-z0-9_]+$'
                                       WHEN 'reference' THEN '^ref_[a-z0-9_]+$'
                                       WHEN 'child' THEN '^silver_[a-z0-9_]+$' END) THEN
    RAISE EXCEPTION 'a % can''t be named %', kind, quote_literal(name)
      USING ERRCODE = 'invalid_name';
  END IF;
  SELECT * INTO held FROM scout.declared_tables t WHERE t.table_name = name FOR UPDATE;
  IF NOT FOUND THEN
    IF EXISTS (SELECT FROM pg_class
                WHERE relnamespace = 'scout'::regnamespace
                  AND relname IN (name, name || '_grain', name || '_outbox'))
       OR EXISTS (SELECT FROM pg_type
                   WHERE typnamespace = 'scout'::regnamespace AND typname = name) THEN
      RAISE EXCEPTION 'the name % is taken', name USING ERRCODE = 'duplicate_table';
    END IF;
    EXECUTE format('CREATE TABLE scout.%I (last_updated timestamptz NOT NULL DEFAULT now())', name);
    PERFORM scout.grant_declared(name);
    held := (name, kind, about, '{}', '{}', '[]', now(), NULL);
  ELSIF held.kind <> kind THEN
    RAISE EXCEPTION 'the name % is taken', name USING ERRCODE = 'duplicate_table';
  ELSIF (held.about, held.grain, held.slice, held.columns) = (about, grain, slice, columns) THEN
    RETURN;
  ELSIF held.shipped IS NOT NULL
        AND NOT (held.shipped <@ columns AND held.grain = grain AND held.slice = slice) THEN
    RAISE EXCEPTION '% must keep the columns, grain and slice that Scout gives it', name
      USING ERRCODE = 'invalid_parameter_value';
  ELSIF (held.grain, held.slice) IS DISTINCT FROM (grain, slice)
     OR EXISTS (SELECT FROM jsonb_array_elements(held.columns) AS old (c)
                  JOIN jsonb_array_elements(columns) AS new (c) ON new.c ->> 'name' = old.c ->> 'name'
                 WHERE new.c ->> 'name' = ANY (grain) AND new.c ->> 'type' <> old.c ->> 'type') THEN
    EXECUTE format('ALTER TABLE scout.%I DROP CONSTRAINT IF EXISTS %I, REPLICA IDENTITY DEFAULT', name,
                   name || '_grain');
    EXECUTE format('DELETE FROM scout.%I', name);
  END IF;

  FOR given IN
    SELECT old.c ->> 'name' AS column_name
      FROM jsonb_array_elements(held.columns) AS old (c)
     WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(columns) AS new (c)
                        WHERE new.c ->> 'name' = old.c ->> 'name'
                          AND new.c ->> 'type' = old.c ->> 'type')
  LOOP
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', name, given.column_name);
  END LOOP;
  FOR given IN
    SELECT new.c ->> 'name' AS column_name, new.c ->> 'type' AS type, new.c ->> 'about' AS about,
           NOT EXISTS (SELECT FROM jsonb_array_elements(held.columns) AS old (c)
                        WHERE new.c ->> 'name' = old.c ->> 'name'
                          AND new.c ->> 'type' = old.c ->> 'type') AS fresh
      FROM jsonb_array_elements(columns) WITH ORDINALITY AS new (c, n)
     ORDER BY n
  LOOP
    IF given.fresh THEN
      EXECUTE format('ALTER TABLE scout.%I ADD COLUMN %I %s', name, given.column_name, given.type);
    END IF;
    -- Scout's own columns keep their words
    IF held.shipped IS NULL THEN
      EXECUTE format('COMMENT ON COLUMN scout.%I.%I IS %L', name, given.column_name, given.about);
    END IF;
  END LOOP;
  EXECUTE format('COMMENT ON TABLE scout.%I IS %L', name, about);
  EXECUTE format('COMMENT ON COLUMN scout.%I.last_updated IS %L', name,
                 'When a value of the row last changed.');

  IF cardinality(grain) > 0 AND held.shipped IS NULL
     AND NOT EXISTS (SELECT FROM pg_constraint
                      WHERE conrelid = format('scout.%I', name)::regclass
                        AND conname = name || '_grain') THEN
    EXECUTE format(
      'ALTER TABLE scout.%I ADD CONSTRAINT %I %s (%s)', name, name || '_grain',
      CASE WHEN grain <@ never_null THEN 'PRIMARY KEY' ELSE 'UNIQUE NULLS NOT DISTINCT' END,
      (SELECT string_agg(quote_ident(k), ', ' ORDER BY n) FROM unnest(key) WITH ORDINALITY AS u (k, n)));
  END IF;
  -- each only where it changes something, since it waits for all readers
  FOR given IN
    SELECT attname AS column_name
      FROM pg_attribute
     WHERE attrelid = format('scout.%I', name)::regclass AND attname = ANY (slice) AND NOT attnotnull
  LOOP
    EXECUTE format('ALTER TABLE scout.%I ALTER %I SET NOT NULL', name, given.column_name);
  END LOOP;
  -- without a key, a publication would refuse its UPDATEs and DELETEs
  IF EXISTS (SELECT FROM pg_class
              WHERE oid = format('scout.%I', name)::regclass AND relreplident <> 'f')
     AND NOT EXISTS (SELECT FROM pg_constraint
                      WHERE conrelid = format('scout.%I', name)::regclass AND contype = 'p') THEN
    EXECUTE format('ALTER TABLE scout.%I REPLICA IDENTITY FULL', name);
  END IF;

  INSERT INTO scout.declared_tables AS t (table_name, kind, about, grain, slice, columns)
  VALUES (name, make_declared.kind, make_declared.about, make_declared.grain, make_declared.slice,
          make_declared.columns)
  ON CONFLICT (table_name) DO UPDATE
    SET about = excluded.about, grain = excluded.grain, slice = excluded.slice,
        columns = excluded.columns, made_at = excluded.made_at
  WHERE (t.about, t.grain, t.slice, t.columns)
        IS DISTINCT FROM (excluded.about, excluded.grain, excluded.slice, excluded.columns);
END
$$;

CREATE OR REPLACE FUNCTION scout.unmake_declared(kind text, name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM scout.declared_tables t
   WHERE t.table_name = name AND t.kind = unmake_declared.kind AND t.shipped IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no declared table %', quote_literal(name)
      USING ERRCODE = 'undefined_table';
  END IF;
  EXECUTE format('DROP TABLE scout.%I', name);
END
$$;


INSERT INTO scout.declared_tables (table_name, kind, about, grain, slice, columns)
VALUES
  ('gold_store_daily_summary', 'model', 'One row per shop and day with sales, in SCOUT_TIMEZONE.',
   '{store_id,transaction_date}', '{store_id,transaction_date}',
   '[{"name": "store_id", "type": "text"},
   {"name": "transaction_date", "type": "date"},
   {"name": "transaction_count", "type": "bigint"},
   {"name": "active_devices", "type": "bigint"},
   {"name": "total_revenue", "type": "numeric(18,2)"},
   {"name": "avg_transaction_value", "type": "numeric(18,2)"},
   {"name": "most_common_payment", "type": "text"},
   {"name": "first_transaction_time", "type": "timestamp with time zone"},
   {"name": "last_transaction_time", "type": "timestamp with time zone"},
   {"name": "currency", "type": "text"},
   {"name": "other_currency_transactions", "type": "bigint"}]'),
  ('platinum_store_features', 'model',
   'One row per shop and day with sales: features of the 90 days that end there, which know nothing of later days.',
   '{store_id,transaction_date}', '{store_id,transaction_date}',
   '[{"name": "store_id", "type": "text"},
   {"name": "transaction_date", "type": "date"},
   {"name": "avg_daily_transactions", "type": "numeric(18,4)"},
   {"name": "stddev_daily_transactions", "type": "numeric(18,4)"},
   {"name": "avg_daily_revenue", "type": "numeric(22,4)"},
   {"name": "ma7_transactions", "type": "numeric(18,4)"},
   {"name": "day_of_week", "type": "smallint"},
   {"name": "weekend_avg", "type": "numeric(18,4)"},
   {"name": "weekday_avg", "type": "numeric(18,4)"},
   {"name": "currency", "type": "text"}]');
UPDATE scout.declared_tables
   SET shipped = columns
 WHERE table_name IN ('gold_store_daily_summary', 'platinum_store_features');

-- The texts are those of this version; a test holds them against the files that are shipped.
INSERT INTO scout.models
  (model_name, layer, position, about, grain, slice, looks_back, query, inputs, columns, state, built)
SELECT t.table_name, given.layer, 0, t.about, t.grain, t.slice, given.looks_back, given.query,
       given.inputs, t.columns, 'active', true
  FROM scout.declared_tables t
  JOIN (VALUES ('gold_store_daily_summary', 'gold', 0, '{silver_edge_transactions}'::text[], $model$WITH cell AS (
  SELECT store_id, transaction_date, currency, payment_method, device_id,
         count(*) AS transactions, count(amount) AS priced, sum(amount) AS revenue,
         min(transaction_timestamp) AS first_time, max(transaction_timestamp) AS last_time
    FROM silver_edge_transactions
   GROUP BY store_id, transaction_date, currency, payment_method, device_id),
-- a missing currency is a group of its own
counted AS (
  SELECT *,
         sum(transactions) OVER of_currency AS of_currency,
         sum(priced) OVER of_currency AS priced_of_currency,
         sum(revenue) OVER of_currency AS revenue_of_currency,
         sum(transactions) OVER (PARTITION BY store_id, transaction_date, payment_method)
           AS of_payment
    FROM cell
  WINDOW of_currency AS (PARTITION BY store_id, transaction_date, currency))
-- revenue is of the currency with the most transactions; in a tie, of the first by name, and a
-- missing one comes last. A missing payment method doesn't count as one.
SELECT store_id, transaction_date,
       sum(transactions)::bigint AS transaction_count,
       count(DISTINCT device_id) AS active_devices,
       ((array_agg(revenue_of_currency ORDER BY of_currency DESC, currency COLLATE "C"))[1])
         ::numeric(18,2) AS total_revenue,
       ((array_agg(revenue_of_currency / nullif(priced_of_currency, 0)
                   ORDER BY of_currency DESC, currency COLLATE "C"))[1])
         ::numeric(18,2) AS avg_transaction_value,
       (array_agg(payment_method ORDER BY of_payment DESC, payment_method COLLATE "C")
          FILTER (WHERE payment_method IS NOT NULL))[1] AS most_common_payment,
       min(first_time) AS first_transaction_time,
       max(last_time) AS last_transaction_time,
       (array_agg(currency ORDER BY of_currency DESC, currency COLLATE "C"))[1] AS currency,
       (sum(transactions) - max(of_currency))::bigint AS other_currency_transactions
  FROM counted
 GROUP BY store_id, transaction_date$model$),
               ('platinum_store_features', 'platinum', 89, '{gold_store_daily_summary}', $model$SELECT store_id, transaction_date,
       (avg(transaction_count) OVER quarter)::numeric(18,4) AS avg_daily_transactions,
       (stddev_samp(transaction_count) OVER quarter)::numeric(18,4) AS stddev_daily_transactions,
       -- revenue in several currencies has no average, so only days in the row's own count
       (avg(total_revenue) OVER own_currency)::numeric(22,4) AS avg_daily_revenue,
       -- over seven calendar days, of which those before the window's first sale don't count
       (sum(transaction_count) OVER week
          / least(7, transaction_date - first_value(transaction_date) OVER quarter + 1))
         ::numeric(18,4) AS ma7_transactions,
       extract(dow FROM transaction_date)::smallint AS day_of_week,
       (avg(transaction_count) FILTER (WHERE extract(dow FROM transaction_date) IN (0, 6))
          OVER quarter)::numeric(18,4) AS weekend_avg,
       (avg(transaction_count) FILTER (WHERE extract(dow FROM transaction_date) NOT IN (0, 6))
          OVER quarter)::numeric(18,4) AS weekday_avg,
       currency
  FROM gold_store_daily_summary
WINDOW quarter AS (PARTITION BY store_id ORDER BY transaction_date
                   RANGE BETWEEN interval '89 days' PRECEDING AND CURRENT ROW),
       own_currency AS (PARTITION BY store_id, currency ORDER BY transaction_date
                        RANGE BETWEEN interval '89 days' PRECEDING AND CURRENT ROW),
       week AS (PARTITION BY store_id ORDER BY transaction_date
                RANGE BETWEEN interval '6 days' PRECEDING AND CURRENT ROW)$model$))
       AS given (table_name, layer, looks_back, inputs, query) USING (table_name);
