-- grain: one row per alert from its opening to its end; at most one open per fingerprint

-- name: open
INSERT INTO scout.alerts AS open (fingerprint, kind, severity, subject, message)
VALUES (:fingerprint, :kind, :severity, :subject, :message)
ON CONFLICT (fingerprint) WHERE resolved_at IS NULL DO UPDATE
  SET last_seen_at = now(),
      times_seen = open.times_seen + 1,
      severity = excluded.severity,
      message = excluded.message
RETURNING times_seen = 1

-- name: resolve
UPDATE scout.alerts SET resolved_at = now()
 WHERE fingerprint = :fingerprint AND resolved_at IS NULL

-- name: resolve_all
UPDATE scout.alerts SET resolved_at = now()
 WHERE fingerprint = ANY (:fingerprints) AND resolved_at IS NULL
