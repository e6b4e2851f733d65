-- about: articles that were bought together, by store and day
-- grain: store_id, transaction_date, sku, other_sku
-- slice: store_id, transaction_date
SELECT one.store_id, one.transaction_date, one.sku, other.sku AS other_sku,
       count(DISTINCT one.transaction_id) AS transactions
  FROM silver_transaction_items one
  JOIN silver_transaction_items other
    ON other.transaction_id = one.transaction_id AND other.store_id = one.store_id
   AND other.transaction_date = one.transaction_date AND other.sku > one.sku
 GROUP BY one.store_id, one.transaction_date, one.sku, other.sku
