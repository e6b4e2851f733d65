-- While its index is there, PostgreSQL lets no transaction into silver twice, so that key_uniqueness
-- need not look each up again; once it has been dropped or is invalid, the check looks.
UPDATE scout.data_quality_checks SET check_query = $check$
WITH due AS (
  SELECT ctid AS place, transaction_id, bronze_id
    FROM silver_edge_transactions WHERE created_at >= unchecked_since('key_uniqueness')
   UNION ALL
  SELECT place, transaction_id, bronze_id
    FROM (SELECT ctid AS place, transaction_id, bronze_id, created_at
            FROM silver_edge_transactions ORDER BY created_at DESC LIMIT check_again()) newest
   WHERE created_at < (SELECT unchecked_since('key_uniqueness')))
SELECT count(*)
  FROM due
 WHERE EXISTS (SELECT FROM silver_superseded lost WHERE lost.bronze_id = due.bronze_id)
    OR (SELECT NOT EXISTS (
          SELECT FROM pg_index i
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
           WHERE i.indrelid = 'scout.silver_edge_transactions'::regclass
             AND i.indisunique AND i.indisvalid AND i.indnkeyatts = 1 AND i.indpred IS NULL
             AND a.attname = 'transaction_id'))
       AND EXISTS (SELECT FROM silver_edge_transactions other
                    WHERE other.transaction_id = due.transaction_id AND other.ctid <> due.place)
$check$
 WHERE check_name = 'key_uniqueness';
