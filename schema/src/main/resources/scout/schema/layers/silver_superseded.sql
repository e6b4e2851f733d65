-- grain: one row per delivery of a transaction that lost to another delivery of it
--
-- Uses the batch that silver_edge_transactions.sql has ranked.

-- name: columns
SELECT *
  FROM (VALUES ('bronze_id', 'uuid'), ('device_id', 'text'), ('file_name', 'text'),
               ('transaction_id', 'text'), ('store_id', 'text'),
               ('transaction_timestamp', 'timestamp with time zone'), ('amount', 'numeric(10,2)'),
               ('currency', 'text'), ('payment_method', 'text'), ('full_payload', 'jsonb'),
               ('ingested_at', 'timestamp with time zone'),
               ('created_at', 'timestamp with time zone'), ('file_id', 'uuid'),
               ('record_no', 'bigint'), ('uploaded_at', 'timestamp with time zone'),
               ('transaction_date', 'date'), ('envelope', 'jsonb'), ('time_source', 'text'),
               ('shares_id', 'boolean'))
         AS given (name, type)

-- name: delete_of_files
DELETE FROM scout.silver_superseded
 WHERE file_id = ANY (ARRAY(SELECT file_id FROM pg_temp.settle_file WHERE settled_before))

-- name: demote
INSERT INTO scout.silver_superseded ({columns})
SELECT {columns of winner}
  FROM pg_temp.settle_rank rank
 CROSS JOIN LATERAL (
       SELECT * FROM scout.silver_edge_transactions
        WHERE transaction_id = rank.transaction_id
       OFFSET 0) winner
 WHERE rank.place = 'silver' AND NOT rank.wins

-- name: write
INSERT INTO scout.silver_superseded ({columns})
SELECT {columns of r}
  FROM pg_temp.settle_row r
  JOIN pg_temp.settle_rank rank USING (bronze_id)
 WHERE NOT rank.wins

-- name: delete_promoted
DELETE FROM scout.silver_superseded
 WHERE bronze_id = ANY (ARRAY(
       SELECT bronze_id FROM pg_temp.settle_rank WHERE place = 'superseded' AND wins))

-- name: flag
-- Flags whether a loser and the winner of its id are two sales, for every transaction that a
-- delivery of the batch won or lost. Runs once the layer has the result.
UPDATE scout.silver_superseded loser
   SET shares_id = judged.shares_id
  FROM (SELECT held.bronze_id,
               held.store_id <> winner.store_id
                 OR held.device_id <> winner.device_id
                    AND held.transaction_timestamp <> winner.transaction_timestamp
                 OR held.time_source = 'record' AND winner.time_source = 'record'
                    AND (held.transaction_timestamp
                           > winner.transaction_timestamp + interval '24 hours'
                         OR held.transaction_timestamp
                           < winner.transaction_timestamp - interval '24 hours') AS shares_id,
               held.shares_id AS was
          FROM (SELECT DISTINCT transaction_id FROM pg_temp.settle_rank WHERE NOT wins) ranked
         CROSS JOIN LATERAL (
               SELECT * FROM scout.silver_edge_transactions
                WHERE transaction_id = ranked.transaction_id
               OFFSET 0) winner
         CROSS JOIN LATERAL (
               SELECT * FROM scout.silver_superseded
                WHERE transaction_id = ranked.transaction_id
               OFFSET 0) held
        OFFSET 0) judged
 WHERE loser.bronze_id = judged.bronze_id AND judged.shares_id <> judged.was
