-- What the watch over journeys asks, as scout_watch.

-- name: open_for_minutes
-- subjects of open alerts of a kind that nobody has seen lately
SELECT subject FROM scout.alerts
 WHERE kind = :kind AND resolved_at IS NULL AND last_seen_at < now() - interval '2 minutes'
