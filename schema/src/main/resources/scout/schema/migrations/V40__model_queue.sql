-- The models that Scout ships have queues of their own, which people and tools know by their names.
-- One view tells what waits for a model, whichever it is.
CREATE VIEW scout.model_queue AS
SELECT reader, store_id, transaction_date FROM scout.model_outbox
 UNION ALL
SELECT 'gold_store_daily_summary', store_id, transaction_date FROM scout.gold_outbox
 UNION ALL
SELECT 'platinum_store_features', store_id, transaction_date FROM scout.platinum_outbox;
COMMENT ON VIEW scout.model_queue IS
  'One row per change that a model has not taken, by its store and day; null for every store, or every day.';

-- Who reads a table is told of a changed row only where a column changed that it reads.
ALTER TABLE scout.models ADD COLUMN reads text[] NOT NULL DEFAULT '{*}';
UPDATE scout.models m
   SET reads = ARRAY(SELECT inputs[1] || '.' || name FROM unnest(given.columns) AS name)
  FROM (VALUES ('gold_store_daily_summary',
                '{store_id,transaction_date,transaction_timestamp,amount,currency,payment_method,
                  device_id}'::text[]),
               ('platinum_store_features',
                '{store_id,transaction_date,transaction_count,total_revenue,currency}'))
         AS given (model_name, columns)
 WHERE m.model_name = given.model_name AND m.shipped;
COMMENT ON COLUMN scout.models.reads IS
  'The columns that it reads, each as input.column; input.* for all of them, * for all of all inputs.';

-- The same rows in other words, which take a fifth less of the processor. A test holds the text
-- against the file that is shipped.
UPDATE scout.models SET query = $model$WITH day AS (
  SELECT store_id, transaction_date, count(*) AS transactions,
         count(DISTINCT device_id) AS devices,
         -- a missing method doesn't count; in a tie the first by name does
         mode() WITHIN GROUP (ORDER BY payment_method COLLATE "C") AS payment,
         min(transaction_timestamp) AS first_time, max(transaction_timestamp) AS last_time
    FROM silver_edge_transactions
   GROUP BY store_id, transaction_date),
-- the currency with the most transactions; in a tie, the first by name, and a missing one, which
-- is one of its own, comes last
main_currency AS (
  SELECT DISTINCT ON (store_id, transaction_date)
         store_id, transaction_date, currency, count(*) AS transactions, sum(amount) AS revenue,
         avg(amount) AS average
    FROM silver_edge_transactions
   GROUP BY store_id, transaction_date, currency
   ORDER BY store_id, transaction_date, count(*) DESC, currency COLLATE "C")
SELECT store_id, transaction_date,
       day.transactions AS transaction_count,
       devices AS active_devices,
       revenue::numeric(18,2) AS total_revenue,
       average::numeric(18,2) AS avg_transaction_value,
       payment AS most_common_payment,
       first_time AS first_transaction_time,
       last_time AS last_transaction_time,
       currency,
       day.transactions - main_currency.transactions AS other_currency_transactions
  FROM day
  JOIN main_currency USING (store_id, transaction_date)$model$
 WHERE model_name = 'gold_store_daily_summary' AND shipped;
