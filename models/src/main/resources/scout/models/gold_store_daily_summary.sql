-- about: One row per shop and day with sales, in SCOUT_TIMEZONE.
-- grain: store_id, transaction_date
-- slice: store_id, transaction_date
WITH day AS (
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
  JOIN main_currency USING (store_id, transaction_date)
