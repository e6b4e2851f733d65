-- grain: one row a statement's answer; a trial of settings on records that are in no table

-- name: sample_table
CREATE TEMP TABLE sample (LIKE scout.bronze_records) ON COMMIT DROP

-- name: add_file
INSERT INTO pg_temp.settle_file
  (file_id, file_seq, object_key, uploaded_at, bronze_created_at, active, settled_before, device_id,
   dialect)
VALUES (:file_id, :file_seq, :object_key, :uploaded_at, '2000-01-01', true, false, :device_id,
        :dialect::jsonb)

-- name: add_record
INSERT INTO pg_temp.sample
  (id, device_id, file_name, file_path, raw_data, file_size_bytes, checksum, ingested_at,
   created_at, file_id, record_no, envelope)
VALUES (:id, :device_id, :file_name, :file_name, :json::jsonb, 0, '', now(),
        '2000-01-01', :file_id, :record_no, :envelope::jsonb)

-- name: sums
-- Of a file's records with one id, those overridden have other typed fields than a later one.
SELECT count(*) AS typed,
       count(DISTINCT transaction_id) FILTER (WHERE code IS NULL) AS transactions,
       count(*) FILTER (WHERE code IS NULL AND transaction_id IS NULL) AS unkeyed,
       count(code) AS rejected,
       count(*) FILTER (
         WHERE code IS NULL AND transaction_id IS NOT NULL AND last_no > record_no
           AND said IS DISTINCT FROM last_said) AS overridden,
       count(*) FILTER (WHERE store_id IS NULL) AS store_id,
       count(*) FILTER (WHERE lacks_timestamp) AS timestamp,
       count(*) FILTER (WHERE lacks_amount) AS amount,
       count(*) FILTER (WHERE currency IS NULL) AS currency,
       count(*) FILTER (WHERE payment_method IS NULL) AS payment_method
  FROM (SELECT r.*, s.said,
               last_value(record_no) OVER same AS last_no,
               last_value(said) OVER same AS last_said
          FROM pg_temp.settle_row r
         CROSS JOIN LATERAL (
               SELECT to_jsonb(r) - '{bronze_id,file_id,record_no,file_name,full_payload,envelope,
                                      ingested_at,uploaded_at,time_source,rounded,lacks_timestamp,
                                      lacks_amount,lacks_device,_problem,_unfit}'::text[] AS said) s
        WINDOW same AS (PARTITION BY file_id, code IS NULL, transaction_id ORDER BY record_no
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) each

-- name: codes
SELECT code, count(*) AS records FROM pg_temp.settle_row WHERE code IS NOT NULL GROUP BY code

-- name: keys
-- Whether records with one id are sales of several stores, days or devices, and which fields tell
-- all sales apart that say something else.
WITH sale AS (
  SELECT DISTINCT transaction_id, store_id, transaction_date, device_id,
         ROW (store_id, transaction_timestamp, amount, currency, payment_method)::text AS said
    FROM pg_temp.settle_row
   WHERE code IS NULL AND transaction_id IS NOT NULL)
SELECT EXISTS (SELECT FROM sale GROUP BY transaction_id
               HAVING count(DISTINCT said) > 1
                  AND count(DISTINCT (store_id, transaction_date, device_id)) > 1) AS shared,
       NOT EXISTS (SELECT FROM sale GROUP BY transaction_id, store_id
                   HAVING count(DISTINCT said) > 1) AS by_store,
       NOT EXISTS (SELECT FROM sale GROUP BY transaction_id, store_id, transaction_date
                   HAVING count(DISTINCT said) > 1) AS by_day,
       NOT EXISTS (SELECT FROM sale GROUP BY transaction_id, store_id, transaction_date, device_id
                   HAVING count(DISTINCT said) > 1) AS by_device

-- name: newest_version
SELECT coalesce(archived_key, object_key) AS stored_key, device_id, uploaded_at
  FROM scout.files
 WHERE bucket = :bucket AND object_key = :key
 ORDER BY file_seq DESC
 LIMIT 1
