-- grain: one row per column of a table, as the database has it

-- name: read
SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS must_be_given
  FROM pg_catalog.pg_attribute a
 WHERE a.attrelid = to_regclass(:table) AND a.attnum > 0 AND NOT a.attisdropped

-- name: shipped
-- the columns of a table that Scout ships, as its readers know them
SELECT c.name, c.type
  FROM scout.declared_tables t
 CROSS JOIN jsonb_to_recordset(t.shipped || '[{"name": "last_updated",
                                               "type": "timestamp with time zone"}]')
         AS c (name text, type text)
 WHERE t.table_name = :table
