-- What the pages about files show.

-- name: line
-- of the list
file_seq, object_key, etag, status, device_id, uploaded_at, claimed_at, size_bytes, generation,
       records_read, records_rejected + records_rejected_silver AS records_rejected, records_lost,
       reason

-- name: files
-- In the order of arrival, the newest first: a file has its number since it was claimed. A filter
-- that is not set is null; statements are planned with their parameters.
SELECT <line>
  FROM scout.files
 WHERE (CAST(:before AS bigint) IS NULL OR file_seq < CAST(:before AS bigint))
   AND (CAST(:first AS bigint) IS NULL OR file_seq >= CAST(:first AS bigint))
   AND (CAST(:end AS bigint) IS NULL OR file_seq < CAST(:end AS bigint))
   AND (CAST(:key AS text) IS NULL
        OR bucket = :bucket AND object_key >= CAST(:key AS text)
           AND object_key < CAST(:key AS text) || chr(1114111))
   AND (CAST(:device AS text) IS NULL OR device_id = CAST(:device AS text))
   AND (CAST(:status AS text) IS NULL OR status = CAST(:status AS text))
   AND (NOT CAST(:lost AS boolean) OR records_lost > 0)
 ORDER BY file_seq DESC
 LIMIT :limit

-- name: of_alert
-- those that an alert is about
SELECT <line>
  FROM scout.files
 WHERE file_seq = ANY (ARRAY(
       SELECT concerned.file_seq
         FROM (<concerned>) AS concerned
        WHERE CAST(:before AS bigint) IS NULL OR concerned.file_seq < CAST(:before AS bigint)
        ORDER BY concerned.file_seq DESC
        LIMIT :limit))
 ORDER BY file_seq DESC

-- name: versions
-- every version of a key, the latest upload first
SELECT file_id, bucket, object_key, etag, status, device_id, uploaded_at, size_bytes, sha256,
       attempt, generation, silver_generation, records_read, records_loaded, records_rejected,
       records_current + records_superseded - records_overridden AS transactions, records_lost,
       records_current, records_superseded, records_unkeyed, records_rejected_silver,
       records_overridden, records_discarded, records_pending, amounts_rounded,
       dialect::text AS dialect, field_nulls::text AS field_nulls, reason, archived_key, claimed_at,
       loaded_at, archived_at, quarantined_at, discarded_at, gone_at, replayed_at, settled_at,
       updated_at, stopped_at
  FROM scout.files
 WHERE bucket = :bucket AND object_key = :key
 ORDER BY uploaded_at DESC, file_seq DESC
 LIMIT 50

-- name: rejects
SELECT stage, record_no, byte_offset, code, message, left(raw_text, 2000) AS raw_text,
       length(raw) AS raw_bytes
  FROM scout.rejected_records
 WHERE file_id = :file
   AND (stage, record_no) > (CAST(:stage AS text), CAST(:after AS bigint))
 ORDER BY stage, record_no
 LIMIT :limit

-- name: store_days
SELECT store_id, transaction_date, sum(current)::bigint AS current,
       sum(superseded)::bigint AS superseded
  FROM (SELECT store_id, transaction_date, transactions AS current, 0 AS superseded
          FROM scout.file_store_days
         WHERE file_id = :file
         UNION ALL
        SELECT store_id, transaction_date, 0, 1
          FROM scout.silver_superseded
         WHERE file_id = :file) AS deliveries
 GROUP BY store_id, transaction_date
 ORDER BY store_id, transaction_date
 LIMIT 200

-- name: shares
-- how many of its sales lost their id to another sale
SELECT count(*) FROM scout.silver_superseded WHERE file_id = :file AND shares_id
