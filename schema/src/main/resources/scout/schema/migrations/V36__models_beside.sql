-- A model is computed beside its table, in a table of its own, and then written in one transaction.

ALTER TABLE scout.declared_tables DROP CONSTRAINT declared_tables_kind_check;
ALTER TABLE scout.declared_tables ADD CONSTRAINT declared_tables_kind_check
  CHECK (kind IN ('model', 'reference', 'child', 'beside'));
COMMENT ON COLUMN scout.declared_tables.kind IS
  'model, reference or child; beside while an application computes a table of that name.';

ALTER TABLE scout.models
  ADD COLUMN phase  text CHECK (phase IN ('beside', 'switching')),
  ADD COLUMN slices bigint;
COMMENT ON COLUMN scout.models.declaration_id IS
  'The declaration that it is of; null while it is the one that Scout ships, or is computed beside.';
COMMENT ON COLUMN scout.models.phase IS
  'Null where refreshes compute it; beside where an application does, in a table of its own;'
  ' switching while its table gets another form.';
COMMENT ON COLUMN scout.models.slices IS
  'Of how many slices it is computed beside; null otherwise.';

-- The oldest changes of one reader, in order.
CREATE INDEX model_outbox_of_reader ON scout.model_outbox (reader, id);
DROP INDEX scout.model_outbox_reader;

-- Makes the table beside another of that name, anew if there is one.
CREATE FUNCTION scout.declare_beside(name text, columns jsonb, grain text[], slice text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
DECLARE
  beside text := 'next_' || name;
  key text[] := slice || ARRAY(SELECT g FROM unnest(grain) WITH ORDINALITY AS u (g, n)
                                WHERE g <> ALL (slice) ORDER BY n);
  named text[] := ARRAY(SELECT c ->> 'name' FROM jsonb_array_elements(columns) AS c);
  given record;
BEGIN
  IF name IS NULL OR columns IS NULL OR grain IS NULL OR slice IS NULL OR cardinality(named) = 0 THEN
    RAISE EXCEPTION 'a table beside needs a name, columns, a grain and a slice'
      USING ERRCODE = 'null_value_not_allowed';
  END IF;
  IF length(name) > 48 OR name COLLATE "C" !~ '^(gold|platinum|ref)_[a-z0-9_]+$' THEN
    RAISE EXCEPTION 'no model and no reference data can be named %', quote_literal(name)
      USING ERRCODE = 'invalid_name';
  END IF;
  PERFORM scout.require_names(named || grain || slice);
  PERFORM scout.require_type(c ->> 'type') FROM jsonb_array_elements(columns) AS c;
  IF NOT (grain <@ named AND slice <@ grain) THEN
    RAISE EXCEPTION 'the grain of % must be of its columns, its slice of its grain', name
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF EXISTS (SELECT FROM scout.declared_tables t WHERE t.table_name = beside) THEN
    PERFORM scout.unmake_declared('beside', beside);
  END IF;
  EXECUTE format('CREATE TABLE scout.%I (last_updated timestamptz NOT NULL DEFAULT now())', beside);
  FOR given IN SELECT c ->> 'name' AS column_name, c ->> 'type' AS type
                 FROM jsonb_array_elements(columns) WITH ORDINALITY AS u (c, n) ORDER BY n
  LOOP
    EXECUTE format('ALTER TABLE scout.%I ADD COLUMN %I %s %s', beside, given.column_name, given.type,
                   CASE WHEN given.column_name = ANY (slice) THEN 'NOT NULL' END);
  END LOOP;
  IF cardinality(grain) > 0 THEN
    EXECUTE format(
      'ALTER TABLE scout.%I ADD CONSTRAINT %I UNIQUE NULLS NOT DISTINCT (%s)', beside,
      beside || '_grain',
      (SELECT string_agg(quote_ident(k), ', ' ORDER BY n) FROM unnest(key) WITH ORDINALITY AS u (k, n)));
  END IF;
  EXECUTE format('COMMENT ON TABLE scout.%I IS %L', beside,
                 'What ' || name || ' will hold; an application of a declaration computes it.');
  PERFORM scout.grant_declared(beside);
  INSERT INTO scout.declared_tables (table_name, kind, about, grain, slice, columns)
  VALUES (beside, 'beside', '', declare_beside.grain, declare_beside.slice, declare_beside.columns);
END
$$;

CREATE FUNCTION scout.drop_beside(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
BEGIN
  PERFORM scout.unmake_declared('beside', 'next_' || name);
END
$$;

-- Makes a model's table ready for rows of another form, which come in the next transaction: adds
-- columns, and takes away a key that no longer holds. Nobody waits for more than that. A column that
-- gets another type has a name in capitals until close_model, since the old one is still read. Gives
-- the name of each column as it is now.
CREATE FUNCTION scout.open_model(name text, columns jsonb, grain text[], slice text[])
RETURNS TABLE (declared text, present text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
#variable_conflict use_variable
DECLARE
  held scout.declared_tables;
  given record;
BEGIN
  SELECT * INTO held FROM scout.declared_tables t WHERE t.table_name = name AND t.kind = 'model' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no model''s table %', quote_literal(name) USING ERRCODE = 'undefined_table';
  END IF;
  PERFORM scout.require_names(ARRAY(SELECT c ->> 'name' FROM jsonb_array_elements(columns) AS c)
                              || grain || slice);
  PERFORM scout.require_type(c ->> 'type') FROM jsonb_array_elements(columns) AS c;
  -- before anything is changed, since nothing could be ended then
  IF EXISTS (
    SELECT FROM pg_depend d
      JOIN pg_rewrite r ON r.oid = d.objid
      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_rewrite'::regclass AND d.refobjid = format('scout.%I', name)::regclass
       AND d.refclassid = 'pg_class'::regclass AND a.attname <> 'last_updated'
       AND NOT EXISTS (
           SELECT FROM jsonb_array_elements(columns) AS new (c)
             JOIN jsonb_array_elements(held.columns) AS old (c) ON new.c ->> 'name' = old.c ->> 'name'
              AND new.c ->> 'type' = old.c ->> 'type'
            WHERE new.c ->> 'name' = a.attname)) THEN
    RAISE EXCEPTION 'a view reads a column of % that goes', name
      USING ERRCODE = 'dependent_objects_still_exist';
  END IF;
  -- what an application left that was not finished
  FOR given IN
    SELECT a.attname AS column_name
      FROM pg_attribute a
     WHERE a.attrelid = format('scout.%I', name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
       AND a.attname <> 'last_updated'
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(held.columns) AS c
                        WHERE c ->> 'name' = a.attname)
  LOOP
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', name, given.column_name);
  END LOOP;
  IF (held.grain, held.slice) IS DISTINCT FROM (grain, slice)
     OR EXISTS (SELECT FROM jsonb_array_elements(held.columns) AS old (c)
                  JOIN jsonb_array_elements(columns) AS new (c) ON new.c ->> 'name' = old.c ->> 'name'
                 WHERE new.c ->> 'name' = ANY (grain) AND new.c ->> 'type' <> old.c ->> 'type') THEN
    EXECUTE format('ALTER TABLE scout.%I DROP CONSTRAINT IF EXISTS %I, REPLICA IDENTITY FULL', name,
                   name || '_grain');
    FOR given IN
      SELECT a.attname AS column_name
        FROM pg_attribute a
       WHERE a.attrelid = format('scout.%I', name)::regclass AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attnotnull AND a.attname <> 'last_updated'
    LOOP
      EXECUTE format('ALTER TABLE scout.%I ALTER %I DROP NOT NULL', name, given.column_name);
    END LOOP;
  END IF;
  FOR given IN
    SELECT new.c ->> 'name' AS column_name, new.c ->> 'type' AS type, n,
           (SELECT old.c ->> 'type' FROM jsonb_array_elements(held.columns) AS old (c)
             WHERE old.c ->> 'name' = new.c ->> 'name') AS before
      FROM jsonb_array_elements(columns) WITH ORDINALITY AS new (c, n)
     ORDER BY n
  LOOP
    declared := given.column_name;
    present := CASE WHEN given.before <> given.type THEN 'NEXT_' || given.n ELSE given.column_name END;
    IF given.before IS DISTINCT FROM given.type THEN
      EXECUTE format('ALTER TABLE scout.%I ADD COLUMN %I %s', name, present, given.type);
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;

-- Gives the rows of open_model's form an index of their grain, where they have none. Whoever reads
-- goes on.
CREATE FUNCTION scout.index_model(name text, columns jsonb, grain text[], slice text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
DECLARE
  key text[] := slice || ARRAY(SELECT g FROM unnest(grain) WITH ORDINALITY AS u (g, n)
                                WHERE g <> ALL (slice) ORDER BY n);
BEGIN
  IF NOT EXISTS (SELECT FROM scout.declared_tables t WHERE t.table_name = name AND t.kind = 'model') THEN
    RAISE EXCEPTION 'there is no model''s table %', quote_literal(name) USING ERRCODE = 'undefined_table';
  END IF;
  IF EXISTS (SELECT FROM pg_constraint
              WHERE conrelid = format('scout.%I', name)::regclass AND conname = name || '_grain') THEN
    RETURN;
  END IF;
  EXECUTE format('DROP INDEX IF EXISTS scout.%I', 'next_' || name || '_key');
  EXECUTE format(
    'CREATE UNIQUE INDEX %I ON scout.%I (%s) %s', 'next_' || name || '_key', name,
    (SELECT string_agg(quote_ident(coalesce(
              (SELECT 'NEXT_' || c.n
                 FROM jsonb_array_elements(columns) WITH ORDINALITY AS c (c, n)
                 JOIN pg_attribute a ON a.attrelid = format('scout.%I', name)::regclass
                                    AND a.attname = 'NEXT_' || c.n AND NOT a.attisdropped
                WHERE c.c ->> 'name' = k), k)), ', ' ORDER BY n)
       FROM unnest(key) WITH ORDINALITY AS u (k, n)),
    CASE WHEN NOT grain <@ slice THEN 'NULLS NOT DISTINCT' END);
END
$$;

-- Ends what open_model began: takes away columns that nothing declares any more, gives those in
-- capitals their names, and makes the index the key.
CREATE FUNCTION scout.close_model(name text, about text, columns jsonb, grain text[], slice text[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
DECLARE
  held scout.declared_tables;
  given record;
BEGIN
  SELECT * INTO held FROM scout.declared_tables t WHERE t.table_name = name AND t.kind = 'model' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no model''s table %', quote_literal(name) USING ERRCODE = 'undefined_table';
  END IF;
  FOR given IN
    SELECT old.c ->> 'name' AS column_name
      FROM jsonb_array_elements(held.columns) AS old (c)
     WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(columns) AS new (c)
                        WHERE new.c ->> 'name' = old.c ->> 'name' AND new.c ->> 'type' = old.c ->> 'type')
  LOOP
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', name, given.column_name);
  END LOOP;
  FOR given IN
    SELECT a.attname AS present, c.c ->> 'name' AS column_name
      FROM jsonb_array_elements(columns) WITH ORDINALITY AS c (c, n)
      JOIN pg_attribute a ON a.attrelid = format('scout.%I', name)::regclass
                         AND a.attname = 'NEXT_' || c.n AND NOT a.attisdropped
  LOOP
    EXECUTE format('ALTER TABLE scout.%I RENAME COLUMN %I TO %I', name, given.present, given.column_name);
  END LOOP;
  IF to_regclass(format('scout.%I', 'next_' || name || '_key')) IS NOT NULL THEN
    EXECUTE format('ALTER TABLE scout.%I REPLICA IDENTITY DEFAULT, ADD CONSTRAINT %I %s USING INDEX %I',
                   name, name || '_grain', CASE WHEN grain <@ slice THEN 'PRIMARY KEY' ELSE 'UNIQUE' END,
                   'next_' || name || '_key');
  END IF;
  UPDATE scout.declared_tables t
     SET grain = close_model.grain, slice = close_model.slice, columns = close_model.columns
   WHERE t.table_name = name;
  PERFORM scout.make_declared('model', name, about, columns, grain, slice);
END
$$;

REVOKE ALL ON FUNCTION scout.declare_beside(text, jsonb, text[], text[]), scout.drop_beside(text),
  scout.open_model(text, jsonb, text[], text[]), scout.index_model(text, jsonb, text[], text[]),
  scout.close_model(text, text, jsonb, text[], text[]) FROM PUBLIC;
