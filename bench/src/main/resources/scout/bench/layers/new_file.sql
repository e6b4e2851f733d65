-- grain: one row per record of a file that was just loaded and waits for silver

-- name: file
INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id, size_bytes, sha256,
                         uploaded_at, status, generation, bronze_created_at, records_read,
                         records_loaded, records_pending, loaded_at, archived_at)
VALUES (:file, 'sample', 'scout/v1/bronze/till-new/' || :name || '.jsonl', md5(:name),
        'till-new', :records * 250, md5(:name), now(), 'archived', 1, now(), :records, :records,
        :records, now(), now())

-- name: records
-- Their sales go round the shops and the days that end yesterday; another number begins elsewhere.
INSERT INTO scout.bronze_records (id, record_no, device_id, raw_data, file_name, file_path,
                                  file_size_bytes, checksum, ingested_at, created_at, file_id)
SELECT uuidv7(), n, f.device_id,
       format('{"transaction_id":"%s-%s","device_id":"till-new","store_id":"shop-%s","timestamp":"%s","amount":%s,"currency":"EUR","payment_method":"%s","cashier":"cashier %s","items":[{"name":"article %s","qty":%s,"price":"%s"},{"name":"article %s","qty":1,"price":"4.90"}]}',
              :name, lpad(n::text, 9, '0'),
              lpad(((n % :shops + :number) % 200)::text, 3, '0'),
              to_char(date_trunc('day', now() - interval '1 hour')
                        - ((n / :shops * 37 + n % :shops * 11 + :number) % :days + 1) * interval '1 day'
                        + n % 86400 * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
              n % 90 + 1.5, (ARRAY['card', 'cash', 'card', 'mobile'])[n % 4 + 1],
              n % 7, n % 1000, n % 3 + 1, n % 19 + 0.95, n % 777)::jsonb,
       split_part(f.object_key, '/', 5), f.object_key, f.size_bytes, f.etag, now(),
       f.bronze_created_at, f.file_id
  FROM scout.files f
 CROSS JOIN generate_series(1, :records) AS n
 WHERE f.file_id = :file
