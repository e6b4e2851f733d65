-- about: One row per shop and day with sales, in SCOUT_TIMEZONE.
-- grain: store_id, transaction_date
-- slice: store_id, transaction_date
WITH cell AS (
  SELECT store_id, transaction_date, currency, payment_method, device_id,
         count(*) AS transactions, count(amount) AS priced, sum(amount) AS revenue,
         min(transaction_timestamp) AS first_time, max(transaction_timestamp) AS last_time
    FROM silver_edge_transactions
   GROUP BY store_id, transaction_date, currency, payment_method, device_id),
-- a missing currency is a group of its own
counted AS (
  SELECT *,
         sum(transactions) OVER of_currency AS of_currency,
         sum(priced) OVER of_currency AS priced_of_currency,
         sum(revenue) OVER of_currency AS revenue_of_currency,
         sum(transactions) OVER (PARTITION BY store_id, transaction_date, payment_method)
           AS of_payment
    FROM cell
  WINDOW of_currency AS (PARTITION BY store_id, transaction_date, currency))
-- revenue is of the currency with the most transactions; in a tie, of the first by name, and a
-- missing one comes last. A missing payment method doesn't count as one.
SELECT store_id, transaction_date,
       sum(transactions)::bigint AS transaction_count,
       count(DISTINCT device_id) AS active_devices,
       ((array_agg(revenue_of_currency ORDER BY of_currency DESC, currency COLLATE "C"))[1])
         ::numeric(18,2) AS total_revenue,
       ((array_agg(revenue_of_currency / nullif(priced_of_currency, 0)
                   ORDER BY of_currency DESC, currency COLLATE "C"))[1])
         ::numeric(18,2) AS avg_transaction_value,
       (array_agg(payment_method ORDER BY of_payment DESC, payment_method COLLATE "C")
          FILTER (WHERE payment_method IS NOT NULL))[1] AS most_common_payment,
       min(first_time) AS first_transaction_time,
       max(last_time) AS last_transaction_time,
       (array_agg(currency ORDER BY of_currency DESC, currency COLLATE "C"))[1] AS currency,
       (sum(transactions) - max(of_currency))::bigint AS other_currency_transactions
  FROM counted
 GROUP BY store_id, transaction_date
