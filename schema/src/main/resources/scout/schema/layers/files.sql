-- grain: one row per version of an object; here, what the layers read and write of the ledger

-- name: pending
-- Excludes held files.
SELECT file_id, records_loaded, file_seq
  FROM scout.files_pending f
 WHERE NOT EXISTS (SELECT FROM scout.held_files WHERE file_id = f.file_id)
 ORDER BY file_seq

-- name: batch
-- The files of a batch that are pending, perhaps locked; a fragment of the statements below.
SELECT f.file_id, f.file_seq, f.object_key, f.uploaded_at, f.bronze_created_at,
       f.status <> 'discarded' AND f.replaced_by IS NULL AS active,
       f.silver_generation IS DISTINCT FROM 0 AS settled_before, f.device_id, f.dialect
  FROM (SELECT * FROM scout.files
         WHERE file_id = ANY (:file_ids) AND waits_for_silver
         ORDER BY file_seq{lock}) f

-- name: take
-- Locks the files of a batch, so that no reprocessing or discard of them commits before it. A lock
-- needs the table: scout_transform may not lock through the view files_pending.
INSERT INTO pg_temp.settle_file
{batch, locked}
RETURNING file_id

-- name: look
-- The same without a lock, for a batch whose records are typed ahead.
INSERT INTO pg_temp.settle_file
{batch}
RETURNING file_id

-- name: take_as_typed
-- Locks the files of a batch that was typed ahead; true if all are as they were then. Another load
-- has another bronze_created_at.
WITH taken AS MATERIALIZED (
  {batch, locked})
SELECT count(*) = (SELECT count(*) FROM taken)
   AND count(*) = (SELECT count(*) FROM pg_temp.settle_file)
  FROM pg_temp.settle_file typed
  JOIN taken USING (file_id)
 WHERE (typed.file_seq, typed.object_key, typed.uploaded_at, typed.bronze_created_at, typed.active,
        typed.settled_before, typed.device_id, typed.dialect)
       IS NOT DISTINCT FROM
       (taken.file_seq, taken.object_key, taken.uploaded_at, taken.bronze_created_at, taken.active,
        taken.settled_before, taken.device_id, taken.dialect)

-- name: counted
-- What became of the records of each file in the batch; a fragment of the statements that store it.
-- {…} is filled in for the declared fields.
SELECT batch.file_id, batch.active,
       coalesce(counts.current, 0) AS current,
       coalesce(counts.superseded, 0) AS superseded,
       coalesce(counts.unkeyed, 0) AS unkeyed,
       coalesce(counts.rejected, 0) AS rejected,
       coalesce(counts.rounded, 0) AS rounded,
       coalesce(counts.field_nulls, '{}') AS field_nulls,
       coalesce(counts.declared_nulls, '{}'){child_nulls} AS declared_nulls,
       {values_unfit} AS values_unfit,
       coalesce(twice.overridden, 0) AS overridden
  FROM pg_temp.settle_file batch
  LEFT JOIN (
       SELECT r.file_id,
              count(*) FILTER (WHERE r.code IS NULL AND r.transaction_id IS NOT NULL
                                 AND rank.wins IS NOT FALSE) AS current,
              count(*) FILTER (WHERE NOT rank.wins) AS superseded,
              count(*) FILTER (WHERE r.code IS NULL AND r.transaction_id IS NULL) AS unkeyed,
              count(*) FILTER (WHERE r.code IS NULL AND r.transaction_id IS NOT NULL) AS taken,
              count(r.code) AS rejected,
              count(*) FILTER (WHERE r.rounded AND r.code IS NULL
                                 AND r.transaction_id IS NOT NULL) AS rounded,
              jsonb_strip_nulls(jsonb_build_object(
                'transaction_id', nullif(count(*) - count(r.transaction_id), 0),
                'store_id', nullif(count(*) - count(r.store_id), 0),
                'timestamp', nullif(count(*) FILTER (WHERE r.lacks_timestamp), 0),
                'amount', nullif(count(*) FILTER (WHERE r.lacks_amount), 0),
                'currency', nullif(count(*) - count(r.currency), 0),
                'payment_method', nullif(count(*) - count(r.payment_method), 0),
                'device_id', nullif(count(*) FILTER (WHERE r.lacks_device), 0))) AS field_nulls,
              {declared_nulls} AS declared_nulls
         FROM pg_temp.settle_row r
         LEFT JOIN pg_temp.settle_rank rank ON rank.bronze_id = r.bronze_id
        GROUP BY r.file_id) counts USING (file_id)
  -- a record is overridden up to the last one of its id that differs from the very last
  LEFT JOIN (
       SELECT file_id, count(*) FILTER (WHERE record_no <= differs) AS overridden
         FROM (SELECT file_id, record_no,
                      max(record_no) FILTER (WHERE said IS DISTINCT FROM last_said)
                        OVER (PARTITION BY file_id, transaction_id) AS differs
                 FROM (SELECT file_id, transaction_id, record_no, said,
                              last_value(said) OVER (
                                PARTITION BY file_id, transaction_id ORDER BY record_no
                                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
                                AS last_said
                         FROM (SELECT file_id, transaction_id, record_no,
                                      ROW(store_id, transaction_timestamp, amount, currency,
                                          payment_method, device_id{said}) AS said
                                 FROM pg_temp.settle_row
                                WHERE code IS NULL
                                  AND transaction_id IN (
                                      SELECT transaction_id FROM pg_temp.settle_rank
                                       WHERE place = 'new' AND NOT wins)) deliveries) lasts) each
        GROUP BY file_id) twice USING (file_id){unfit}{child_counts}

-- name: settle
UPDATE scout.files f
   SET records_current = counted.current,
       records_superseded = counted.superseded,
       records_unkeyed = counted.unkeyed,
       records_rejected_silver = counted.rejected,
       records_discarded = CASE WHEN counted.active THEN 0 ELSE f.records_loaded END,
       records_pending = 0,
       records_overridden = counted.overridden,
       records_lost = counted.unkeyed + counted.rejected + counted.overridden,
       field_nulls = counted.field_nulls,
       declared_nulls = counted.declared_nulls,
       values_unfit = counted.values_unfit,
       amounts_rounded = counted.rounded,
       silver_generation = f.generation,
       settled_at = now()
  FROM ({counted}) counted
 WHERE f.file_id = counted.file_id AND f.file_id = ANY (:file_ids)

-- name: settle_again
-- After a rebuild. Skips files whose numbers stay the same.
UPDATE scout.files f
   SET records_current = counted.current,
       records_superseded = counted.superseded,
       records_unkeyed = counted.unkeyed,
       records_rejected_silver = counted.rejected,
       records_discarded = CASE WHEN counted.active THEN 0 ELSE f.records_loaded END,
       records_pending = 0,
       records_overridden = counted.overridden,
       records_lost = counted.unkeyed + counted.rejected + counted.overridden,
       field_nulls = counted.field_nulls,
       declared_nulls = counted.declared_nulls,
       values_unfit = counted.values_unfit,
       amounts_rounded = counted.rounded
  FROM ({counted}) counted
 WHERE f.file_id = counted.file_id
   AND (f.records_current, f.records_superseded, f.records_unkeyed, f.records_rejected_silver,
        f.records_discarded, f.records_pending, f.records_overridden, f.records_lost,
        f.field_nulls, f.declared_nulls, f.values_unfit, f.amounts_rounded)
       IS DISTINCT FROM
       (counted.current, counted.superseded, counted.unkeyed, counted.rejected,
        CASE WHEN counted.active THEN 0 ELSE f.records_loaded END, 0, counted.overridden,
        counted.unkeyed + counted.rejected + counted.overridden, counted.field_nulls,
        counted.declared_nulls, counted.values_unfit, counted.rounded)

-- name: settle_keys
-- After rows that are not read in bronze got other keys; records that were no sale are none.
-- Pending files are counted when they are settled.
UPDATE scout.files f
   SET records_current = counted.current,
       records_superseded = counted.superseded,
       records_overridden = counted.overridden,
       records_lost = f.records_unkeyed + f.records_rejected_silver + counted.overridden
  FROM ({counted}) counted
 WHERE f.file_id = counted.file_id AND NOT f.waits_for_silver
   AND (f.records_current, f.records_superseded, f.records_overridden)
       IS DISTINCT FROM (counted.current, counted.superseded, counted.overridden)

-- name: count_keyless
-- After losers that are not read in bronze have gone, since their payloads give no key now.
UPDATE scout.files f
   SET records_superseded = f.records_superseded - gone.records,
       records_unkeyed = f.records_unkeyed + gone.records,
       records_lost = f.records_lost + gone.records
  FROM (SELECT r.file_id, count(*) AS records
          FROM pg_temp.rebuild_gone
          JOIN pg_temp.settle_row r USING (bronze_id)
         GROUP BY r.file_id) gone
 WHERE f.file_id = gone.file_id AND NOT f.waits_for_silver

-- name: count_left_behind
-- After rows have gone that gave no key, since another delivery of their sale gives one.
UPDATE scout.files f
   SET records_current = f.records_current - gone.won,
       records_superseded = f.records_superseded - gone.lost,
       records_unkeyed = f.records_unkeyed + gone.won + gone.lost,
       records_lost = f.records_lost + gone.won + gone.lost
  FROM (SELECT file_id, count(*) FILTER (WHERE place = 'silver') AS won,
               count(*) FILTER (WHERE place = 'superseded') AS lost
          FROM pg_temp.settle_old
         WHERE in_batch
         GROUP BY file_id) gone
 WHERE f.file_id = gone.file_id AND NOT f.waits_for_silver

-- name: recount
-- Recounts other files whose rows lost or were promoted. Pending files are counted when they are
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
   AND NOT f.waits_for_silver
