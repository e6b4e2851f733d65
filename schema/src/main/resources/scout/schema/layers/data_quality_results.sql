-- grain: one row per run of a check

-- name: append
INSERT INTO scout.data_quality_results (check_name, refresh_id, actual_result, passed, message, covers)
SELECT check_name, :refresh_id, actual, passed, message, :covers
  FROM unnest(:check_names, :actuals, :passed, :messages)
         AS verdict (check_name, actual, passed, message)

-- name: blocked
SELECT EXISTS (SELECT
                 FROM scout.data_quality_results r
                 JOIN scout.data_quality_checks c USING (check_name)
                WHERE r.refresh_id = :refresh_id AND c.blocking AND NOT r.passed)
