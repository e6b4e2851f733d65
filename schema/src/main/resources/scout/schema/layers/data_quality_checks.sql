-- grain: one row per quality check, with its last result

-- name: all
-- A check is due a tenth of its pause early, since no Schedule is exact. A failing check is due
-- after a minute at most, so that its alert ends soon.
SELECT check_name, check_query, expected_result, severity, blocking, passed IS FALSE AS failing,
       walks, by_index, covered_until, step_until, step_part, step_parts,
       :every_one OR passed IS NULL OR executed_at IS NULL
         OR executed_at + 0.9 * CASE WHEN passed THEN every
                                     ELSE least(every, interval '1 minute') END
              <= clock_timestamp() AS due
  FROM scout.data_quality_checks
 ORDER BY id

-- name: blocking
SELECT check_name, check_query, expected_result, severity, blocking, passed IS FALSE AS failing
  FROM scout.data_quality_checks
 WHERE blocking AND model_name IS NULL AND table_name ~ ('^(scout[.])?' || :layer || '_')
 ORDER BY id

-- name: blocking_of_model
SELECT check_name, check_query, expected_result, severity, blocking, passed IS FALSE AS failing
  FROM scout.data_quality_checks
 WHERE blocking AND model_name = :model
 ORDER BY id

-- name: blocked
-- Whether a check blocked a layer in this refresh.
SELECT EXISTS (SELECT FROM scout.data_quality_checks
                WHERE refresh_id = :refresh_id AND blocking AND NOT passed)

-- name: covers
-- A reader from now on sees every change of the transactions that began before this time: no
-- session that writes the layers, all of the caller's own role, is in an older transaction.
SELECT least(now(), min(xact_start))
  FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid()

-- name: nothing_loaded
-- A file that came while a refresh ran is the next one's.
SELECT NOT EXISTS (SELECT FROM scout.files
                    WHERE generation > 0
                      AND (settled_at IS NOT NULL OR loaded_at < now() - interval '1 hour'))

-- name: look_again
SELECT set_config('scout.check_again', :records, true)

-- name: look_at
-- Sets what the functions in the check's query return.
SELECT set_config(name, value, true)
  FROM (VALUES ('scout.check_began', coalesce(:began::timestamptz, '-infinity')::text),
               ('scout.check_since', coalesce(:since::timestamptz, '-infinity')::text),
               ('scout.check_until', coalesce(:until::timestamptz, 'infinity')::text),
               ('scout.check_part', :part::text),
               ('scout.check_parts', :parts::text)) AS step (name, value)

-- name: limit_time
-- Returns true if the function that runs checks belongs to scout_check, which can only read. A
-- restore may have given it to another role.
SELECT set_config('statement_timeout', :millis, true) IS NOT NULL
       AND EXISTS (SELECT
                     FROM pg_proc p
                     JOIN pg_roles r ON r.oid = p.proowner
                    WHERE p.oid = to_regprocedure('scout.run_check(text)') AND p.prosecdef
                      AND r.rolname = 'scout_check' AND NOT r.rolsuper)

-- name: run
SELECT scout.run_check(:query)::text

-- name: run_all
-- In the order of the queries.
SELECT scout.run_check(query)::text
  FROM unnest(:queries::text[]) WITH ORDINALITY AS one (query, place)
 ORDER BY place

-- name: unlock
SELECT pg_advisory_unlock_all()

-- name: cover
UPDATE scout.data_quality_checks
   SET covered_until = :covered_until, step_until = :step_until, step_part = :step_part,
       step_parts = :step_parts
 WHERE check_name = :check_name

-- name: record
UPDATE scout.data_quality_checks c
   SET actual_result = verdict.actual, passed = verdict.passed, message = verdict.message,
       refresh_id = :refresh_id, executed_at = now(),
       covered_until = coalesce(verdict.covers::timestamptz, c.covered_until),
       step_until = CASE WHEN verdict.covers IS NULL THEN c.step_until END,
       step_part = CASE WHEN verdict.covers IS NULL THEN c.step_part ELSE 0 END,
       step_parts = CASE WHEN verdict.covers IS NULL THEN c.step_parts ELSE 1 END
  FROM unnest(:check_names, :actuals, :passed, :messages, :covers)
         AS verdict (check_name, actual, passed, message, covers)
 WHERE c.check_name = verdict.check_name
