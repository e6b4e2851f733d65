-- How the database orders texts, and whether that is still as when it was made.

-- name: read
-- The name of the locale's column is another in PostgreSQL 16.
SELECT current_setting('server_version') AS server,
       CASE datlocprovider WHEN 'b' THEN 'builtin' WHEN 'i' THEN 'icu' ELSE 'libc' END AS provider,
       CASE datlocprovider
         WHEN 'c' THEN datcollate
         ELSE coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')
       END AS locale,
       datcollversion AS version, pg_database_collation_actual_version(oid) AS actual_version
  FROM pg_database d
 WHERE datname = current_database()
