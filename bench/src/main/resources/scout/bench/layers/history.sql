-- grain: one row per record of a chain of shops whose every file has been settled
--
-- Each of 200 shops sells the same number of times a day on each of the days that end yesterday;
-- its two tills upload as many sales a file. The layers are filled by bare.sql. What takes its time
-- when millions of rows come in at random, keeping indexes, is done once at the end.

-- name: months
SELECT scout.ensure_partition(month::date)
  FROM generate_series(date_trunc('month', now() - :days * interval '1 day'),
                       now(), interval '1 month') AS month

-- name: leave_indexes
-- Rows that come in from now on are in no index of these tables, and no plan uses one.
UPDATE pg_catalog.pg_index
   SET indisready = false, indisvalid = false
 WHERE indrelid IN (SELECT oid FROM pg_catalog.pg_class
                     WHERE relnamespace = 'scout'::regnamespace AND relkind = 'r'
                       AND (relname = 'silver_edge_transactions'
                            OR relname LIKE 'bronze_edge_raw%'))

-- name: left
SELECT DISTINCT indrelid::regclass::text FROM pg_catalog.pg_index WHERE NOT indisready ORDER BY 1

-- name: files
-- In the order of their upload, which follows the last sale of each at night.
INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id, size_bytes, sha256,
                         uploaded_at, status, generation, silver_generation, bronze_created_at,
                         records_read, records_loaded, records_current, claimed_at, loaded_at,
                         archived_at, settled_at, updated_at)
SELECT gen_random_uuid(), 'sample',
       format('scout/v1/bronze/%s/sales-%s.jsonl', till, lpad(number::text, 6, '0')),
       md5(till || number), till, :per_file * 250,
       md5('bytes of ' || till || number), loaded, 'archived', 1, 1, loaded, :per_file, :per_file,
       :per_file, loaded, loaded, loaded, loaded, loaded
  FROM generate_series(0, :records / 200 / :per_file - 1) AS number
 CROSS JOIN generate_series(0, 199) AS shop
 CROSS JOIN LATERAL (
       SELECT format('till-%s-%s', lpad(shop::text, 3, '0'), number % 2 + 1) AS till,
              date_trunc('day', now() - interval '1 hour') + shop * interval '1 second'
                - (:days - ceil((number + 1) * :per_file * :days / (:records / 200.0))::int)
                  * interval '1 day' AS loaded) AS made
 ORDER BY loaded

-- name: bronze
INSERT INTO scout.bronze_records (id, record_no, device_id, raw_data, file_name, file_path,
                                  file_size_bytes, checksum, ingested_at, created_at, file_id)
SELECT uuidv7(), n, f.device_id,
       format('{"transaction_id":"%s-%s","device_id":"%s","store_id":"shop-%s","timestamp":"%s","amount":%s,"currency":"EUR","payment_method":"%s","cashier":"cashier %s","items":[{"name":"article %s","qty":%s,"price":"%s"},{"name":"article %s","qty":1,"price":"4.90"}]}',
              shop, lpad(sale::text, 9, '0'), f.device_id, shop,
              to_char(date_trunc('day', now() - interval '1 hour')
                        - :days * interval '1 day'
                        + sale * :days / (:records / 200.0) * interval '1 day',
                      'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
              sale % 90 + 1.5, (ARRAY['card', 'cash', 'card', 'mobile'])[sale % 4 + 1],
              sale % 7, sale % 1000, sale % 3 + 1, sale % 19 + 0.95, sale % 777)::jsonb,
       split_part(f.object_key, '/', 5), f.object_key, f.size_bytes, f.etag, f.loaded_at,
       f.bronze_created_at, f.file_id
  FROM (SELECT *, split_part(device_id, '-', 2) AS shop,
               substring(object_key FROM 'sales-([0-9]+)')::bigint AS number
          FROM scout.files ORDER BY file_seq) f
 CROSS JOIN LATERAL (
       SELECT n, f.number * :per_file + n - 1 AS sale FROM generate_series(1, :per_file) AS n) AS record

-- name: settings
INSERT INTO scout.settings_in_force (time_zone, paths)
SELECT 'UTC', jsonb_object_agg(field, jsonb_build_array(jsonb_build_array(field)))
  FROM unnest(ARRAY['transaction_id', 'store_id', 'timestamp', 'amount', 'currency',
                    'payment_method', 'device_id']) AS field

-- name: checks_passed
-- The refreshes of the last 90 days have passed every check, the latest an hour ago.
INSERT INTO scout.data_quality_results (check_name, actual_result, passed, executed_at)
SELECT check_name, '0', true, moment
  FROM generate_series(now() - interval '90 days', now() - interval '1 hour', interval '1 hour')
         AS moment
 CROSS JOIN scout.data_quality_checks

-- name: checks_cover
UPDATE scout.data_quality_checks
   SET actual_result = '0', passed = true, executed_at = now() - interval '1 hour',
       covered_until = now() - interval '1 hour'
