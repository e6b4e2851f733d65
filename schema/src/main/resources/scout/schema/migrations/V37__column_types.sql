-- A declared column may get another type. Its new values are filled beside the old ones, in a column
-- of its name with __next, which takes its place once it is full.

ALTER TABLE scout.sources ADD kept text;
COMMENT ON COLUMN scout.sources.kept IS
  'While columns get other types: the declaration by which their old values are kept; null else.';

-- Refuses a column that is no declaration's.
CREATE OR REPLACE FUNCTION scout.require_source_column(target text, name text, type text)
RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF name IS NULL OR name !~ '^[a-z][a-z0-9_]{0,49}(__next)?$'
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

-- Puts the column that was filled beside another one in its place. What people may do with the old
-- one they may do with the new one. Fails if something depends on the old one.
CREATE FUNCTION scout.swap_source_column(target text, name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  next text := name || '__next';
  place text;
  granted record;
BEGIN
  IF (SELECT count(*) FROM scout.source_columns held
       WHERE held.table_name = target AND held.column_name IN (name, next)) <> 2 THEN
    RAISE EXCEPTION '%.% gets no other type', target, name USING ERRCODE = 'undefined_column';
  END IF;
  FOREACH place IN ARRAY CASE WHEN target = 'silver_edge_transactions'
                              THEN ARRAY[target, 'silver_superseded'] ELSE ARRAY[target] END LOOP
    FOR granted IN
      SELECT a.privilege_type, a.is_grantable,
             CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS grantee
        FROM pg_attribute held
       CROSS JOIN aclexplode(held.attacl) a
       WHERE held.attrelid = format('scout.%I', place)::regclass AND held.attname = name
    LOOP
      EXECUTE format('GRANT %s (%I) ON scout.%I TO %s', granted.privilege_type, next, place,
                     granted.grantee)
              || CASE WHEN granted.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;
    END LOOP;
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', place, name);
    EXECUTE format('ALTER TABLE scout.%I RENAME COLUMN %I TO %I', place, next, name);
  END LOOP;
  DELETE FROM scout.source_columns held
   WHERE held.table_name = target AND held.column_name = name;
  UPDATE scout.source_columns held SET column_name = name
   WHERE held.table_name = target AND held.column_name = next;
  IF target <> 'silver_edge_transactions' THEN
    PERFORM scout.register_child(target);
  END IF;
END
$$;

-- Gives everybody what they may do with the child tables, and with silver's own columns.
CREATE OR REPLACE FUNCTION scout.grant_source_tables() RETURNS void
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
  -- whoever fills tables again makes room in them; before PostgreSQL 17 only their owner may
  IF current_setting('server_version_num')::int >= 170000 THEN
    FOR declared IN
      SELECT 'silver_edge_transactions' AS table_name
       UNION
      SELECT 'silver_superseded'
       UNION
      SELECT table_name FROM scout.source_columns
    LOOP
      EXECUTE format('GRANT MAINTAIN ON scout.%I TO scout_transform', declared.table_name);
    END LOOP;
  END IF;
END
$$;

-- grain: one row per field of silver or of a child table; what the newest files lack of it
CREATE VIEW scout.field_shares AS
WITH recent AS MATERIALIZED (
  SELECT records_loaded, field_nulls || declared_nulls AS nulls, values_unfit
    FROM scout.files
   WHERE generation > 0 AND records_loaded > 0 AND records_pending = 0
     AND status <> 'discarded' AND replaced_by IS NULL AND field_nulls IS NOT NULL
   ORDER BY file_seq DESC
   LIMIT 500),
lacking AS (
  SELECT each.field, sum(each.records::bigint) AS records
    FROM recent CROSS JOIN LATERAL jsonb_each_text(nulls) AS each (field, records)
   GROUP BY each.field),
unfit AS (
  SELECT each.field, sum(each.n::bigint) AS n
    FROM recent CROSS JOIN LATERAL jsonb_each_text(values_unfit) AS each (field, n)
   GROUP BY each.field),
fields AS (
  SELECT 'silver_edge_transactions' AS table_name, shipped.field, shipped.counted
    FROM (VALUES ('transaction_id', 'transaction_id'), ('store_id', 'store_id'),
                 ('transaction_timestamp', 'timestamp'), ('amount', 'amount'),
                 ('currency', 'currency'), ('payment_method', 'payment_method'),
                 ('device_id', 'device_id')) AS shipped (field, counted)
   UNION ALL
  SELECT table_name, column_name,
         CASE table_name WHEN 'silver_edge_transactions' THEN column_name
                         ELSE table_name || '.' || column_name END
    FROM scout.source_columns
   WHERE column_name NOT LIKE '%\_\_next')
SELECT f.table_name, f.field,
       (SELECT coalesce(sum(records_loaded), 0) FROM recent)::bigint AS records,
       coalesce(lacking.records, 0)::bigint AS lacking,
       coalesce(unfit.n, 0)::bigint AS unfit
  FROM fields f
  LEFT JOIN lacking ON lacking.field = f.counted
  LEFT JOIN unfit ON unfit.field = f.counted;
COMMENT ON VIEW scout.field_shares IS
  'One row per field of silver or of a child table: what the newest 500 files lack of it.';
COMMENT ON COLUMN scout.field_shares.table_name IS 'silver_edge_transactions, or the child table.';
COMMENT ON COLUMN scout.field_shares.field IS 'The field''s column.';
COMMENT ON COLUMN scout.field_shares.records IS 'How many records those files loaded.';
COMMENT ON COLUMN scout.field_shares.lacking IS
  'How many of them lack the field; of a child table, have no element that has it.';
COMMENT ON COLUMN scout.field_shares.unfit IS
  'How many values did not fit and became null.';
