-- What the pages about sales show, from gold.

-- name: last_day
SELECT max(transaction_date) FROM scout.gold_store_daily_summary

-- name: totals
-- by day and currency; amounts of two currencies are never added
SELECT transaction_date AS day, coalesce(currency, '') AS currency, count(*) AS stores,
       sum(transaction_count)::bigint AS transactions, sum(total_revenue) AS revenue
  FROM scout.gold_store_daily_summary
 WHERE transaction_date BETWEEN :from AND :until
 GROUP BY transaction_date, coalesce(currency, '')
 ORDER BY transaction_date DESC, transactions DESC

-- name: cells
-- the store-days of a page of stores, which are found one after the other by the key; of a store
-- without any in these days when it sold last
WITH RECURSIVE named AS (
  (SELECT store_id, 1 AS number FROM scout.gold_store_daily_summary
    WHERE store_id > :after ORDER BY store_id LIMIT 1)
   UNION ALL
  SELECT (SELECT g.store_id FROM scout.gold_store_daily_summary g WHERE g.store_id > n.store_id
           ORDER BY g.store_id LIMIT 1), n.number + 1
    FROM named n
   WHERE n.store_id IS NOT NULL AND n.number < :limit
)
SELECT n.store_id, g.transaction_date AS day, g.transaction_count AS transactions,
       g.total_revenue AS revenue, g.currency,
       CASE WHEN g.store_id IS NULL
            THEN (SELECT l.transaction_date FROM scout.gold_store_daily_summary l
                   WHERE l.store_id = n.store_id ORDER BY l.transaction_date DESC LIMIT 1)
       END AS last_day
  FROM named n
  LEFT JOIN scout.gold_store_daily_summary g
    ON g.store_id = n.store_id AND g.transaction_date BETWEEN :from AND :until
 WHERE n.store_id IS NOT NULL
 ORDER BY n.store_id, g.transaction_date

-- name: trend
-- the days with sales; the mean is over those among the seven days that end with each. Platinum's
-- ma7_transactions is another one: it divides by all seven days.
SELECT day, transactions, revenue, currency, active_devices, most_common_payment,
       round(mean, 1) AS mean
  FROM (SELECT transaction_date AS day, transaction_count AS transactions,
               total_revenue AS revenue, currency, active_devices, most_common_payment,
               avg(transaction_count) OVER (
                 ORDER BY transaction_date
                 RANGE BETWEEN interval '6 days' PRECEDING AND CURRENT ROW) AS mean
          FROM scout.gold_store_daily_summary
         WHERE store_id = :store
           AND transaction_date > :until - 126
           AND transaction_date <= :until) AS week
 WHERE day > :until - 120
 ORDER BY day DESC

-- name: span
-- the first and the last day on which a store sold; null if it never did
SELECT (SELECT transaction_date FROM scout.gold_store_daily_summary
         WHERE store_id = :store ORDER BY transaction_date LIMIT 1) AS first,
       (SELECT transaction_date FROM scout.gold_store_daily_summary
         WHERE store_id = :store ORDER BY transaction_date DESC LIMIT 1) AS last
