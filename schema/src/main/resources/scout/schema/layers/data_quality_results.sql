-- grain: one row per result of a check that differs from the one before, and one an hour

-- name: append
INSERT INTO scout.data_quality_results
  (check_name, refresh_id, actual_result, passed, message, covers)
SELECT verdict.check_name, :refresh_id, verdict.actual, verdict.passed, verdict.message,
       c.covered_until
  FROM unnest(:check_names, :actuals, :passed, :messages)
         AS verdict (check_name, actual, passed, message)
  JOIN scout.data_quality_checks c ON c.check_name = verdict.check_name
  LEFT JOIN LATERAL (
       SELECT actual_result, passed, message, executed_at
         FROM scout.data_quality_results
        WHERE check_name = verdict.check_name
        ORDER BY executed_at DESC, id DESC
        LIMIT 1) last ON true
 WHERE verdict.passed IS NOT NULL
   AND (last.executed_at IS NULL
        OR last.executed_at <= now() - interval '1 hour'
        OR (last.passed, last.actual_result, last.message)
             IS DISTINCT FROM (verdict.passed, verdict.actual, verdict.message))
