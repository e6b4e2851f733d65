-- Of each table of the catalogue some of its newest rows, and the time of the newest; all by an index.

-- name: sample_files
SELECT * FROM scout.files ORDER BY file_seq DESC LIMIT 20

-- name: fresh_files
SELECT updated_at FROM scout.files ORDER BY file_seq DESC LIMIT 1

-- name: sample_bronze_edge_raw
SELECT b.*
  FROM (SELECT file_id, bronze_created_at FROM scout.files
         WHERE generation > 0 ORDER BY file_seq DESC LIMIT 1) AS newest
  JOIN scout.bronze_edge_raw b
    ON b.file_id = newest.file_id AND b.created_at = newest.bronze_created_at
 ORDER BY b.record_no
 LIMIT 20

-- name: fresh_bronze_edge_raw
SELECT loaded_at FROM scout.files WHERE generation > 0 ORDER BY file_seq DESC LIMIT 1

-- name: sample_rejected_records
SELECT * FROM scout.rejected_records ORDER BY file_id DESC, stage DESC, record_no DESC LIMIT 20

-- name: fresh_rejected_records
SELECT rejected_at FROM scout.rejected_records
 ORDER BY file_id DESC, stage DESC, record_no DESC LIMIT 1

-- name: sample_silver_edge_transactions
SELECT * FROM scout.silver_edge_transactions ORDER BY created_at DESC LIMIT 20

-- name: fresh_silver_edge_transactions
SELECT max(created_at) FROM scout.silver_edge_transactions

-- name: sample_silver_superseded
SELECT * FROM scout.silver_superseded ORDER BY bronze_id DESC LIMIT 20

-- name: fresh_silver_superseded
SELECT created_at FROM scout.silver_superseded ORDER BY bronze_id DESC LIMIT 1

-- name: sample_file_store_days
SELECT d.*
  FROM scout.file_store_days d
 WHERE d.file_id = (SELECT file_id FROM scout.files
                     WHERE settled_at IS NOT NULL ORDER BY settled_at DESC LIMIT 1)
 LIMIT 20

-- name: fresh_file_store_days
SELECT max(created_at) FROM scout.silver_edge_transactions

-- name: sample_gold_store_daily_summary
SELECT * FROM scout.gold_store_daily_summary ORDER BY last_updated DESC LIMIT 20

-- name: fresh_gold_store_daily_summary
SELECT max(last_updated) FROM scout.gold_store_daily_summary

-- name: sample_gold_lineage
SELECT l.*
  FROM (SELECT store_id, transaction_date FROM scout.gold_store_daily_summary
         ORDER BY last_updated DESC LIMIT 1) AS newest
  JOIN scout.gold_lineage l USING (store_id, transaction_date)
 LIMIT 20

-- name: fresh_gold_lineage
SELECT max(last_updated) FROM scout.gold_store_daily_summary

-- name: sample_platinum_store_features
SELECT * FROM scout.platinum_store_features
 ORDER BY store_id DESC, transaction_date DESC LIMIT 20

-- name: fresh_platinum_store_features
-- features follow the store-days in the same refresh
SELECT finished_at FROM scout.refreshes
 WHERE outcome = 'succeeded' AND platinum_rows > 0 ORDER BY started_at DESC LIMIT 1

-- name: sample_platinum_store_features_latest
SELECT * FROM scout.platinum_store_features_latest LIMIT 20

-- name: fresh_platinum_store_features_latest
SELECT finished_at FROM scout.refreshes
 WHERE outcome = 'succeeded' AND platinum_rows > 0 ORDER BY started_at DESC LIMIT 1

-- name: declared
-- what declarations made, in the order in which data goes through it
SELECT t.table_name AS name,
       CASE WHEN t.kind = 'model' THEN m.layer ELSE 'silver' END AS layer,
       CASE t.kind WHEN 'model' THEN m.inputs
                   WHEN 'child' THEN '{silver_edge_transactions}'::text[]
                   ELSE '{}' END AS origins,
       m.query
  FROM scout.declared_tables t
  LEFT JOIN scout.models m ON m.model_name = t.table_name
 WHERE t.kind <> 'beside' AND (t.kind <> 'model' OR m.model_name IS NOT NULL)
 ORDER BY m.position NULLS FIRST, t.table_name

-- name: sample_declared
SELECT * FROM scout.<table> LIMIT 20

-- name: fresh_declared
SELECT coalesce((SELECT refreshed_at FROM scout.models WHERE model_name = '<table>'),
                (SELECT made_at FROM scout.declared_tables
                  WHERE table_name = '<table>' AND kind <> 'model'))
