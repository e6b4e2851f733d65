-- What people asked for, and what became of it. Of reprocess and discard the workflow's outcome
-- says only that the journey has the request; the ledger says what the journey made of it, in the
-- row of the version that bears the request's id.

-- name: columns
a.action_id, a.asked_at, a.operator, a.action, a.subject, a.reason, a.outcome, a.detail,
       f.etag, f.status AS file_status, f.reason AS file_reason,
       coalesce(f.records_loaded, 0) AS records_loaded,
       coalesce(f.request_id = a.action_id::text, false) AS newest_request,
       coalesce(greatest(f.loaded_at, f.replayed_at) >= a.asked_at, false) AS loaded_since,
       coalesce(f.quarantined_at < a.asked_at, false) AS quarantined_before

-- name: file
LEFT JOIN LATERAL (
       SELECT etag, status, reason, records_loaded, request_id, loaded_at, replayed_at,
              quarantined_at
         FROM scout.files
        WHERE a.action IN ('reprocess', 'discard')
          AND bucket = :bucket
          AND object_key = a.subject
          AND (request_id = a.action_id::text OR a.action_id::text = ANY (earlier_requests))
        LIMIT 1) AS f ON true

-- name: latest
SELECT <columns>
  FROM (SELECT * FROM scout.operator_actions ORDER BY asked_at DESC, action_id DESC LIMIT 50) AS a
  <file>
 ORDER BY a.asked_at DESC, a.action_id DESC

-- name: of_file
SELECT <columns>
  FROM (SELECT * FROM scout.operator_actions
         WHERE subject = :subject
         ORDER BY asked_at DESC
         LIMIT 20) AS a
  <file>
 ORDER BY a.asked_at DESC

-- name: of_alert
-- about the alert, and since it opened about its file
SELECT <columns>
  FROM (SELECT * FROM scout.operator_actions
         WHERE subject = :fingerprint
            OR (subject = :subject AND asked_at >= :opened)
         ORDER BY asked_at DESC
         LIMIT 20) AS a
  <file>
 ORDER BY a.asked_at DESC

-- name: one
SELECT <columns>
  FROM scout.operator_actions AS a
  <file>
 WHERE a.action_id = CAST(:action AS uuid)
