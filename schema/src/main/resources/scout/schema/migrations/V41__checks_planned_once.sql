-- The three checks that walk over what changed cost more to plan than to run after a small file,
-- and asked for every one of the newest rows anew up to when they had passed. As functions they are
-- planned once a session, always in the same way, by the indexes alone, and of the newest rows read
-- no more than they look at again; they judge as before.

-- Files whose ledger row disagrees with bronze, silver or the rejected records.
CREATE FUNCTION scout.check_row_accounting() RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, scout, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_mergejoin = off
SET enable_memoize = off
SET jit = off
AS $$
DECLARE
  from_here timestamptz := unchecked_since('row_accounting');
  to_there timestamptz := unchecked_until();
  seen_before timestamptz := checked_before('row_accounting');
  look_again bigint := check_again();
  newest record;
  records bigint := 0;
  again uuid[];
  due uuid[];
  earliest timestamptz;
  latest timestamptz;
  wrong bigint;
BEGIN
  FOR newest IN
    SELECT file_id, settled_at, records_loaded
      FROM files WHERE settled_at IS NOT NULL
     ORDER BY settled_at DESC, file_id LIMIT look_again
  LOOP
    records := records + newest.records_loaded + 1;
    EXIT WHEN records > look_again;
    IF newest.settled_at < seen_before THEN
      again := again || newest.file_id;
    END IF;
  END LOOP;

  SELECT array_agg(f.file_id), min(f.bronze_created_at), max(f.bronze_created_at)
    INTO due, earliest, latest
    FROM (SELECT file_id FROM files WHERE settled_at >= from_here AND settled_at < to_there
           UNION
          SELECT file_id FROM unnest(again) AS newest (file_id)) each
   CROSS JOIN LATERAL (
         SELECT file_id, bronze_created_at FROM files
          WHERE file_id = each.file_id AND silver_generation IS NOT DISTINCT FROM generation
         OFFSET 0) f;

  SELECT count(*)
    INTO wrong
    FROM unnest(due) AS each (file_id)
   CROSS JOIN LATERAL (SELECT * FROM files WHERE file_id = each.file_id OFFSET 0) f
   CROSS JOIN LATERAL (
         SELECT count(b.id) AS loaded, count(s.bronze_id) AS winners,
                count(*) FILTER (WHERE b.id = s.bronze_id) AS traced
           FROM (SELECT id, record_no
                   FROM bronze_records
                  WHERE file_id = f.file_id AND created_at = f.bronze_created_at
                    -- months of no file are not even opened
                    AND created_at BETWEEN earliest AND latest
                 OFFSET 0) b
           FULL JOIN (SELECT bronze_id, record_no
                        FROM silver_edge_transactions WHERE file_id = f.file_id OFFSET 0) s
             ON s.bronze_id = b.id AND s.record_no = b.record_no) held
   CROSS JOIN LATERAL (
         SELECT count(*) AS losers FROM silver_superseded WHERE file_id = f.file_id) superseded
   CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE stage = 'bronze') AS bronze,
                count(*) FILTER (WHERE stage = 'silver') AS silver
           FROM rejected_records WHERE file_id = f.file_id) rejects
   WHERE (f.records_current, f.records_superseded, f.records_rejected_silver, f.records_rejected)
         IS DISTINCT FROM
         (held.winners, superseded.losers, rejects.silver, rejects.bronze)
         -- a month that was retired has no rows left to count
      OR bronze_kept(f.bronze_created_at)
         AND (f.records_loaded, f.records_current) IS DISTINCT FROM (held.loaded, held.traced);
  RETURN wrong;
END
$$;

-- Store-days whose gold row disagrees with their transactions.
CREATE FUNCTION scout.check_gold_matches_silver() RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, scout, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_mergejoin = off
SET enable_memoize = off
SET jit = off
AS $$
DECLARE
  from_here timestamptz := unchecked_since('gold_matches_silver');
  to_there timestamptz := unchecked_until();
  seen_before timestamptz := checked_before('gold_matches_silver');
  look_again bigint := check_again();
  part bigint := check_part();
  newest record;
  records bigint := 0;
  stores text[];
  days date[];
  wrong bigint;
BEGIN
  FOR newest IN
    SELECT store_id, transaction_date, transaction_count, last_updated
      FROM gold_store_daily_summary
     ORDER BY last_updated DESC, store_id, transaction_date LIMIT look_again
  LOOP
    records := records + newest.transaction_count;
    EXIT WHEN records > look_again;
    IF newest.last_updated < seen_before THEN
      stores := stores || newest.store_id;
      days := days || newest.transaction_date;
    END IF;
  END LOOP;

  WITH due AS (
    SELECT store_id, transaction_date
      FROM gold_store_daily_summary
     WHERE last_updated >= from_here AND last_updated < to_there
       AND check_part_of(store_id, transaction_date) = part
     UNION
    -- where silver changed and gold has not written since
    SELECT changed.store_id, changed.transaction_date
      FROM (SELECT store_id, transaction_date, max(created_at) AS changed_at
              FROM silver_edge_transactions
             WHERE created_at >= from_here AND created_at < to_there AND part = 0
             GROUP BY store_id, transaction_date
            OFFSET 0) changed
      LEFT JOIN LATERAL (
           SELECT last_updated FROM gold_store_daily_summary
            WHERE (store_id, transaction_date) >= (changed.store_id, changed.transaction_date)
              AND (store_id, transaction_date) <= (changed.store_id, changed.transaction_date)
           OFFSET 0) written ON true
     WHERE (written.last_updated >= changed.changed_at) IS NOT TRUE
     UNION
    SELECT store_id, transaction_date
      FROM unnest(stores, days) AS again (store_id, transaction_date)
     UNION
    SELECT day.store_id, day.transaction_date
      FROM (SELECT DISTINCT store_id, transaction_date
              FROM (SELECT store_id, transaction_date, created_at
                      FROM silver_edge_transactions
                     ORDER BY created_at DESC LIMIT look_again) newest
             WHERE created_at < seen_before) day
      LEFT JOIN LATERAL (
           SELECT store_id FROM gold_store_daily_summary
            WHERE (store_id, transaction_date) >= (day.store_id, day.transaction_date)
              AND (store_id, transaction_date) <= (day.store_id, day.transaction_date)
           OFFSET 0) held ON true
     WHERE held.store_id IS NULL)
  SELECT count(*)
    INTO wrong
    FROM due
    LEFT JOIN LATERAL (
         SELECT transaction_count, total_revenue, currency
           FROM gold_store_daily_summary
          WHERE (store_id, transaction_date) >= (due.store_id, due.transaction_date)
            AND (store_id, transaction_date) <= (due.store_id, due.transaction_date)
         OFFSET 0) g ON true
   CROSS JOIN LATERAL (
         SELECT count(*) AS transactions,
                sum(amount) FILTER (WHERE currency IS NOT DISTINCT FROM g.currency) AS revenue
           FROM silver_edge_transactions
          WHERE store_id = due.store_id AND transaction_date = due.transaction_date
         OFFSET 0) s
   WHERE (coalesce(g.transaction_count, 0), g.total_revenue)
         IS DISTINCT FROM (s.transactions, s.revenue)
     AND NOT EXISTS (SELECT FROM gold_outbox waits
                      WHERE waits.store_id = due.store_id
                        AND waits.transaction_date = due.transaction_date);
  RETURN wrong;
END
$$;

-- Transactions that are in silver twice, or both as winner and as loser.
CREATE FUNCTION scout.check_key_uniqueness() RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, scout, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_mergejoin = off
SET enable_memoize = off
SET jit = off
AS $$
DECLARE
  from_here timestamptz := unchecked_since('key_uniqueness');
  to_there timestamptz := unchecked_until();
  seen_before timestamptz := checked_before('key_uniqueness');
  look_again bigint := check_again();
  unguarded boolean;
  wrong bigint;
BEGIN
  SELECT NOT EXISTS (
         SELECT FROM pg_index i
           JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
          WHERE i.indrelid = 'scout.silver_edge_transactions'::regclass
            AND i.indisunique AND i.indisvalid AND i.indnkeyatts = 1 AND i.indpred IS NULL
            AND a.attname = 'transaction_id')
    INTO unguarded;
  WITH due AS (
    SELECT ctid AS place, transaction_id, bronze_id
      FROM silver_edge_transactions
     WHERE created_at >= from_here AND created_at < to_there
     UNION ALL
    SELECT place, transaction_id, bronze_id
      FROM (SELECT ctid AS place, transaction_id, bronze_id, created_at
              FROM silver_edge_transactions
             ORDER BY created_at DESC LIMIT look_again) newest
     WHERE created_at < seen_before)
  SELECT count(*)
    INTO wrong
    FROM due
   WHERE EXISTS (SELECT FROM silver_superseded lost WHERE lost.bronze_id = due.bronze_id)
      OR unguarded
         AND EXISTS (SELECT FROM silver_edge_transactions other
                      WHERE other.transaction_id = due.transaction_id AND other.ctid <> due.place);
  RETURN wrong;
END
$$;

-- A query that somebody has written anew stays as it is.
UPDATE scout.data_quality_checks c
   SET check_query = format('SELECT check_%s()', check_name)
  FROM (VALUES ('row_accounting', '14f01036c82d7380748bcf5df5bd5e1b'),
               ('gold_matches_silver', 'f29b083aca5b1e0a73b4ce41d5becfd5'),
               ('key_uniqueness', 'c6f64d6995c9620642ddb330e5632942')) AS shipped (name, digest)
 WHERE c.check_name = shipped.name AND md5(c.check_query) = shipped.digest;
