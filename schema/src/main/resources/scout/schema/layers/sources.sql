-- grain: one row per declaration of the source that was applied; the newest is in force

-- name: in_force
SELECT source_no, declared FROM scout.sources ORDER BY source_no DESC LIMIT 1

-- name: by_which_silver_is_filled
-- beside: the columns, with their tables, that are filled beside those of another type
SELECT source_no, declared, kept, filled_at IS NOT NULL AS filled,
       ARRAY(SELECT table_name || '.' || column_name FROM scout.source_columns
              WHERE kept IS NOT NULL AND column_name LIKE '%\_\_next') AS beside
  FROM scout.sources ORDER BY source_no DESC LIMIT 1

-- name: working_tables_are_of
SELECT current_setting('scout.working_tables', true)

-- name: forget_working_tables
-- The session's, which a pool keeps, may be of an older declaration.
DROP TABLE IF EXISTS pg_temp.settle_row, pg_temp.settle_old, pg_temp.rebuild_row

-- name: remember_working_tables
SELECT set_config('scout.working_tables', :number, false)

-- name: columns
-- The columns that declarations have given to silver and to child tables.
SELECT table_name, column_name, type FROM scout.source_columns

-- name: patience
SET LOCAL lock_timeout = '300ms'

-- name: add_column
SELECT scout.add_source_column(:table, :name, :type, :about)

-- name: drop_column
SELECT scout.drop_source_column(:table, :name)

-- name: swap_column
SELECT scout.swap_source_column(:table, :name)

-- name: dependents
-- What of somebody's needs a column, in words; silver_superseded has silver's columns too.
SELECT string_agg(DISTINCT replace(pg_describe_object(d.classid, d.objid, d.objsubid),
                                   'rule _RETURN on ', ''), ', ')
  FROM pg_depend d
  JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
 WHERE d.refclassid = 'pg_class'::regclass AND d.classid <> 'pg_attrdef'::regclass
   AND (a.attrelid = to_regclass(format('scout.%I', :table::text))
        OR :table = 'silver_edge_transactions'
           AND a.attrelid = 'scout.silver_superseded'::regclass)
   AND a.attname = :name

-- name: make_table
SELECT scout.make_child_table(:table, :names, :types, :about)

-- name: drop_table
SELECT scout.drop_child_table(:table)

-- name: declare
INSERT INTO scout.sources (declared, applied_by, kept) VALUES (:declared, :by, :kept)

-- name: kept
-- What the columns hold by now is of this declaration.
SELECT coalesce(kept, declared) FROM scout.sources ORDER BY source_no DESC LIMIT 1

-- name: swapped
-- The declaration goes on without the old values that were kept.
INSERT INTO scout.sources (declared, applied_by, filled_at)
SELECT declared, applied_by, now() FROM scout.sources ORDER BY source_no DESC LIMIT 1

-- name: tell_of_types
-- Another type is another value for whoever reads the tables.
INSERT INTO scout.model_outbox (reader)
SELECT model_name FROM scout.models WHERE inputs && :tables::text[] AND NOT shipped

-- name: filled
UPDATE scout.sources SET filled_at = now()
 WHERE source_no = (SELECT max(source_no) FROM scout.sources) AND filled_at IS NULL

-- name: vacuum
-- Waits for nobody. A role that may not do it is warned, and autovacuum does it in its own time.
VACUUM (SKIP_LOCKED, TRUNCATE false) {table}

-- name: is_filled
-- True if no declaration was ever applied.
SELECT coalesce((SELECT filled_at IS NOT NULL
                   FROM scout.sources ORDER BY source_no DESC LIMIT 1), true)
