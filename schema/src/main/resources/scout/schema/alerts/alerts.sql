-- grain: one row per alert from its opening to its end; at most one open per fingerprint

-- name: open
-- In the order of fingerprints, so that two batches don't deadlock.
WITH raised AS (
  SELECT DISTINCT ON (fingerprint) fingerprint, kind, subject, cause, message,
         count(*) OVER same AS times_seen,
         max(array_position(ARRAY['info', 'warning', 'critical'], severity)) OVER same AS rank
    FROM unnest(CAST(:fingerprints AS text[]), CAST(:kinds AS text[]), CAST(:severities AS text[]),
                CAST(:subjects AS text[]), CAST(:causes AS text[]), CAST(:messages AS text[]))
         WITH ORDINALITY
         AS each (fingerprint, kind, severity, subject, cause, message, position)
  WINDOW same AS (PARTITION BY fingerprint)
   ORDER BY fingerprint, position DESC
), written AS (
  INSERT INTO scout.alerts AS open
    (fingerprint, kind, severity, subject, cause, message, times_seen)
  SELECT fingerprint, kind, (ARRAY['info', 'warning', 'critical'])[rank], subject, cause, message,
         times_seen
    FROM raised
   ORDER BY fingerprint
  ON CONFLICT (fingerprint) WHERE resolved_at IS NULL DO UPDATE
    SET last_seen_at = now(),
        times_seen = open.times_seen + excluded.times_seen,
        cause = excluded.cause,
        message = excluded.message,
        (severity, revision, posted_open_at, acknowledged_at, acknowledged_by) = (
          SELECT CASE WHEN anew THEN excluded.severity ELSE open.severity END,
                 CASE WHEN anew THEN open.revision + 1 ELSE open.revision END,
                 CASE WHEN anew THEN NULL ELSE open.posted_open_at END,
                 CASE WHEN anew THEN NULL ELSE open.acknowledged_at END,
                 CASE WHEN anew THEN NULL ELSE open.acknowledged_by END
            FROM (SELECT excluded.cause <> open.cause
                           OR array_position(ARRAY['info', 'warning', 'critical'], excluded.severity)
                            > array_position(ARRAY['info', 'warning', 'critical'], open.severity)
                         AS anew) AS change)
  -- xmax is 0 in a row that was inserted, not updated
  RETURNING xmax = 0 AS opened)
SELECT CAST(count(*) FILTER (WHERE opened) AS int) FROM written

-- name: resolve
UPDATE scout.alerts SET resolved_at = now()
 WHERE fingerprint = ANY (:fingerprints) AND resolved_at IS NULL
