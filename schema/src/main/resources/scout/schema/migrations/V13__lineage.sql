-- grain: one row per transaction of a gold row, with the record it comes from
CREATE VIEW scout.gold_lineage AS
SELECT s.store_id, s.transaction_date, s.transaction_id, s.file_id, f.object_key, s.record_no
  FROM scout.silver_edge_transactions s
  JOIN scout.files f USING (file_id);

-- grain: one row per file and store-day that holds transactions of it
CREATE VIEW scout.file_store_days AS
SELECT file_id, f.object_key, s.store_id, s.transaction_date, count(*) AS transactions
  FROM scout.silver_edge_transactions s
  JOIN scout.files f USING (file_id)
 GROUP BY file_id, f.object_key, s.store_id, s.transaction_date;
