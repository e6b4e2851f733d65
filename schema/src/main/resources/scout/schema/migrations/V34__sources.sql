-- What people declare of their source: silver's own columns, and child tables, a row for each
-- element of a list in the record.

-- grain: one row per declaration of the source that was applied; the newest is in force
CREATE TABLE scout.sources (
  source_no  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  declared   text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  applied_by text NOT NULL,
  filled_at  timestamptz
);
COMMENT ON TABLE scout.sources IS
  'One row per declaration of the source that was applied; the newest is in force.';
COMMENT ON COLUMN scout.sources.source_no IS 'Counts the declarations.';
COMMENT ON COLUMN scout.sources.declared IS 'The file edge_transactions.yaml, as it was applied.';
COMMENT ON COLUMN scout.sources.applied_at IS 'When it came into force.';
COMMENT ON COLUMN scout.sources.applied_by IS 'Who applied it.';
COMMENT ON COLUMN scout.sources.filled_at IS
  'When the rows that silver had before were filled too; null until then.';

-- grain: one row per column that a declaration gave to silver or to a child table
CREATE TABLE scout.source_columns (
  table_name  text NOT NULL,
  column_name text NOT NULL,
  type        text NOT NULL,
  PRIMARY KEY (table_name, column_name)
);
COMMENT ON TABLE scout.source_columns IS
  'One row per column that a declaration gave to silver or to a child table.';
COMMENT ON COLUMN scout.source_columns.table_name IS
  'silver_edge_transactions (silver_superseded has the same), or the child table.';
COMMENT ON COLUMN scout.source_columns.column_name IS 'The column, which is the field''s name.';
COMMENT ON COLUMN scout.source_columns.type IS 'The column''s type.';

-- grain: one row per element of a list that a child table could not take
CREATE TABLE scout.rejected_elements (
  file_id     uuid NOT NULL,
  table_name  text NOT NULL,
  record_no   bigint NOT NULL,
  item_no     integer NOT NULL,
  code        text NOT NULL,
  message     text NOT NULL,
  rejected_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (file_id, table_name, record_no, item_no)
);
COMMENT ON TABLE scout.rejected_elements IS
  'One row per element of a list that a child table could not take; its record was taken.';
COMMENT ON COLUMN scout.rejected_elements.file_id IS 'The file, as in scout.files.';
COMMENT ON COLUMN scout.rejected_elements.table_name IS 'The child table.';
COMMENT ON COLUMN scout.rejected_elements.record_no IS 'The record''s place in the file, from 1.';
COMMENT ON COLUMN scout.rejected_elements.item_no IS 'The element''s place in the list, from 1.';
COMMENT ON COLUMN scout.rejected_elements.code IS 'What is wrong, see docs/codes.md.';
COMMENT ON COLUMN scout.rejected_elements.message IS 'The same in words, with the field.';
COMMENT ON COLUMN scout.rejected_elements.rejected_at IS 'When it was rejected.';

ALTER TABLE scout.files ADD declared_nulls jsonb NOT NULL DEFAULT '{}',
                        ADD values_unfit jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN scout.files.declared_nulls IS
  'Declared fields with the number of records that have no value of them, by field.';
COMMENT ON COLUMN scout.files.values_unfit IS
  'Declared fields with the number of values that did not fit and became null, by field.';

-- Gives everybody what they may do with the child tables, and with silver's own columns.
CREATE FUNCTION scout.grant_source_tables() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  declared record;
BEGIN
  FOR declared IN
    SELECT DISTINCT table_name FROM scout.source_columns
     WHERE table_name <> 'silver_edge_transactions'
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON scout.%I TO scout_transform',
                   declared.table_name);
    EXECUTE format('GRANT SELECT ON scout.%I TO scout_reader, scout_watch, scout_check,'
                   ' scout_console', declared.table_name);
  END LOOP;
  FOR declared IN
    SELECT column_name FROM scout.source_columns WHERE table_name = 'silver_edge_transactions'
  LOOP
    EXECUTE format('GRANT UPDATE (%I) ON scout.silver_superseded TO scout_transform',
                   declared.column_name);
  END LOOP;
END
$$;

-- Refuses a column that is no declaration's.
CREATE FUNCTION scout.require_source_column(target text, name text, type text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF name IS NULL OR name !~ '^[a-z][a-z0-9_]{0,49}$'
     OR name IN ('tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid', 'oid') THEN
    RAISE EXCEPTION '% can''t be the name of a column', name USING ERRCODE = 'invalid_name';
  END IF;
  IF type IS NULL OR type NOT IN ('text', 'bigint', 'boolean', 'date', 'timestamp with time zone',
                                  'jsonb')
     AND type !~ '^numeric\([1-9][0-9]?,[0-9][0-9]?\)$' THEN
    RAISE EXCEPTION '% can''t be the type of a column', type
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF EXISTS (SELECT FROM pg_attribute
              WHERE attrelid IN (format('scout.%I', target)::regclass,
                                 'scout.silver_superseded'::regclass)
                AND (attrelid = format('scout.%I', target)::regclass
                     OR target = 'silver_edge_transactions')
                AND attname = name AND NOT attisdropped) THEN
    RAISE EXCEPTION '% has a column % already', target, name USING ERRCODE = 'duplicate_column';
  END IF;
END
$$;

-- Keeps what a child table is beside all other declared tables.
CREATE FUNCTION scout.register_child(name text) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO scout.declared_tables (table_name, kind, about, grain, slice, columns)
  SELECT name, 'child', coalesce(obj_description(c.oid, 'pg_class'), ''),
         '{transaction_id,item_no}', '{store_id,transaction_date}',
         (SELECT jsonb_agg(jsonb_build_object('name', a.attname,
                                              'type', format_type(a.atttypid, a.atttypmod))
                           ORDER BY a.attnum)
            FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
    FROM pg_class c
   WHERE c.oid = format('scout.%I', name)::regclass
  ON CONFLICT (table_name) DO UPDATE SET columns = excluded.columns
$$;

-- Adds a declared column to silver's two tables, or to a child table. Those who use a table wait
-- for it, so the caller sets lock_timeout, and tries again.
CREATE FUNCTION scout.add_source_column(target text, name text, type text, about text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  place text;
BEGIN
  IF target <> 'silver_edge_transactions'
     AND NOT EXISTS (SELECT FROM scout.source_columns held WHERE held.table_name = target) THEN
    RAISE EXCEPTION '% is no table of the source', target USING ERRCODE = 'undefined_table';
  END IF;
  PERFORM scout.require_source_column(target, name, type);
  FOREACH place IN ARRAY CASE WHEN target = 'silver_edge_transactions'
                              THEN ARRAY[target, 'silver_superseded'] ELSE ARRAY[target] END LOOP
    EXECUTE format('ALTER TABLE scout.%I ADD COLUMN %I %s', place, name, type);
    EXECUTE format('COMMENT ON COLUMN scout.%I.%I IS %L', place, name, about);
  END LOOP;
  INSERT INTO scout.source_columns VALUES (target, name, type);
  IF target <> 'silver_edge_transactions' THEN
    PERFORM scout.register_child(target);
  END IF;
  PERFORM scout.grant_source_tables();
END
$$;

-- Takes a declared column away again; its values can be made anew from the payload.
CREATE FUNCTION scout.drop_source_column(target text, name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  place text;
BEGIN
  DELETE FROM scout.source_columns held
   WHERE held.table_name = target AND held.column_name = name;
  IF NOT FOUND THEN
    RAISE EXCEPTION '%.% is no column of the source', target, name
      USING ERRCODE = 'undefined_column';
  END IF;
  FOREACH place IN ARRAY CASE WHEN target = 'silver_edge_transactions'
                              THEN ARRAY[target, 'silver_superseded'] ELSE ARRAY[target] END LOOP
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', place, name);
  END LOOP;
  IF target <> 'silver_edge_transactions' THEN
    PERFORM scout.register_child(target);
  END IF;
END
$$;

-- Makes a child table. Its rows belong to their transaction's winner.
CREATE FUNCTION scout.make_child_table(name text, columns text[], types text[], about text)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  position integer;
BEGIN
  IF name IS NULL OR name !~ '^silver_[a-z0-9_]{1,41}$' THEN
    RAISE EXCEPTION '% can''t be the name of a child table', name USING ERRCODE = 'invalid_name';
  END IF;
  IF to_regclass(format('scout.%I', name)) IS NOT NULL
     OR EXISTS (SELECT FROM scout.declared_tables held WHERE held.table_name = name) THEN
    RAISE EXCEPTION 'There is a table % already', name USING ERRCODE = 'duplicate_table';
  END IF;
  IF coalesce(cardinality(columns), 0) < 1 OR cardinality(columns) <> cardinality(types) THEN
    RAISE EXCEPTION '% has no columns', name USING ERRCODE = 'invalid_table_definition';
  END IF;
  EXECUTE format('CREATE TABLE scout.%I ('
                 ' transaction_id text NOT NULL,'
                 ' store_id text NOT NULL,'
                 ' transaction_date date NOT NULL,'
                 ' item_no integer NOT NULL,'
                 ' PRIMARY KEY (transaction_id, item_no))', name);
  EXECUTE format('CREATE INDEX ON scout.%I (store_id, transaction_date)', name);
  EXECUTE format('COMMENT ON TABLE scout.%I IS %L', name, about);
  EXECUTE format('COMMENT ON COLUMN scout.%I.transaction_id IS %L', name,
                 'The record, as in silver_edge_transactions.');
  EXECUTE format('COMMENT ON COLUMN scout.%I.store_id IS %L', name, 'The record''s store.');
  EXECUTE format('COMMENT ON COLUMN scout.%I.transaction_date IS %L', name, 'The record''s day.');
  EXECUTE format('COMMENT ON COLUMN scout.%I.item_no IS %L', name,
                 'The element''s place in the list, from 1.');
  FOR position IN 1 .. cardinality(columns) LOOP
    PERFORM scout.require_source_column(name, columns[position], types[position]);
    EXECUTE format('ALTER TABLE scout.%I ADD COLUMN %I %s', name, columns[position],
                   types[position]);
    INSERT INTO scout.source_columns VALUES (name, columns[position], types[position]);
  END LOOP;
  PERFORM scout.register_child(name);
  PERFORM scout.grant_source_tables();
END
$$;

-- Takes a child table away again; its rows can be made anew from the payloads.
CREATE FUNCTION scout.drop_child_table(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM scout.source_columns held
   WHERE held.table_name = name AND held.table_name <> 'silver_edge_transactions';
  IF NOT FOUND THEN
    RAISE EXCEPTION '% is no child table', name USING ERRCODE = 'undefined_table';
  END IF;
  DELETE FROM scout.declared_tables held WHERE held.table_name = name;
  EXECUTE format('DROP TABLE scout.%I', name);
  DELETE FROM scout.rejected_elements held WHERE held.table_name = name;
END
$$;
