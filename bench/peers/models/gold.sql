-- grain: one row per store-day
WITH day AS (
  SELECT store_id, transaction_date, count(*) AS transaction_count,
         mode() WITHIN GROUP (ORDER BY payment_method COLLATE "C") AS most_common_payment,
         min(transaction_timestamp) AS first_transaction_time,
         max(transaction_timestamp) AS last_transaction_time
    FROM {{ ref('silver') }} GROUP BY store_id, transaction_date),
main AS (
  SELECT DISTINCT ON (store_id, transaction_date) store_id, transaction_date, currency,
         count(*) AS transactions, sum(amount) AS total_revenue, avg(amount) AS avg_transaction_value
    FROM {{ ref('silver') }} GROUP BY store_id, transaction_date, currency
   ORDER BY store_id, transaction_date, count(*) DESC, currency COLLATE "C")
SELECT day.*, main.currency, main.total_revenue, main.avg_transaction_value,
       day.transaction_count - main.transactions AS other_currency_transactions
  FROM day JOIN main USING (store_id, transaction_date)
