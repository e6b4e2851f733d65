-- What a trace needs to know of files and refreshes, where there are traces.

-- name: versions
SELECT file_id, bucket, object_key, etag, uploaded_at
  FROM scout.files
 WHERE file_id = ANY (:ids)

-- name: settled
-- the files that a refresh has settled; one refresh runs at a time
SELECT file_id, bucket, object_key, etag, uploaded_at
  FROM scout.files
 WHERE settled_at >= (SELECT started_at FROM scout.refreshes WHERE refresh_id = :refresh)
 ORDER BY settled_at
 LIMIT :limit

-- name: refresh_began
SELECT started_at FROM scout.refreshes WHERE refresh_id = :refresh
