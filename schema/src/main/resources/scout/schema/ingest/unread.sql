-- grain: one row, about the open alerts of one kind

-- name: has_room
-- True if the alert is open already, or there are few enough of its kind to open it.
SELECT count(*) < :most OR bool_or(fingerprint = :fingerprint)
  FROM scout.alerts
 WHERE kind = :kind AND resolved_at IS NULL
