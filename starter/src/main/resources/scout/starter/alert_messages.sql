-- Messages about alerts to the targets of routes, as scout_watch.

-- name: only_sender
-- of several starters one sends; the session holds the lock until it ends
SELECT pg_try_advisory_lock(hashtext('scout.alerts.send'))

-- name: drop_unknown
-- what waits for targets that are not set any more
UPDATE scout.alert_messages
   SET dropped_at = now(), problem = 'The target is not set any more'
 WHERE sent_at IS NULL AND dropped_at IS NULL
   AND target <> ALL (:targets)

-- name: untold
-- Open alerts of which the target doesn't know in this revision, with what routes ask of them. Those
-- of a kind wait while a message of the kind waits, and for a pause after one of their severity, so
-- that many are one message.
WITH untold AS MATERIALIZED (
  SELECT a.id, a.revision, a.kind, a.severity, a.subject
    FROM scout.alerts a
   WHERE a.resolved_at IS NULL
     AND (a.muted_until IS NULL OR a.muted_until <= now())
     AND NOT EXISTS (SELECT FROM scout.alert_message_alerts told
                       JOIN scout.alert_messages m USING (message_id)
                      WHERE told.alert_id = a.id AND told.revision = a.revision
                        AND m.target = :target AND m.dropped_at IS NULL)
     AND NOT EXISTS (SELECT FROM scout.alert_messages m
                      WHERE m.target = :target AND m.kind = a.kind AND m.dropped_at IS NULL
                        AND (m.sent_at IS NULL
                             OR m.event = 'opened'
                                AND m.created_at > now() - make_interval(secs => :pause)
                                AND array_position(ARRAY['info', 'warning', 'critical'], m.severity)
                                 >= array_position(ARRAY['info', 'warning', 'critical'], a.severity)))
)
SELECT id, revision, kind, severity,
       CASE WHEN kind IN ('device_silent', 'file_lost', 'field_gone', 'ids_shared') THEN subject
            WHEN kind IN ('quarantined_file', 'file_held', 'file_stopped')
            THEN (SELECT f.device_id FROM scout.files f
                   WHERE f.bucket = :bucket AND f.object_key = subject
                   ORDER BY f.uploaded_at DESC
                   LIMIT 1)
       END AS device,
       CASE WHEN kind IN ('refresh_failed', 'layers_behind', 'partition') THEN subject
            WHEN kind = 'check_failed'
            THEN (SELECT c.table_name FROM scout.data_quality_checks c WHERE c.check_name = subject)
       END AS table_name
  FROM untold
 ORDER BY id

-- name: write_opening
-- The incident goes on until all alerts of the kind are over.
INSERT INTO scout.alert_messages
  (message_id, incident_id, target, kind, severity, event, alerts, still_open)
SELECT :message,
       coalesce((SELECT CASE WHEN event = 'resolved' AND still_open = 0 OR dropped_at IS NOT NULL
                             THEN NULL ELSE incident_id END
                   FROM scout.alert_messages
                  WHERE target = :target AND kind = :kind
                  ORDER BY created_at DESC
                  LIMIT 1), :message),
       :target, :kind, :severity, 'opened', cardinality(:alerts),
       (SELECT count(*)
          FROM (SELECT unnest(:alerts)
                 UNION
                SELECT a.id
                  FROM scout.alert_message_alerts told
                  JOIN scout.alert_messages m USING (message_id)
                  JOIN scout.alerts a ON a.id = told.alert_id
                 WHERE told.ended_by IS NULL AND m.target = :target AND m.kind = :kind
                   AND a.resolved_at IS NULL) AS all_open)

-- name: write_alerts
INSERT INTO scout.alert_message_alerts (message_id, alert_id, revision)
SELECT :message, * FROM unnest(:alerts, :revisions)

-- name: ended
-- By kind, alerts that the target knows and that are over, and how many it knows that are not. The
-- end of some waits for a pause after the last such message, that of all doesn't.
SELECT m.kind,
       array_agg(DISTINCT a.id) FILTER (WHERE a.resolved_at IS NOT NULL) AS over,
       count(DISTINCT a.id) FILTER (WHERE a.resolved_at IS NULL) AS still_open
  FROM scout.alert_message_alerts told
  JOIN scout.alert_messages m USING (message_id)
  JOIN scout.alerts a ON a.id = told.alert_id
 WHERE told.ended_by IS NULL AND m.target = :target AND m.dropped_at IS NULL
   AND NOT EXISTS (SELECT FROM scout.alert_messages waiting
                    WHERE waiting.target = :target AND waiting.kind = m.kind
                      AND waiting.sent_at IS NULL AND waiting.dropped_at IS NULL)
 GROUP BY m.kind
HAVING count(*) FILTER (WHERE a.resolved_at IS NOT NULL) > 0
   AND (count(*) FILTER (WHERE a.resolved_at IS NULL) = 0
        OR NOT EXISTS (SELECT FROM scout.alert_messages earlier
                        WHERE earlier.target = :target AND earlier.kind = m.kind
                          AND earlier.event = 'resolved'
                          AND earlier.created_at > now() - make_interval(secs => :pause)))
 ORDER BY m.kind

-- name: write_end
INSERT INTO scout.alert_messages
  (message_id, incident_id, target, kind, severity, event, alerts, still_open)
SELECT :message, last.incident_id, :target, :kind,
       (SELECT severity FROM scout.alerts
         WHERE id = ANY (:alerts)
         ORDER BY array_position(ARRAY['info', 'warning', 'critical'], severity) DESC
         LIMIT 1),
       'resolved', cardinality(:alerts), :stillOpen
  FROM (SELECT incident_id
          FROM scout.alert_messages
         WHERE target = :target AND kind = :kind AND dropped_at IS NULL
         ORDER BY created_at DESC
         LIMIT 1) AS last

-- name: mark_ended
UPDATE scout.alert_message_alerts told
   SET ended_by = :message
  FROM scout.alert_messages m
 WHERE m.message_id = told.message_id AND m.target = :target
   AND told.alert_id = ANY (:alerts) AND told.ended_by IS NULL

-- name: write_reminders
-- One a kind of which some are open, known, acknowledged by nobody and not muted, and that was told
-- of last so long ago.
INSERT INTO scout.alert_messages
  (message_id, incident_id, target, kind, severity, event, alerts, still_open)
SELECT gen_random_uuid(), last.incident_id, :target, due.kind, due.severity, 'reminded', due.alerts,
       due.alerts
  FROM (SELECT m.kind, count(DISTINCT a.id) AS alerts,
               (ARRAY['info', 'warning', 'critical'])
                 [max(array_position(ARRAY['info', 'warning', 'critical'], a.severity))] AS severity
          FROM scout.alert_message_alerts told
          JOIN scout.alert_messages m USING (message_id)
          JOIN scout.alerts a ON a.id = told.alert_id
         WHERE told.ended_by IS NULL AND m.target = :target AND m.dropped_at IS NULL
           AND a.resolved_at IS NULL AND a.acknowledged_at IS NULL
           AND (a.muted_until IS NULL OR a.muted_until <= now())
         GROUP BY m.kind) AS due
 CROSS JOIN LATERAL (SELECT incident_id, event, sent_at, dropped_at
                       FROM scout.alert_messages earlier
                      WHERE earlier.target = :target AND earlier.kind = due.kind
                        AND earlier.event <> 'resolved'
                      ORDER BY created_at DESC
                      LIMIT 1) AS last
 WHERE last.sent_at < now() - make_interval(secs => :repeat)
   AND NOT EXISTS (SELECT FROM scout.alert_messages waiting
                    WHERE waiting.target = :target AND waiting.kind = due.kind
                      AND waiting.sent_at IS NULL AND waiting.dropped_at IS NULL)

-- name: next
-- the message that is due for longest, of targets that take any
SELECT message_id, incident_id, target, kind, severity, event, alerts, still_open, created_at,
       attempts
  FROM scout.alert_messages
 WHERE sent_at IS NULL AND dropped_at IS NULL AND due_at <= clock_timestamp()
   AND target <> ALL (:without)
 ORDER BY due_at, created_at
 LIMIT 1

-- name: lines
-- the first alerts of a message
SELECT DISTINCT a.id, a.subject, a.message, a.opened_at, a.resolved_at
  FROM scout.alerts a
  JOIN scout.alert_message_alerts told ON told.alert_id = a.id
  JOIN scout.alert_messages m USING (message_id)
 WHERE CASE :event
         WHEN 'opened' THEN told.message_id = :message
         WHEN 'resolved' THEN told.ended_by = :message
         ELSE m.target = :target AND m.kind = :kind AND told.ended_by IS NULL
              AND a.resolved_at IS NULL AND a.acknowledged_at IS NULL
       END
 ORDER BY a.id
 LIMIT :limit

-- name: sent
UPDATE scout.alert_messages SET sent_at = clock_timestamp(), problem = NULL
 WHERE message_id = :message

-- name: failed
UPDATE scout.alert_messages
   SET attempts = attempts + 1, problem = :problem,
       due_at = clock_timestamp() + make_interval(secs => :wait)
 WHERE message_id = :message

-- name: wait
-- whatever else waits for a target that takes nothing now
UPDATE scout.alert_messages
   SET due_at = greatest(due_at, clock_timestamp() + make_interval(secs => :wait))
 WHERE target = :target AND sent_at IS NULL AND dropped_at IS NULL
