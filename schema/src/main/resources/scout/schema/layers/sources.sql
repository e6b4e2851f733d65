-- grain: one row per declaration of the source that was applied; the newest is in force

-- name: in_force
SELECT source_no, declared FROM scout.sources ORDER BY source_no DESC LIMIT 1

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

-- name: make_table
SELECT scout.make_child_table(:table, :names, :types, :about)

-- name: drop_table
SELECT scout.drop_child_table(:table)

-- name: declare
INSERT INTO scout.sources (declared, applied_by) VALUES (:declared, :by)

-- name: filled
UPDATE scout.sources SET filled_at = now()
 WHERE source_no = (SELECT max(source_no) FROM scout.sources) AND filled_at IS NULL

-- name: is_filled
-- True if no declaration was ever applied.
SELECT coalesce((SELECT filled_at IS NOT NULL
                   FROM scout.sources ORDER BY source_no DESC LIMIT 1), true)
