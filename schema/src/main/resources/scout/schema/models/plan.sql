-- How a declaration is judged: in temporary tables, in a transaction that is rolled back. A model's
-- text is put together on the server, since a driver may see another end of a statement in it.

-- name: begin
-- nothing but what the text names is found by a bare name
SELECT set_config(name, value, true)
  FROM (VALUES ('search_path', ''), ('jit', 'off'), ('max_parallel_workers_per_gather', '0'),
               ('TimeZone', :zone)) AS given (name, value)

-- name: put
SELECT set_config('scout.' || :name, :text, true)

-- name: answer
SELECT current_setting('scout.answer')

-- name: only_reads
SELECT set_config('transaction_read_only', 'on', true)

-- name: open
-- refuses whatever is not one query
DO $$
DECLARE
  answer refcursor;
BEGIN
  OPEN answer NO SCROLL FOR EXECUTE current_setting('scout.text');
EXCEPTION
  -- connection pools take 0A000 for a broken connection
  WHEN feature_not_supported THEN
    RAISE EXCEPTION USING ERRCODE = 'SCREF', MESSAGE = SQLERRM;
END
$$

-- name: make_view
DO $$
BEGIN
  EXECUTE 'CREATE TEMP VIEW scout_judged AS SELECT * FROM ('
          || current_setting('scout.text') || chr(10) || ') m';
EXCEPTION
  -- connection pools take 0A000 for a broken connection
  WHEN feature_not_supported THEN
    RAISE EXCEPTION USING ERRCODE = 'SCREF', MESSAGE = SQLERRM;
END
$$

-- name: view_tree
SELECT ev_action::text
  FROM pg_rewrite
 WHERE ev_class = 'pg_temp.scout_judged'::regclass AND rulename = '_RETURN'

-- name: view_columns
SELECT attname AS name, format_type(atttypid, atttypmod) AS type
  FROM pg_attribute
 WHERE attrelid = 'pg_temp.scout_judged'::regclass AND attnum > 0 AND NOT attisdropped
 ORDER BY attnum

-- name: reads_last_updated
SELECT a.attrelid::regclass::text
  FROM pg_depend d
  JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class = 'pg_temp.scout_judged'::regclass
  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
 WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
   AND a.attname = 'last_updated'

-- name: reads
-- of rows that are read as one, no column is listed
SELECT DISTINCT c.relname || '.' || a.attname
  FROM pg_depend d
  JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class = 'pg_temp.scout_judged'::regclass
  JOIN pg_class c ON c.oid = d.refobjid AND c.oid <> r.ev_class
  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
 WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
   AND d.refobjsubid > 0

-- name: relations
SELECT c.relname AS name, c.relnamespace = pg_my_temp_schema() AS given
  FROM pg_class c
 WHERE c.oid = ANY (CAST(:oids AS bigint[])::oid[])
   AND c.oid <> 'pg_temp.scout_judged'::regclass
 ORDER BY c.relname

-- name: functions
SELECT proname AS name, oidvectortypes(proargtypes) AS arguments, provolatile::text AS volatility,
       pronamespace = 'pg_catalog'::regnamespace AS builtin
  FROM pg_proc
 WHERE oid = ANY (CAST(:oids AS bigint[])::oid[])
 ORDER BY proname

-- name: unstable_casts
SELECT format_type(t.oid, NULL)
  FROM pg_type t
  JOIN pg_proc p ON p.oid = t.typinput
 WHERE t.oid = ANY (CAST(:oids AS bigint[])::oid[]) AND p.provolatile <> 'i'
   AND t.oid <> 'json'::regtype
 ORDER BY 1

-- name: explain_slice
DO $$
DECLARE
  answer text;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON, VERBOSE, COSTS OFF) SELECT m.* FROM pg_temp.scout_due CROSS JOIN '
          'LATERAL (SELECT * FROM (' || current_setting('scout.text') || chr(10) || ') t WHERE '
          || current_setting('scout.condition') || ' OFFSET 0) m' INTO answer;
  PERFORM set_config('scout.answer', answer, true);
END
$$

-- name: explain
DO $$
DECLARE
  answer text;
BEGIN
  -- as a model is run: it finds by a bare name what it is given alone
  PERFORM set_config('search_path', '', true);
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || current_setting('scout.text') INTO answer;
  PERFORM set_config('scout.answer', answer, true);
END
$$

-- name: drop_view
DROP VIEW pg_temp.scout_judged

-- name: run
DO $$
BEGIN
  EXECUTE current_setting('scout.text');
EXCEPTION
  -- connection pools take 0A000 for a broken connection
  WHEN feature_not_supported THEN
    RAISE EXCEPTION USING ERRCODE = 'SCREF', MESSAGE = SQLERRM;
END
$$

-- name: table_columns
SELECT c.relname AS table_name, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = 'scout'::regnamespace AND c.relname = ANY (CAST(:names AS text[]))
 ORDER BY c.relname, a.attnum

-- name: declared_tables
SELECT table_name, kind, about, grain, columns, coalesce(shipped, '[]') AS shipped
  FROM scout.declared_tables
 ORDER BY table_name

-- name: limit_time
SELECT set_config('statement_timeout', :millis, true)

-- name: newest_declaration
SELECT declaration_id, files::text AS files
  FROM scout.declarations
 ORDER BY declaration_id DESC
 LIMIT 1

-- name: make_reference
SELECT scout.declare_reference(:name, :about, CAST(:columns AS jsonb), CAST(:grain AS text[]))

-- name: drop_reference
SELECT scout.drop_reference(:name)

-- name: patience
-- no statement waits for a lock for longer: whoever comes after it would wait as long
SELECT set_config('lock_timeout', '300ms', true)

-- name: who_reads
-- the sessions that hold a declared table, and what they call themselves
SELECT DISTINCT a.usename AS role, coalesce(nullif(a.application_name, ''), 'no name') AS application,
       a.pid, c.relname AS table_name
  FROM pg_locks l
  JOIN pg_class c ON c.oid = l.relation AND c.relnamespace = 'scout'::regnamespace
  JOIN scout.declared_tables t ON t.table_name = c.relname
  JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE l.granted AND l.pid <> pg_backend_pid() AND t.table_name = ANY (CAST(:names AS text[]))
 ORDER BY c.relname, a.pid
 LIMIT 5

-- name: source_columns
-- what declarations gave to silver and to child tables
SELECT table_name, column_name AS name, type FROM scout.source_columns
 WHERE column_name NOT LIKE '%\_\_next'
 ORDER BY 1, 2

-- name: refresh_all_again
-- within the transaction that ends a switch, whatever began it
UPDATE scout.models SET phase = NULL WHERE phase = 'switching'

-- name: is_there
SELECT to_regclass('scout.' || quote_ident(:table)) IS NOT NULL

-- name: index_columns
-- the first columns of each index that serves every row
SELECT ARRAY(SELECT a.attname::text
               FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
               JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
              WHERE k.place <= :count) AS columns
  FROM pg_index i
 WHERE i.indrelid = to_regclass('scout.' || quote_ident(:table)) AND i.indpred IS NULL AND i.indisvalid
