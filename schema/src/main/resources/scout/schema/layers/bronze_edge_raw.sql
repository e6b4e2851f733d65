-- grain: one row per record of a loaded file version; here, what became of each in silver
--
-- Only rows whose status differs are written. Both give file_id and created_at, so that other
-- months are left alone.

-- name: mark_settled
UPDATE scout.bronze_edge_raw
   SET processing_status = CASE WHEN id IN (SELECT bronze_id FROM pg_temp.settle_row
                                             WHERE code IS NOT NULL)
                                THEN 'rejected' ELSE 'processed' END
 WHERE file_id = ANY (:file_ids) AND created_at = ANY (:created)
   AND processing_status <> CASE WHEN id IN (SELECT bronze_id FROM pg_temp.settle_row
                                              WHERE code IS NOT NULL)
                                 THEN 'rejected' ELSE 'processed' END

-- name: mark_discarded
UPDATE scout.bronze_edge_raw
   SET processing_status = 'discarded'
 WHERE file_id = ANY (:file_ids) AND created_at = ANY (:created)
   AND processing_status <> 'discarded'
