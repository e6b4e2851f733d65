-- grain: one row per version of an object; here, what the layers read and write of the ledger

-- name: pending
SELECT file_id, records_loaded, file_seq
  FROM scout.files
 WHERE silver_generation IS DISTINCT FROM generation
 ORDER BY file_seq

-- name: take
-- Locks the files of a batch, so that no replay or discard of theirs commits before it does.
INSERT INTO pg_temp.settle_file
SELECT f.file_id, f.file_seq, f.object_key, f.uploaded_at, f.bronze_created_at,
       f.status <> 'discarded' AND f.replaced_by IS NULL,
       f.silver_generation IS DISTINCT FROM 0
  FROM (SELECT * FROM scout.files
         WHERE file_id = ANY (:file_ids) AND silver_generation IS DISTINCT FROM generation
         ORDER BY file_seq
           FOR NO KEY UPDATE) f
RETURNING file_id, bronze_created_at, active

-- name: settle
UPDATE scout.files f
   SET records_current = counted.current,
       records_superseded = counted.superseded,
       records_unkeyed = counted.unkeyed,
       records_rejected_silver = counted.rejected,
       records_discarded = CASE WHEN counted.active THEN 0 ELSE f.records_loaded END,
       records_pending = 0,
       amounts_rounded = counted.rounded,
       silver_generation = f.generation,
       settled_at = now()
  FROM (SELECT batch.file_id, batch.active,
               count(*) FILTER (WHERE r.code IS NULL AND r.transaction_id IS NOT NULL
                                  AND rank.wins IS NOT FALSE) AS current,
               count(*) FILTER (WHERE NOT rank.wins) AS superseded,
               count(*) FILTER (WHERE r.code IS NULL AND r.transaction_id IS NULL
                                  AND r.bronze_id IS NOT NULL) AS unkeyed,
               count(r.code) AS rejected,
               count(*) FILTER (WHERE r.rounded AND r.code IS NULL
                                  AND r.transaction_id IS NOT NULL) AS rounded
          FROM pg_temp.settle_file batch
          LEFT JOIN pg_temp.settle_row r ON r.file_id = batch.file_id
          LEFT JOIN pg_temp.settle_rank rank ON rank.bronze_id = r.bronze_id
         GROUP BY batch.file_id, batch.active) counted
 WHERE f.file_id = counted.file_id AND f.file_id = ANY (:file_ids)

-- name: recount
-- Other files whose rows lost or were promoted. One that is pending itself is counted when it is
-- settled.
WITH moved AS MATERIALIZED (
  SELECT file_id,
         count(*) FILTER (WHERE place = 'superseded' AND wins)
           - count(*) FILTER (WHERE place = 'silver' AND NOT wins) AS gained
    FROM pg_temp.settle_rank
   WHERE place <> 'new'
   GROUP BY file_id)
UPDATE scout.files f
   SET records_current = f.records_current + moved.gained,
       records_superseded = f.records_superseded - moved.gained
  FROM moved
 WHERE f.file_id = moved.file_id
   AND f.file_id = ANY (ARRAY(SELECT file_id FROM moved))
   AND moved.gained <> 0
   AND f.silver_generation IS NOT DISTINCT FROM f.generation

-- name: held
SELECT object_key, scout.bronze_kept(bronze_created_at) AS bronze_kept
  FROM scout.files
 WHERE file_id = :file_id

-- name: released
-- The keys of files that were settled; not one of which another version waits, which may be held.
SELECT DISTINCT f.object_key
  FROM scout.files f
 WHERE f.file_id = ANY (:file_ids)
   AND NOT EXISTS (SELECT FROM scout.files other
                    WHERE other.bucket = f.bucket AND other.object_key = f.object_key
                      AND other.silver_generation IS DISTINCT FROM other.generation)
