-- grain: one row, the digests of what files have become in each table

-- name: digest
WITH silver AS MATERIALIZED (
  SELECT * FROM scout.silver_edge_transactions WHERE file_id = :file),
day AS MATERIALIZED (
  SELECT DISTINCT store_id, transaction_date FROM silver)
SELECT concat_ws(' ',
  (SELECT 'ledger ' || md5(string_agg((to_jsonb(f) - '{settled_at}'::text[])::text, ''))
     FROM scout.files f WHERE file_id = :file),
  (SELECT 'bronze ' || string_agg(processing_status || ' ' || records, ', ')
     FROM (SELECT processing_status, count(*) AS records
             FROM scout.bronze_edge_raw WHERE file_id = :file
            GROUP BY processing_status ORDER BY processing_status) b),
  (SELECT 'silver ' || count(*) || ' '
            || md5(string_agg((to_jsonb(s) - '{created_at}'::text[])::text, '' ORDER BY bronze_id))
     FROM silver s),
  (SELECT 'gold ' || count(*) || ' '
            || md5(string_agg((to_jsonb(g) - '{last_updated}'::text[])::text, ''
                              ORDER BY store_id, transaction_date))
     FROM day JOIN scout.gold_store_daily_summary g USING (store_id, transaction_date)),
  (SELECT 'platinum ' || count(*) || ' '
            || md5(string_agg((to_jsonb(p) - '{last_updated}'::text[])::text, ''
                              ORDER BY store_id, transaction_date))
     FROM (SELECT store_id, min(transaction_date) AS first_day FROM day GROUP BY store_id) d
     JOIN scout.platinum_store_features p USING (store_id)
    WHERE transaction_date >= first_day))

-- name: digest_of_all
SELECT concat_ws(' ',
  (SELECT 'ledger ' || count(*) || ' '
            || sum(hashtextextended((to_jsonb(f) - '{settled_at,updated_at}'::text[])::text, 0))
     FROM scout.files f),
  (SELECT 'silver ' || count(*) || ' '
            || sum(hashtextextended((to_jsonb(s) - '{created_at}'::text[])::text, 0))
     FROM scout.silver_edge_transactions s),
  (SELECT 'gold ' || count(*) || ' '
            || sum(hashtextextended((to_jsonb(g) - '{last_updated}'::text[])::text, 0))
     FROM scout.gold_store_daily_summary g),
  (SELECT 'platinum ' || count(*) || ' '
            || sum(hashtextextended((to_jsonb(p) - '{last_updated}'::text[])::text, 0))
     FROM scout.platinum_store_features p))
