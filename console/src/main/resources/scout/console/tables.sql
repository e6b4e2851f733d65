-- What a table's page shows.

-- name: columns
SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       NOT a.attnotnull AS nullable,
       coalesce(col_description(c.oid, a.attnum),
                (SELECT col_description(base.oid, same.attnum)
                   FROM pg_class base
                   JOIN pg_attribute same ON same.attrelid = base.oid AND same.attname = a.attname
                  WHERE base.oid = to_regclass('scout.' || CAST(:base AS text)))) AS meaning,
       round(100.0 * s.lacking / nullif(s.records, 0), 1) || ' %' AS lacking, s.unfit
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN scout.field_shares s ON s.table_name = :table AND s.field = a.attname
 WHERE c.oid = to_regclass('scout.' || :table)
 ORDER BY a.attnum

-- name: about
SELECT coalesce(obj_description(to_regclass('scout.' || :table), 'pg_class'), '')

-- name: definition
-- the SELECT of a view
SELECT pg_get_viewdef(c.oid, true)
  FROM pg_class c
 WHERE c.oid = to_regclass('scout.' || :table) AND c.relkind = 'v'

-- name: checks
SELECT check_name, severity, blocking, passed, executed_at, actual_result, expected_result, message,
       check_query
  FROM scout.data_quality_checks
 WHERE regexp_replace(table_name, '^scout\.', '') = :table
 ORDER BY passed, check_name

-- name: results
-- of each check its last results, by an index
SELECT c.check_name, r.passed, r.executed_at, r.message
  FROM scout.data_quality_checks c
 CROSS JOIN LATERAL (
       SELECT passed, executed_at, message FROM scout.data_quality_results r
        WHERE r.check_name = c.check_name ORDER BY r.executed_at DESC LIMIT 40) AS r
 WHERE regexp_replace(c.table_name, '^scout\.', '') = :table
 ORDER BY c.check_name, r.executed_at
