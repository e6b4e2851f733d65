-- The page that says what the layers' columns mean.

-- name: without_comment
-- Tables and columns of silver, gold and platinum that have none; the view shares its columns with
-- its table.
SELECT c.relname, a.attname
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = 'scout'::regnamespace AND c.relkind = 'r'
   AND c.relname ~ '^(silver|gold_store|platinum_store)_'
   AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL)

-- name: sections
SELECT E'\n## scout.' || c.relname || E'\n\n' || obj_description(c.oid, 'pg_class') || E'\n'
         || CASE c.relkind WHEN 'r' THEN E'\n| column | type | null | meaning |\n|---|---|---|---|\n'
                        ELSE '' END
         || coalesce(string_agg(
              '| `' || a.attname || '` | ' || format_type(a.atttypid, a.atttypmod) || ' | '
                || CASE WHEN a.attnotnull THEN '' ELSE 'yes' END || ' | '
                || col_description(c.oid, a.attnum) || E' |\n', '' ORDER BY a.attnum)
              FILTER (WHERE c.relkind = 'r'), '')
         || coalesce(string_agg(
              E'\n`' || a.attname || '`: ' || col_description(c.oid, a.attnum) || E'\n', ''
              ORDER BY a.attnum)
              FILTER (WHERE c.relkind = 'v' AND col_description(c.oid, a.attnum) IS NOT NULL), '')
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = 'scout'::regnamespace AND c.relkind IN ('r', 'v')
   AND obj_description(c.oid, 'pg_class') IS NOT NULL
 GROUP BY c.oid, c.relname, c.relkind
 ORDER BY CASE WHEN c.relname ~ '^gold_store' THEN 1 WHEN c.relname ~ '^platinum' THEN 2
               WHEN c.relkind = 'v' THEN 3 ELSE 4 END, c.relname COLLATE "C"
