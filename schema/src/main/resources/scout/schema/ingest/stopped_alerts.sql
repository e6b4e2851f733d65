-- grain: one row, about the open alerts of one kind

-- name: has_room
-- True if the alert is open already, or if few enough of its kind are open.
SELECT count(*) < :most OR bool_or(fingerprint = :fingerprint)
  FROM scout.alerts
 WHERE kind = :kind AND resolved_at IS NULL
