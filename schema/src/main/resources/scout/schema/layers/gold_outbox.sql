-- grain: one row per change of a store-day in silver that gold has not taken; append-only

-- name: append
-- Appends the old and the new store-day of every transaction whose winner changed in a column that
-- gold reads. Declared models that read silver are told of the same, and those that read more of
-- it of every change: of another delivery in any case.
WITH was AS (
  SELECT transaction_id, store_id, transaction_date, transaction_timestamp, amount, currency,
         payment_method, device_id, bronze_id, uploaded_at, time_source
    FROM pg_temp.settle_old WHERE place = 'silver'),
now_is AS (
  SELECT r.transaction_id, r.store_id, r.transaction_date, r.transaction_timestamp, r.amount,
         r.currency, r.payment_method, r.device_id, r.bronze_id, r.uploaded_at, r.time_source
    FROM pg_temp.settle_row r
    JOIN pg_temp.settle_rank rank USING (bronze_id)
   WHERE rank.wins
   UNION ALL
  SELECT old.transaction_id, old.store_id, old.transaction_date, old.transaction_timestamp,
         old.amount, old.currency, old.payment_method, old.device_id, old.bronze_id,
         old.uploaded_at, old.time_source
    FROM pg_temp.settle_old old
    JOIN pg_temp.settle_rank rank USING (bronze_id)
   WHERE rank.wins AND NOT old.in_batch),
changed AS (
  SELECT was.store_id AS old_store, was.transaction_date AS old_date,
         now_is.store_id AS new_store, now_is.transaction_date AS new_date,
         (was.transaction_id, was.store_id, was.transaction_date, was.transaction_timestamp,
          was.amount, was.currency, was.payment_method, was.device_id)
         IS DISTINCT FROM
         (now_is.transaction_id, now_is.store_id, now_is.transaction_date,
          now_is.transaction_timestamp, now_is.amount, now_is.currency, now_is.payment_method,
          now_is.device_id) AS in_gold
    FROM was
    FULL JOIN now_is USING (transaction_id)
   WHERE was IS DISTINCT FROM now_is),
places AS (
  SELECT store_id, transaction_date, bool_or(in_gold) AS in_gold
    FROM (SELECT old_store AS store_id, old_date AS transaction_date, in_gold FROM changed
           UNION ALL
          SELECT new_store, new_date, in_gold FROM changed) each
   WHERE store_id IS NOT NULL
   GROUP BY store_id, transaction_date),
reader AS MATERIALIZED (
  SELECT model_name,
         EXISTS (SELECT FROM unnest(reads) AS read
                  WHERE (read = '*' OR starts_with(read, 'silver_'))
                    AND read NOT IN ('silver_edge_transactions.transaction_id',
                                     'silver_edge_transactions.store_id',
                                     'silver_edge_transactions.transaction_date',
                                     'silver_edge_transactions.transaction_timestamp',
                                     'silver_edge_transactions.amount',
                                     'silver_edge_transactions.currency',
                                     'silver_edge_transactions.payment_method',
                                     'silver_edge_transactions.device_id')) AS reads_more
    FROM scout.models
   WHERE NOT shipped
     AND EXISTS (SELECT FROM unnest(inputs) AS input WHERE starts_with(input, 'silver_'))),
told AS (
  INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
  SELECT reader.model_name, places.store_id, places.transaction_date
    FROM reader
   CROSS JOIN places
   WHERE places.in_gold OR reader.reads_more)
INSERT INTO scout.gold_outbox (store_id, transaction_date)
SELECT store_id, transaction_date FROM places WHERE in_gold

-- name: append_new
-- The same, if silver had none of the transactions.
WITH places AS (
  SELECT DISTINCT r.store_id, r.transaction_date
    FROM pg_temp.settle_row r
   WHERE r.code IS NULL AND r.transaction_id IS NOT NULL
     AND NOT EXISTS (SELECT FROM pg_temp.settle_rank
                      WHERE bronze_id = r.bronze_id AND NOT wins)),
told AS (
  INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
  SELECT r.model_name, places.store_id, places.transaction_date
    FROM scout.models r
   CROSS JOIN places
   WHERE NOT r.shipped
     AND EXISTS (SELECT FROM unnest(r.inputs) AS input WHERE starts_with(input, 'silver_')))
INSERT INTO scout.gold_outbox (store_id, transaction_date)
SELECT store_id, transaction_date FROM places
