-- Tables that people declare: what is in force, what waits for each table, and how one is made.

-- grain: one row per declaration that was applied; the newest is in force
CREATE TABLE scout.declarations (
  declaration_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  files          jsonb NOT NULL CHECK (jsonb_typeof(files) = 'object'),
  applied_at     timestamptz NOT NULL DEFAULT now(),
  applied_by     text NOT NULL
);
COMMENT ON TABLE scout.declarations IS
  'One row per declaration that was applied; the newest is in force.';
COMMENT ON COLUMN scout.declarations.declaration_id IS 'Counts up with each declaration.';
COMMENT ON COLUMN scout.declarations.files IS 'The texts of its files by their names.';
COMMENT ON COLUMN scout.declarations.applied_at IS 'When it was put in force.';
COMMENT ON COLUMN scout.declarations.applied_by IS 'Who applied it.';

-- grain: one row per table that a declaration made; written by the functions that make them alone
CREATE TABLE scout.declared_tables (
  table_name text PRIMARY KEY,
  kind       text NOT NULL CHECK (kind IN ('model', 'reference', 'child')),
  about      text NOT NULL,
  grain      text[] NOT NULL,
  slice      text[] NOT NULL,
  columns    jsonb NOT NULL,
  made_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE scout.declared_tables IS
  'One row per table that a declaration made: a model, reference data, or a child of silver.';
COMMENT ON COLUMN scout.declared_tables.table_name IS 'Its name in the schema scout.';
COMMENT ON COLUMN scout.declared_tables.kind IS 'model, reference or child.';
COMMENT ON COLUMN scout.declared_tables.about IS 'What it holds, in the words of its declaration.';
COMMENT ON COLUMN scout.declared_tables.grain IS 'The columns that are unique together; none where nothing is.';
COMMENT ON COLUMN scout.declared_tables.slice IS 'The part of the grain by which it is kept; none where each change is a change of all.';
COMMENT ON COLUMN scout.declared_tables.columns IS
  'Its columns in their order, each with name and type, without last_updated.';
COMMENT ON COLUMN scout.declared_tables.made_at IS 'When it was made, or got its present form.';

-- grain: one row per model in force
CREATE TABLE scout.models (
  model_name     text PRIMARY KEY REFERENCES scout.declared_tables,
  layer          text NOT NULL CHECK (layer IN ('gold', 'platinum')),
  -- each model stands behind those that it reads
  position       integer NOT NULL,
  about          text NOT NULL,
  grain          text[] NOT NULL CHECK (cardinality(grain) > 0),
  slice          text[] NOT NULL CHECK (slice <@ grain),
  looks_back     integer NOT NULL DEFAULT 0 CHECK (looks_back >= 0),
  every          interval NOT NULL DEFAULT '0' CHECK (every >= '0'),
  query          text NOT NULL,
  inputs         text[] NOT NULL,
  columns        jsonb NOT NULL,
  checks         jsonb NOT NULL DEFAULT '[]',
  declaration_id bigint NOT NULL REFERENCES scout.declarations,
  state          text NOT NULL DEFAULT 'building' CHECK (state IN ('building', 'active', 'held')),
  problem        text CHECK ((state = 'held') = (problem IS NOT NULL)),
  state_since    timestamptz NOT NULL DEFAULT now(),
  -- true once it was computed whole by its present query
  built          boolean NOT NULL DEFAULT false,
  refreshed_at   timestamptz,
  due_at         timestamptz
);
COMMENT ON TABLE scout.models IS 'One row per model in force: a table that one SELECT gives.';
COMMENT ON COLUMN scout.models.model_name IS 'The name of its table.';
COMMENT ON COLUMN scout.models.layer IS 'gold or platinum: the step of a refresh that computes it.';
COMMENT ON COLUMN scout.models.position IS 'Models are computed in this order; what a model reads comes before it.';
COMMENT ON COLUMN scout.models.about IS 'What it holds, in the words of its declaration.';
COMMENT ON COLUMN scout.models.grain IS 'The columns that are unique together.';
COMMENT ON COLUMN scout.models.slice IS 'The part of the grain by which it is kept; none where each change is a change of all.';
COMMENT ON COLUMN scout.models.looks_back IS 'So many days before its own a row reads its inputs.';
COMMENT ON COLUMN scout.models.every IS 'It is computed at most each so long; 0 is with each refresh.';
COMMENT ON COLUMN scout.models.query IS 'Its SELECT, as it was declared.';
COMMENT ON COLUMN scout.models.inputs IS 'The tables that it reads.';
COMMENT ON COLUMN scout.models.columns IS 'The columns of its SELECT, each with name and type.';
COMMENT ON COLUMN scout.models.checks IS 'What must hold of it: name, query, and whether it blocks.';
COMMENT ON COLUMN scout.models.declaration_id IS 'The declaration that it is of.';
COMMENT ON COLUMN scout.models.state IS
  'building until it was computed for the first time, then active; held while it can''t be computed.';
COMMENT ON COLUMN scout.models.problem IS 'Why it is held; null otherwise.';
COMMENT ON COLUMN scout.models.state_since IS 'Since when it is in this state.';
COMMENT ON COLUMN scout.models.built IS 'Whether its table was computed by its present query; before, nothing reads it.';
COMMENT ON COLUMN scout.models.refreshed_at IS 'When it was last computed; null before the first time.';
COMMENT ON COLUMN scout.models.due_at IS 'Not before then it is computed again; null is at once.';

-- grain: one row per change of an input that its reader has not taken; append-only
CREATE TABLE scout.model_outbox (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  reader           text NOT NULL,
  store_id         text,
  transaction_date date
);
CREATE INDEX model_outbox_reader ON scout.model_outbox (reader);
COMMENT ON TABLE scout.model_outbox IS
  'One row per change of what a model reads that the model has not taken yet.';
COMMENT ON COLUMN scout.model_outbox.id IS 'Counts up.';
COMMENT ON COLUMN scout.model_outbox.reader IS 'The model that has to take it.';
COMMENT ON COLUMN scout.model_outbox.store_id IS 'The store of the change; null for all.';
COMMENT ON COLUMN scout.model_outbox.transaction_date IS 'The day of the change; null for all.';

ALTER TABLE scout.data_quality_checks
  -- the model that declares it; it blocks that alone
  ADD COLUMN model_name text;

-- What follows is done for scout_transform by the owner, who alone may make tables. Each function
-- checks what it is given, and touches declared tables alone.

CREATE FUNCTION scout.require_names(names text[]) RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY names LOOP
    IF name IS NULL OR name COLLATE "C" !~ '^[a-z_][a-z0-9_]{0,62}$' OR name IN ('last_updated', 'ctid',
         'xmin', 'xmax', 'cmin', 'cmax', 'tableoid') THEN
      RAISE EXCEPTION 'a column can''t be named %', coalesce(quote_literal(name), 'NULL')
        USING ERRCODE = 'invalid_name';
    END IF;
  END LOOP;
END
$$;

-- The types that a declared column may have, as format_type writes them.
CREATE FUNCTION scout.require_type(type text) RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF type IS NULL OR type COLLATE "C" !~ ('^(text|boolean|smallint|integer|bigint|real|double precision'
       || '|numeric(\([0-9]{1,4},[0-9]{1,4}\))?|character varying(\([0-9]{1,8}\))?'
       || '|character(\([0-9]{1,8}\))?|date|interval|uuid|jsonb|time without time zone'
       || '|timestamp with(out)? time zone)(\[\])?$') THEN
    RAISE EXCEPTION 'a column can''t have the type %', coalesce(quote_literal(type), 'NULL')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
END
$$;

CREATE FUNCTION scout.grant_declared(name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON scout.%I TO scout_transform', name);
  EXECUTE format('GRANT SELECT ON scout.%I TO scout_reader, scout_watch, scout_check, scout_console',
                 name);
END
$$;

-- Makes a table, or brings a declared one into a new form, in place. A column that gets another
-- type is empty until it is written again; a table that gets another grain, or other types there,
-- loses its rows.
CREATE FUNCTION scout.make_declared(
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
    held := (name, kind, about, '{}', '{}', '[]', now());
  ELSIF held.kind <> kind THEN
    RAISE EXCEPTION 'the name % is taken', name USING ERRCODE = 'duplicate_table';
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
    EXECUTE format('COMMENT ON COLUMN scout.%I.%I IS %L', name, given.column_name, given.about);
  END LOOP;
  EXECUTE format('COMMENT ON TABLE scout.%I IS %L', name, about);
  EXECUTE format('COMMENT ON COLUMN scout.%I.last_updated IS %L', name,
                 'When a value of the row last changed.');

  IF cardinality(grain) > 0
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

CREATE FUNCTION scout.unmake_declared(kind text, name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM scout.declared_tables t WHERE t.table_name = name AND t.kind = unmake_declared.kind;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no declared table %', quote_literal(name)
      USING ERRCODE = 'undefined_table';
  END IF;
  EXECUTE format('DROP TABLE scout.%I', name);
END
$$;

-- columns: a JSON array of objects with name and type, and perhaps about and not_null. Nobody waits
-- long behind a lock that these wait for; the caller tries again.
CREATE FUNCTION scout.declare_model(
  name text, about text, columns jsonb, grain text[], slice text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
BEGIN
  PERFORM scout.make_declared('model', name, about, columns, grain, slice);
END
$$;

CREATE FUNCTION scout.drop_model(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
BEGIN
  PERFORM scout.unmake_declared('model', name);
END
$$;

-- The grain may be empty: then nothing is unique.
CREATE FUNCTION scout.declare_reference(name text, about text, columns jsonb, grain text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
BEGIN
  PERFORM scout.make_declared('reference', name, about, columns, grain, '{}');
END
$$;

CREATE FUNCTION scout.drop_reference(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
BEGIN
  PERFORM scout.unmake_declared('reference', name);
END
$$;

-- The checks of a model, beside all others. Whoever declares a model brings its checks, and no check
-- of another table.
CREATE FUNCTION scout.declare_checks(name text, checks jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM scout.data_quality_checks c
   WHERE c.model_name = name
     AND c.check_name NOT IN (SELECT name || '.' || (given ->> 'name')
                                FROM jsonb_array_elements(checks) AS given);
  INSERT INTO scout.data_quality_checks AS c
    (check_name, table_name, check_query, severity, blocking, model_name)
  SELECT m.model_name || '.' || (given ->> 'name'), m.model_name, given ->> 'query', 'warning',
         (given ->> 'blocking')::boolean, m.model_name
    FROM scout.models m
   CROSS JOIN jsonb_array_elements(declare_checks.checks) AS given
   WHERE m.model_name = name
  ON CONFLICT (check_name) DO UPDATE
    SET check_query = excluded.check_query, blocking = excluded.blocking
  WHERE c.model_name = name;
END
$$;

REVOKE ALL ON FUNCTION scout.require_names(text[]), scout.require_type(text),
  scout.grant_declared(text), scout.make_declared(text, text, text, jsonb, text[], text[]),
  scout.unmake_declared(text, text), scout.declare_model(text, text, jsonb, text[], text[]),
  scout.drop_model(text), scout.declare_reference(text, text, jsonb, text[]),
  scout.drop_reference(text), scout.declare_checks(text, jsonb)
  FROM PUBLIC;
