-- grain: one row, whether files are on their way to silver

-- name: now
-- What began long ago was cut short.
SELECT EXISTS (SELECT FROM scout.sweeps
                WHERE finished_at IS NULL
                  AND started_at > clock_timestamp() - interval '1 hour') AS sweeping,
       EXISTS (SELECT FROM scout.files
                WHERE status = 'loading'
                  AND updated_at > clock_timestamp() - interval '10 minutes') AS loading
