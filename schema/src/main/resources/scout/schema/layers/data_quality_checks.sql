-- grain: one row per quality check, with its last result

-- name: all
SELECT check_name, check_query, expected_result, severity, blocking
  FROM scout.data_quality_checks
 ORDER BY id

-- name: blocking
SELECT check_name, check_query, expected_result, severity, blocking
  FROM scout.data_quality_checks
 WHERE blocking AND table_name ~ ('^(scout[.])?' || :layer || '_')
 ORDER BY id

-- name: limit_time
SELECT set_config('statement_timeout', :millis, true)

-- name: run
SELECT scout.run_check(:query)::text

-- name: unlock
SELECT pg_advisory_unlock_all()

-- name: record
UPDATE scout.data_quality_checks
   SET actual_result = :actual, passed = :passed, executed_at = now()
 WHERE check_name = :check_name
