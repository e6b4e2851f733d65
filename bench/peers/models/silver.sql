-- grain: one row per transaction, the one that was loaded last
SELECT DISTINCT ON (transaction_id)
       transaction_id, store_id, timestamp::timestamptz AS transaction_timestamp,
       (timestamp::timestamptz AT TIME ZONE 'UTC')::date AS transaction_date,
       amount::numeric(10,2) AS amount, upper(currency) AS currency,
       lower(payment_method) AS payment_method, note
  FROM raw.sales
 ORDER BY transaction_id, _dlt_load_id DESC
