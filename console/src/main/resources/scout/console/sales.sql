-- What the pages about sales show, from gold and platinum.

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
-- the store-days of a page of stores, which are found one after the other by the key
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
       g.total_revenue AS revenue, g.currency
  FROM named n
  LEFT JOIN scout.gold_store_daily_summary g
    ON g.store_id = n.store_id AND g.transaction_date BETWEEN :from AND :until
 WHERE n.store_id IS NOT NULL
 ORDER BY n.store_id, g.transaction_date

-- name: trend
SELECT g.transaction_date AS day, g.transaction_count AS transactions, g.total_revenue AS revenue,
       g.currency, g.active_devices, g.most_common_payment, round(p.ma7_transactions, 1) AS mean
  FROM scout.gold_store_daily_summary g
  LEFT JOIN scout.platinum_store_features p
    ON p.store_id = g.store_id AND p.transaction_date = g.transaction_date
 WHERE g.store_id = :store
   AND g.transaction_date > :until - 120
 ORDER BY g.transaction_date DESC
 LIMIT 121
