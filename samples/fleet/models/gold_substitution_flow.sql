-- about: which brand was sold in the place of which, day by day
-- grain: transaction_date, asked_brand, given_brand
-- slice: transaction_date
SELECT transaction_date, asked_brand, given_brand, count(*) AS substitutions,
       count(DISTINCT store_id) AS stores
  FROM silver_transaction_substitutions
 GROUP BY transaction_date, asked_brand, given_brand
