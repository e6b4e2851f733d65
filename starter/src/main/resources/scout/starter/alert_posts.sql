-- Posting alerts to the webhook, as scout_watch.

-- name: only_poster
-- of several starters one posts; the session holds the lock until it ends
SELECT pg_try_advisory_lock(hashtext('scout.alerts.post'))

-- name: to_post
-- the openings and ends that nobody was told of, oldest first; not of alerts that were over a day
-- ago, so that a webhook that is set up later isn't told of the past; nor of one that is muted
SELECT id, revision, CASE WHEN posted_open_at IS NULL THEN 'opened' ELSE 'resolved' END AS event,
       kind, severity, subject, message, opened_at, resolved_at
  FROM scout.alerts
 WHERE (posted_open_at IS NULL OR (resolved_at IS NOT NULL AND posted_resolved_at IS NULL))
   AND (resolved_at IS NULL OR resolved_at > now() - interval '1 day')
   AND (muted_until IS NULL OR muted_until <= now())
   AND id > :after
 ORDER BY id
 LIMIT 1

-- name: posted
-- not if there was something new to tell meanwhile
UPDATE scout.alerts
   SET posted_open_at = coalesce(posted_open_at, now()),
       posted_resolved_at = CASE WHEN :event = 'resolved' THEN now() END
 WHERE id = :id AND revision = :revision
