-- grain: one row, about the refreshes since a time

-- name: now
SELECT clock_timestamp()

-- name: began_since
SELECT EXISTS (SELECT FROM scout.refreshes WHERE started_at > :time)
