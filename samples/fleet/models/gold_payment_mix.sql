-- about: how people pay, by store and day
-- grain: store_id, transaction_date, payment_method
-- slice: store_id, transaction_date
SELECT store_id, transaction_date, payment_method, count(*) AS transactions, sum(amount) AS revenue
  FROM silver_edge_transactions
 GROUP BY store_id, transaction_date, payment_method
