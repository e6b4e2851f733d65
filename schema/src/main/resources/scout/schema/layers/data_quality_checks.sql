-- grain: one row per quality check, with its last result

-- name: all
SELECT check_name, check_query, expected_result, severity, blocking, passed IS FALSE AS failing
  FROM scout.data_quality_checks
 ORDER BY id

-- name: blocking
SELECT check_name, check_query, expected_result, severity, blocking, passed IS FALSE AS failing
  FROM scout.data_quality_checks
 WHERE blocking AND table_name ~ ('^(scout[.])?' || :layer || '_')
 ORDER BY id

-- name: covers
-- Whoever reads from now on sees every change of a transaction that began before this: none of the
-- sessions that write the layers, which are of the caller's own role, is in an older one.
SELECT least(now(), min(xact_start))
  FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()

-- name: look_again
SELECT set_config('scout.check_again', :records, true)

-- name: limit_time
-- Gives true if the function that runs checks does so as scout_check, which can only read: a restore
-- may have given it to somebody else.
SELECT set_config('statement_timeout', :millis, true) IS NOT NULL
       AND EXISTS (SELECT
                     FROM pg_proc p
                     JOIN pg_roles r ON r.oid = p.proowner
                    WHERE p.oid = to_regprocedure('scout.run_check(text)') AND p.prosecdef
                      AND r.rolname = 'scout_check' AND NOT r.rolsuper)

-- name: run
SELECT scout.run_check(:query)::text

-- name: unlock
SELECT pg_advisory_unlock_all()

-- name: record
UPDATE scout.data_quality_checks c
   SET actual_result = verdict.actual, passed = verdict.passed, executed_at = now()
  FROM unnest(:check_names, :actuals, :passed) AS verdict (check_name, actual, passed)
 WHERE c.check_name = verdict.check_name
