-- The inbox of storage events, as scout_watch.

-- name: add
-- Adds all or, if too many wait, none. Places tell how many wait without counting them; from the
-- first that Temporal has not refused.
INSERT INTO scout.live_inbox (bucket, object_key, etag, size_bytes, device_id)
SELECT o.bucket, o.object_key, o.etag, o.size_bytes, o.device_id
  FROM unnest(CAST(:buckets AS text[]), CAST(:keys AS text[]), CAST(:etags AS text[]),
              CAST(:sizes AS bigint[]), CAST(:devices AS text[])) WITH ORDINALITY
       AS o (bucket, object_key, etag, size_bytes, device_id, place)
 WHERE coalesce((SELECT max(seq) FROM scout.live_inbox) - (SELECT min(seq) FROM scout.live_inbox
                  WHERE due_at <= arrived_at + interval '1 second'), 0)
         < :most
 ORDER BY o.place

-- name: take
-- The oldest entries, of each device in turn, that no other starter holds. Of a key only the first,
-- so that its versions go in order. A file is awaited if its journey may be open: it is being
-- loaded or moved, or it is in quarantine, or it stopped. An alert tells of those without a row.
WITH turns AS (
  SELECT seq, row_number() OVER (PARTITION BY device_id ORDER BY seq) AS turn
    FROM (SELECT seq, device_id
            FROM scout.live_inbox
           WHERE due_at <= clock_timestamp()
           ORDER BY seq
           LIMIT :window) AS oldest
)
SELECT e.seq, e.bucket, e.object_key, e.etag, e.size_bytes,
       EXISTS (SELECT FROM scout.files f
                WHERE f.bucket = e.bucket AND f.object_key = e.object_key
                  AND f.status IN ('loading', 'loaded', 'quarantined'))
       OR EXISTS (SELECT FROM scout.alerts a
                   WHERE a.fingerprint IN ('file_stopped:' || e.object_key, 'file_stopped:others')
                     AND a.resolved_at IS NULL) AS awaited
  FROM turns
  JOIN scout.live_inbox e USING (seq)
 WHERE NOT EXISTS (SELECT FROM scout.live_inbox first
                    WHERE first.bucket = e.bucket AND first.object_key = e.object_key
                      AND first.seq < e.seq)
 ORDER BY turns.turn, e.seq
 LIMIT :most
   FOR UPDATE OF e SKIP LOCKED

-- name: remove
DELETE FROM scout.live_inbox WHERE seq = ANY (:seqs)

-- name: postpone
UPDATE scout.live_inbox SET due_at = clock_timestamp() + interval '10 seconds' WHERE seq = ANY (:seqs)
