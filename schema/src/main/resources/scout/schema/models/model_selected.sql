-- grain: one row per store-day of silver that a rebuild selects, for all models of a layer

-- name: working_table
CREATE TEMP TABLE IF NOT EXISTS model_selected (
  store_id         text NOT NULL,
  transaction_date date NOT NULL
) ON COMMIT DELETE ROWS

-- name: clear
DELETE FROM pg_temp.model_selected

-- name: select
INSERT INTO pg_temp.model_selected
SELECT DISTINCT s.store_id, s.transaction_date
  FROM scout.silver_edge_transactions s
 WHERE (:store::text IS NULL OR s.store_id = :store)
   AND s.transaction_date BETWEEN coalesce(:from::date, '-infinity')
                              AND coalesce(:to::date, 'infinity')
   AND (:every_file
        OR (:device::text IS NULL OR s.device_id = :device)
           AND (cardinality(:keys::text[]) = 0
                OR s.file_id IN (SELECT f.file_id FROM scout.files f
                                  WHERE f.object_key = ANY (:keys::text[]))))
