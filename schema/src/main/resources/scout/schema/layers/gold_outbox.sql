-- grain: one row per change of a store-day in silver that gold has not taken; append-only

-- name: append
-- Appends the old and the new store-day of every transaction whose winner changed in a column that
-- gold reads.
INSERT INTO scout.gold_outbox (store_id, transaction_date)
WITH was AS (
  SELECT transaction_id, store_id, transaction_date, transaction_timestamp, amount, currency,
         payment_method, device_id
    FROM pg_temp.settle_old WHERE place = 'silver'),
now_is AS (
  SELECT r.transaction_id, r.store_id, r.transaction_date, r.transaction_timestamp, r.amount,
         r.currency, r.payment_method, r.device_id
    FROM pg_temp.settle_row r
    JOIN pg_temp.settle_rank rank USING (bronze_id)
   WHERE rank.wins
   UNION ALL
  SELECT old.transaction_id, old.store_id, old.transaction_date, old.transaction_timestamp,
         old.amount, old.currency, old.payment_method, old.device_id
    FROM pg_temp.settle_old old
    JOIN pg_temp.settle_rank rank USING (bronze_id)
   WHERE rank.wins AND NOT old.in_batch),
changed AS (
  SELECT was.store_id AS old_store, was.transaction_date AS old_date,
         now_is.store_id AS new_store, now_is.transaction_date AS new_date
    FROM was
    FULL JOIN now_is USING (transaction_id)
   WHERE was IS DISTINCT FROM now_is)
SELECT old_store, old_date FROM changed WHERE old_store IS NOT NULL
 UNION
SELECT new_store, new_date FROM changed WHERE new_store IS NOT NULL

-- name: append_new
-- The same, if silver had none of the transactions.
INSERT INTO scout.gold_outbox (store_id, transaction_date)
SELECT DISTINCT r.store_id, r.transaction_date
  FROM pg_temp.settle_row r
 WHERE r.code IS NULL AND r.transaction_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM pg_temp.settle_rank
                    WHERE bronze_id = r.bronze_id AND NOT wins)

-- name: take
WITH taken AS (DELETE FROM scout.gold_outbox RETURNING store_id, transaction_date)
INSERT INTO pg_temp.gold_dirty SELECT DISTINCT store_id, transaction_date FROM taken
