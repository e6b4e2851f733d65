-- grain: six models by store and day, as a person would declare them

-- name: gold_payment_mix
SELECT store_id, transaction_date, payment_method, count(*) AS sales, sum(amount) AS revenue
  FROM silver_edge_transactions
 GROUP BY store_id, transaction_date, payment_method

-- name: gold_hours
SELECT store_id, transaction_date, extract(hour FROM transaction_timestamp)::integer AS hour,
       count(*) AS sales, sum(amount) AS revenue, max(amount) AS dearest
  FROM silver_edge_transactions
 GROUP BY store_id, transaction_date, extract(hour FROM transaction_timestamp)::integer

-- name: gold_devices
SELECT store_id, transaction_date, device_id, count(*) AS sales,
       min(transaction_timestamp) AS first_sale, max(transaction_timestamp) AS last_sale
  FROM silver_edge_transactions
 GROUP BY store_id, transaction_date, device_id

-- name: gold_cashiers
SELECT store_id, transaction_date, full_payload ->> 'cashier' AS cashier, count(*) AS sales,
       avg(amount)::numeric(12,2) AS average
  FROM silver_edge_transactions
 GROUP BY store_id, transaction_date, full_payload ->> 'cashier'

-- name: gold_articles
SELECT s.store_id, s.transaction_date, item ->> 'name' AS article,
       sum((item ->> 'qty')::integer) AS units, sum((item ->> 'price')::numeric) AS revenue
  FROM silver_edge_transactions s
 CROSS JOIN LATERAL jsonb_array_elements(s.full_payload -> 'items') AS item
 GROUP BY s.store_id, s.transaction_date, item ->> 'name'

-- name: gold_bands
SELECT store_id, transaction_date, width_bucket(amount, 0, 100, 5) AS band, count(*) AS sales
  FROM silver_edge_transactions
 GROUP BY store_id, transaction_date, width_bucket(amount, 0, 100, 5)
