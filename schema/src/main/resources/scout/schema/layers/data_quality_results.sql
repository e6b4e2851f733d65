-- grain: one row per run of a check

-- name: append
INSERT INTO scout.data_quality_results (check_name, refresh_id, actual_result, passed, message, covers)
VALUES (:check_name, :refresh_id, :actual, :passed, :message, :covers)

-- name: blocked
SELECT EXISTS (SELECT
                 FROM scout.data_quality_results r
                 JOIN scout.data_quality_checks c USING (check_name)
                WHERE r.refresh_id = :refresh_id AND c.blocking AND NOT r.passed)
