-- What a server and the owner's login need before anything is changed.

-- name: version
SELECT current_setting('server_version_num')::int AS number,
       current_setting('server_version') AS version

-- name: obstacles
-- Sentences; none if everything is as it must be.
WITH needed AS (
  SELECT unnest(ARRAY['scout_ingest', 'scout_transform', 'scout_reader', 'scout_watch',
                      'scout_check', 'scout_console']) AS role),
login AS (
  SELECT rolname, rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user)
SELECT format('%I may not make roles: let a superuser run ALTER ROLE %I CREATEROLE.', rolname,
              rolname)
  FROM login
 WHERE NOT rolsuper AND NOT rolcreaterole
 UNION ALL
SELECT format('%I may not manage the role %I, which somebody else made: let a superuser run GRANT'
                ' %I TO %I WITH ADMIN OPTION.', login.rolname, role, role, login.rolname)
  FROM login
 CROSS JOIN needed
  JOIN pg_roles held ON held.rolname = needed.role
 WHERE NOT login.rolsuper AND NOT pg_has_role(current_user, held.oid, 'MEMBER WITH ADMIN OPTION')
 UNION ALL
SELECT format('%I may not make a schema in the database %I: let its owner run GRANT CREATE ON'
                ' DATABASE %I TO %I.', current_user, current_database(), current_database(),
              current_user)
 WHERE to_regnamespace('scout') IS NULL
   AND NOT has_database_privilege(current_user, current_database(), 'CREATE')
 UNION ALL
(SELECT format('scout.%I belongs to %I, and %I is no member of that role: migrate as %I, or restore'
                 ' the dump as %I with --no-owner.', object, owner, current_user, owner,
               current_user)
   FROM (SELECT relname::text AS object, relowner::regrole::text AS owner, relowner AS oid
           FROM pg_class
          WHERE relnamespace = to_regnamespace('scout') AND relkind IN ('r', 'p', 'v')
          UNION ALL
         SELECT proname, proowner::regrole::text, proowner
           FROM pg_proc
          WHERE pronamespace = to_regnamespace('scout')
            AND proowner IS DISTINCT FROM to_regrole('scout_check')) held
  WHERE NOT pg_has_role(current_user, held.oid, 'USAGE')
  ORDER BY object
  LIMIT 1)
