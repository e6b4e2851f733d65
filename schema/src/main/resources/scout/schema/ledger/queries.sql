-- grain: one row, a version; nothing here writes

-- name: ofVersion
SELECT f.* FROM scout.files f
 WHERE f.bucket = :bucket AND f.object_key = :key AND f.etag = :etag

-- name: byId
SELECT f.* FROM scout.files f WHERE f.file_id = :fileId

-- name: latest
-- The version that stands for the key.
SELECT f.* FROM scout.key_versions v JOIN scout.files f ON f.file_id = v.file_id
 WHERE v.bucket = :bucket AND v.object_key = :key AND v.place = 1

-- name: sameContent
SELECT f.* FROM scout.files f
 WHERE f.bucket = :bucket AND f.object_key = :key AND f.sha256 = :sha256
   AND f.size_bytes = :sizeBytes AND f.generation > 0

-- name: waiting
-- The versions in quarantine that wait for a person: no later one of the key is loaded.
SELECT q.file_id FROM scout.files q
 WHERE q.bucket = :bucket AND q.object_key = :key AND q.status = 'quarantined'
   AND NOT EXISTS (
     SELECT FROM scout.files l
      WHERE l.bucket = q.bucket AND l.object_key = q.object_key
        AND l.status IN ('loaded', 'archived')
        AND (l.uploaded_at, l.file_seq) > (q.uploaded_at, q.file_seq))

-- name: due
-- A version at rest, and whether another of its key goes to the same folder and day. Both are at
-- rest before either queries, so at least one of the two sees the other.
SELECT f.*, EXISTS (
         SELECT FROM scout.files o
          WHERE o.bucket = f.bucket AND o.object_key = f.object_key AND o.file_id <> f.file_id
            AND o.status NOT IN ('loading', 'gone')
            AND (o.status IN ('quarantined', 'discarded'))
              = (f.status IN ('quarantined', 'discarded'))
            AND CAST(
                  CASE o.status
                    WHEN 'quarantined' THEN o.quarantined_at
                    WHEN 'discarded' THEN o.discarded_at
                    WHEN 'duplicate' THEN o.claimed_at
                    ELSE o.loaded_at
                  END AT TIME ZONE 'UTC' AS date)
              = CAST(
                  CASE f.status
                    WHEN 'quarantined' THEN f.quarantined_at
                    WHEN 'discarded' THEN f.discarded_at
                    WHEN 'duplicate' THEN f.claimed_at
                    ELSE f.loaded_at
                  END AT TIME ZONE 'UTC' AS date)) AS shares_name
  FROM scout.files f
 WHERE f.file_id = :fileId

-- name: plain
-- Those that were just loaded, that never stopped and whose key has no other version.
SELECT f.* FROM scout.files f
 WHERE f.file_id = ANY (:fileIds) AND f.status = 'loaded' AND f.archived_key IS NULL
   AND f.stopped_at IS NULL
   AND NOT EXISTS (
     SELECT FROM scout.files o
      WHERE o.bucket = f.bucket AND o.object_key = f.object_key AND o.file_id <> f.file_id)
