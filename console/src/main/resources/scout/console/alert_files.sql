-- The files that an open alert of a kind is about, where they are many: their numbers. :subject,
-- :cause, :from and :to are the alert's; the conditions are those by which it was opened. OFFSET 0
-- has a device's files found by the device: a page takes the latest of them, and could else walk
-- all files for them.

-- name: file_lost
-- as losses.lost_stands
SELECT p.file_seq FROM scout.files p
 WHERE (p.device_id = :subject
        OR p.device_id IN ('unknown', 'several')
           AND scout.alert_subject(p.device_id, p.object_key, :prefix) = :subject)
   AND p.uploaded_at >= coalesce(CAST(:from AS timestamptz), '-infinity')
   AND p.uploaded_at <= coalesce(CAST(:to AS timestamptz), 'infinity')
   AND p.records_loaded > 0 AND p.status <> 'discarded' AND p.replaced_by IS NULL
   AND (p.records_unkeyed + p.records_rejected_silver) * 100 > :percent * p.records_loaded
OFFSET 0

-- name: field_gone
-- as losses.lack_stands; the cause names the fields, each with its share
SELECT p.file_seq FROM scout.files p
 WHERE (p.device_id = :subject
        OR p.device_id IN ('unknown', 'several')
           AND scout.alert_subject(p.device_id, p.object_key, :prefix) = :subject)
   AND p.uploaded_at >= coalesce(CAST(:from AS timestamptz), '-infinity')
   AND p.uploaded_at <= coalesce(CAST(:to AS timestamptz), 'infinity')
   AND p.records_loaded > 0 AND p.status <> 'discarded' AND p.replaced_by IS NULL
   AND EXISTS (
       SELECT FROM unnest(string_to_array(:cause, ',')) AS lacking (field)
        WHERE ((p.field_nulls || p.declared_nulls) ->> split_part(lacking.field, ' ', 1))::bigint
                * 100 > split_part(lacking.field, ' ', 2)::int * p.records_loaded)
OFFSET 0

-- name: ids_shared
-- as losses.shared_over: those that hold a sale which lost its id to another. The subject's files
-- come first, for sales may share ids all over the fleet; a record may name another device than
-- its file, so the file's counts.
WITH mine AS MATERIALIZED (
  SELECT p.file_id, p.file_seq, p.uploaded_at, p.records_overridden
    FROM scout.files p
   WHERE p.device_id = :subject
      OR p.device_id IN ('unknown', 'several')
         AND scout.alert_subject(p.device_id, p.object_key, :prefix) = :subject
)
SELECT file_seq FROM mine
 WHERE EXISTS (SELECT FROM scout.silver_superseded s
                WHERE s.file_id = mine.file_id AND s.shares_id)
 UNION
SELECT file_seq FROM mine
 WHERE records_overridden > 0
   AND uploaded_at >= coalesce(CAST(:from AS timestamptz), '-infinity')

-- name: file_stuck
-- as silence.stuck_file, but for announced files that the ledger does not know yet
SELECT file_seq FROM scout.files_under_way
 WHERE stopped_at IS NULL
   AND CASE status
         WHEN 'loading' THEN greatest(claimed_at, uploaded_at)
         ELSE greatest(loaded_at, replayed_at, claimed_at)
       END < now() - make_interval(secs => :stuck)

-- name: layers_behind
-- as silence.layers_behind of silver
SELECT f.file_seq FROM scout.files f
 WHERE f.waits_for_silver
   AND coalesce(greatest(f.loaded_at, f.replayed_at, f.discarded_at), f.updated_at)
         < now() - make_interval(secs => :behind)
   AND NOT EXISTS (SELECT FROM scout.alerts a
                    WHERE a.fingerprint = 'file_held:' || f.object_key AND a.resolved_at IS NULL)

-- name: file_stopped
-- those without an alert of their own
SELECT f.file_seq
  FROM (SELECT file_seq, object_key, stopped_at FROM scout.files
         WHERE status IN ('loading', 'loaded')
         UNION ALL
        SELECT file_seq, object_key, stopped_at FROM scout.files
         WHERE status IN ('quarantined', 'discarded', 'duplicate', 'gone')) AS f
 WHERE f.stopped_at IS NOT NULL
   AND NOT EXISTS (SELECT FROM scout.alerts a
                    WHERE a.fingerprint = 'file_stopped:' || f.object_key
                      AND a.resolved_at IS NULL)

-- name: delete_denied
-- copied to the archive, and still where they were uploaded
SELECT file_seq FROM scout.files WHERE status = 'loaded' AND archived_key IS NOT NULL
