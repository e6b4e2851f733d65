-- The oracle's questions, as scout_watch. Each row of an answer is something that isn't accounted
-- for: what it is about (an object key, or a store-day), the record number if it is one record, and
-- what is wrong. They are written apart from the program's own SQL, so that they share no mistake.
-- A file that waits for silver is left to its ledger row; a store-day that waits in an outbox too.

-- name: counts
SELECT (SELECT count(*) FROM scout.files) AS files,
       (SELECT coalesce(sum(records_read), 0)::bigint FROM scout.files) AS records_read,
       (SELECT count(*) FROM scout.bronze_records) AS bronze_rows,
       (SELECT count(*) FROM scout.rejected_records) AS rejected_records,
       (SELECT count(*) FROM scout.silver_edge_transactions) AS silver_rows,
       (SELECT count(*) FROM scout.silver_superseded) AS superseded_rows,
       (SELECT coalesce(sum(records_lost), 0)::bigint FROM scout.files) AS records_lost,
       (SELECT count(*) FROM scout.gold_store_daily_summary) AS gold_rows,
       (SELECT count(*) FROM scout.platinum_store_features) AS platinum_rows

-- name: ledger_adds_up
-- read = loaded + rejected, and loaded = what became of each
SELECT object_key AS subject, NULL::bigint AS record_no,
       format('read %s, loaded %s, rejected %s; current %s, superseded %s, unkeyed %s, rejected by '
              'silver %s, discarded %s, pending %s', records_read, records_loaded, records_rejected,
              records_current, records_superseded, records_unkeyed, records_rejected_silver,
              records_discarded, records_pending) AS detail
  FROM scout.files
 WHERE records_loaded <> records_current + records_superseded + records_unkeyed
                           + records_rejected_silver + records_discarded + records_pending
    OR generation = 0 AND records_loaded <> 0
    OR generation > 0 AND records_read <> records_loaded + records_rejected
 ORDER BY file_seq

-- name: duplicates_have_a_twin
-- what repeats another version's bytes repeats one that was loaded
SELECT d.object_key AS subject, NULL::bigint AS record_no,
       'it repeats version ' || d.etag || ', whose bytes no other version of the key brought'
         AS detail
  FROM scout.files d
 WHERE d.status = 'duplicate'
   AND NOT EXISTS (SELECT FROM scout.files o
                    WHERE o.bucket = d.bucket AND o.object_key = d.object_key
                      AND o.sha256 = d.sha256 AND o.size_bytes = d.size_bytes
                      AND o.file_id <> d.file_id AND o.status <> 'duplicate')
 ORDER BY d.file_seq

-- name: records_are_all_there
-- a loaded file has as many bronze rows and rejects as the ledger says; of one that lacks some, the
-- first record that is nowhere
WITH bronze AS (
  SELECT file_id, created_at, count(*) AS rows FROM scout.bronze_records
   GROUP BY file_id, created_at),
rejects AS (
  SELECT file_id, count(*) AS rows FROM scout.rejected_records
   WHERE stage = 'bronze' GROUP BY file_id),
wrong AS (
  SELECT f.*, coalesce(b.rows, 0) AS bronze_rows, coalesce(r.rows, 0) AS reject_rows
    FROM scout.files f
    LEFT JOIN bronze b ON b.file_id = f.file_id AND b.created_at = f.bronze_created_at
    LEFT JOIN rejects r ON r.file_id = f.file_id
   WHERE f.generation = 0 AND f.records_rejected <> coalesce(r.rows, 0)
      OR f.generation > 0 AND scout.bronze_kept(f.bronze_created_at)
         AND (f.records_loaded, f.records_rejected)
             IS DISTINCT FROM (coalesce(b.rows, 0), coalesce(r.rows, 0)))
SELECT object_key AS subject,
       (SELECT n FROM generate_series(1, records_read) AS n
         WHERE generation > 0
           AND NOT EXISTS (SELECT FROM scout.bronze_records b
                            WHERE b.file_id = wrong.file_id AND b.record_no = n
                              AND b.created_at = wrong.bronze_created_at)
           AND NOT EXISTS (SELECT FROM scout.rejected_records r
                            WHERE r.file_id = wrong.file_id AND r.stage = 'bronze'
                              AND r.record_no = n)
         ORDER BY n LIMIT 1) AS record_no,
       format('the ledger says loaded %s and rejected %s; bronze holds %s, the rejects are %s',
              records_loaded, records_rejected, bronze_rows, reject_rows) AS detail
  FROM wrong
 ORDER BY file_seq

-- name: records_are_there_once
-- no record stands twice in bronze, or in bronze and among the rejects; none has a number that the
-- file doesn't have
SELECT f.object_key AS subject, r.record_no,
       CASE WHEN count(*) > 1 THEN 'the record is there ' || count(*) || ' times'
            ELSE 'the file has only ' || f.records_read || ' records' END AS detail
  FROM (SELECT file_id, record_no FROM scout.bronze_records
         UNION ALL
        SELECT file_id, record_no FROM scout.rejected_records WHERE stage = 'bronze') r
  JOIN scout.files f USING (file_id)
 WHERE f.generation > 0
 GROUP BY f.file_seq, f.object_key, f.records_read, r.record_no
HAVING count(*) > 1 OR r.record_no > f.records_read
 ORDER BY f.file_seq, r.record_no

-- name: bronze_belongs_to_files
-- each bronze row and each reject is of a file in the ledger, and of its latest load
SELECT b.file_path AS subject, min(b.record_no) AS record_no,
       CASE WHEN f.file_id IS NULL THEN count(*) || ' rows of a file that the ledger does not hold'
            ELSE count(*) || ' rows of a load that the ledger does not hold' END AS detail
  FROM scout.bronze_records b
  LEFT JOIN scout.files f USING (file_id)
 WHERE f.file_id IS NULL OR f.generation = 0 OR b.created_at IS DISTINCT FROM f.bronze_created_at
 GROUP BY b.file_path, f.file_id
 UNION ALL
SELECT 'file_id ' || r.file_id, min(r.record_no),
       count(*) || ' rejected records of a file that the ledger does not hold'
  FROM scout.rejected_records r
 WHERE NOT EXISTS (SELECT FROM scout.files f WHERE f.file_id = r.file_id)
 GROUP BY r.file_id

-- name: bronze_states_match
-- of a file that silver has taken, all rows or none wait or are discarded, and as many are rejected
-- as the ledger says
WITH bronze AS (
  SELECT b.file_id, b.created_at, count(r.record_no) AS rejected
    FROM scout.bronze_records b
    LEFT JOIN (SELECT file_id, record_no FROM scout.rejected_records WHERE stage = 'silver') r
      ON r.file_id = b.file_id AND r.record_no = b.record_no
   GROUP BY b.file_id, b.created_at)
SELECT f.object_key AS subject, NULL::bigint AS record_no,
       format('rejects of silver that are rows of bronze: %s; the ledger says rejected by silver '
              '%s, discarded %s and pending %s of %s', b.rejected, f.records_rejected_silver,
              f.records_discarded, f.records_pending, f.records_loaded) AS detail
  FROM scout.files f
  JOIN bronze b ON b.file_id = f.file_id AND b.created_at = f.bronze_created_at
 WHERE NOT f.waits_for_silver
   AND (b.rejected <> f.records_rejected_silver OR f.records_pending <> 0
        OR f.records_discarded NOT IN (0, f.records_loaded))
 ORDER BY f.file_seq

-- name: silver_counts_match
-- of a file that silver has taken, winners, losers and rejects are as many as the ledger says
WITH silver AS (
  SELECT file_id, count(*) AS rows FROM scout.silver_edge_transactions GROUP BY file_id),
superseded AS (
  SELECT file_id, count(*) AS rows FROM scout.silver_superseded GROUP BY file_id),
rejects AS (
  SELECT file_id, count(*) AS rows FROM scout.rejected_records
   WHERE stage = 'silver' GROUP BY file_id)
SELECT f.object_key AS subject, NULL::bigint AS record_no,
       format('silver holds current %s, superseded %s, rejected %s; the ledger says %s, %s, %s',
              coalesce(s.rows, 0), coalesce(l.rows, 0), coalesce(r.rows, 0), f.records_current,
              f.records_superseded, f.records_rejected_silver) AS detail
  FROM scout.files f
  LEFT JOIN silver s USING (file_id)
  LEFT JOIN superseded l USING (file_id)
  LEFT JOIN rejects r USING (file_id)
 WHERE NOT f.waits_for_silver
   AND (coalesce(s.rows, 0), coalesce(l.rows, 0), coalesce(r.rows, 0))
       IS DISTINCT FROM
       (f.records_current, f.records_superseded, f.records_rejected_silver)
 ORDER BY f.file_seq

-- name: silver_comes_from_bronze
-- each silver row, winner or loser, is of one bronze row that was not rejected, and of no other's
WITH delivery AS (
  SELECT bronze_id, file_id, record_no, file_name, transaction_id
    FROM scout.silver_edge_transactions
   UNION ALL
  SELECT bronze_id, file_id, record_no, file_name, transaction_id
    FROM scout.silver_superseded)
SELECT coalesce(f.object_key, d.file_name) AS subject, d.record_no,
       'transaction ' || d.transaction_id || CASE
         WHEN f.file_id IS NULL THEN ' is of a file that the ledger does not hold'
         WHEN b.id IS NULL THEN ' is of a bronze row that is not there'
         WHEN r.record_no IS NOT NULL THEN ' is of a bronze row that is rejected'
         ELSE ' is of the bronze row of record ' || b.record_no END AS detail
  FROM delivery d
  LEFT JOIN scout.files f USING (file_id)
  LEFT JOIN scout.bronze_records b ON b.id = d.bronze_id AND b.file_id = d.file_id
  LEFT JOIN scout.rejected_records r
    ON r.file_id = d.file_id AND r.stage = 'silver' AND r.record_no = d.record_no
 WHERE (f.file_id IS NULL OR NOT f.waits_for_silver)
   AND (f.file_id IS NULL OR scout.bronze_kept(f.bronze_created_at))
   AND (b.id IS NULL OR r.record_no IS NOT NULL OR b.record_no <> d.record_no)
 UNION ALL
SELECT coalesce(f.object_key, min(d.file_name)), min(d.record_no),
       'its bronze row has ' || count(*) || ' rows in silver: transactions '
         || string_agg(d.transaction_id, ', ')
  FROM delivery d
  LEFT JOIN scout.files f USING (file_id)
 GROUP BY d.bronze_id, f.object_key
HAVING count(*) > 1

-- name: latest_upload_wins
-- each delivery that lost has a winner, and none that ranks below it
SELECT f.object_key AS subject, l.record_no,
       CASE WHEN w.transaction_id IS NULL
            THEN 'transaction ' || l.transaction_id || ' has losers and no winner'
            ELSE 'transaction ' || l.transaction_id || ' lost to record ' || w.record_no || ' of '
                 || coalesce(g.object_key, w.file_name) || ', which was uploaded before it'
       END AS detail
  FROM scout.silver_superseded l
  JOIN scout.files f USING (file_id)
  LEFT JOIN scout.silver_edge_transactions w USING (transaction_id)
  LEFT JOIN scout.files g ON g.file_id = w.file_id
 WHERE w.transaction_id IS NULL
    OR (l.uploaded_at, f.object_key COLLATE "C", f.file_seq, l.record_no)
       > (w.uploaded_at, g.object_key COLLATE "C", g.file_seq, w.record_no)
 ORDER BY f.file_seq, l.record_no

-- name: payloads_are_unchanged
-- what silver keeps of a record is what bronze has
SELECT f.object_key AS subject, s.record_no,
       'transaction ' || s.transaction_id || ' has another payload than its bronze row' AS detail
  FROM (SELECT bronze_id, file_id, record_no, transaction_id, full_payload
          FROM scout.silver_edge_transactions
         UNION ALL
        SELECT bronze_id, file_id, record_no, transaction_id, full_payload
          FROM scout.silver_superseded) s
  JOIN scout.files f USING (file_id)
  JOIN scout.bronze_records b ON b.id = s.bronze_id AND b.created_at = f.bronze_created_at
 WHERE NOT f.waits_for_silver
   AND b.raw_data IS DISTINCT FROM s.full_payload
 ORDER BY f.file_seq, s.record_no

-- name: gold_is_silver
-- each store-day once more, from its transactions; somebody's own gold is another
WITH by_currency AS (
  SELECT store_id, transaction_date, currency, count(*) AS sales, sum(amount) AS revenue,
         (sum(amount) / nullif(count(amount), 0))::numeric(18,2) AS average,
         row_number() OVER (PARTITION BY store_id, transaction_date
                            ORDER BY count(*) DESC, currency COLLATE "C" NULLS LAST) AS place
    FROM scout.silver_edge_transactions
   GROUP BY store_id, transaction_date, currency),
by_payment AS (
  SELECT store_id, transaction_date, payment_method,
         row_number() OVER (PARTITION BY store_id, transaction_date
                            ORDER BY count(*) DESC, payment_method COLLATE "C") AS place
    FROM scout.silver_edge_transactions
   WHERE payment_method IS NOT NULL
   GROUP BY store_id, transaction_date, payment_method),
by_day AS (
  SELECT store_id, transaction_date, count(*) AS sales, count(DISTINCT device_id) AS devices,
         min(transaction_timestamp) AS first_sale, max(transaction_timestamp) AS last_sale
    FROM scout.silver_edge_transactions
   GROUP BY store_id, transaction_date),
due AS (
  SELECT d.store_id, d.transaction_date,
         jsonb_build_object('transaction_count', d.sales, 'active_devices', d.devices,
           'total_revenue', c.revenue, 'avg_transaction_value', c.average,
           'most_common_payment', p.payment_method, 'first_transaction_time', d.first_sale,
           'last_transaction_time', d.last_sale, 'currency', c.currency,
           'other_currency_transactions', d.sales - c.sales) AS facts
    FROM by_day d
    JOIN by_currency c ON (c.store_id, c.transaction_date) = (d.store_id, d.transaction_date)
                      AND c.place = 1
    LEFT JOIN by_payment p ON (p.store_id, p.transaction_date) = (d.store_id, d.transaction_date)
                          AND p.place = 1),
held AS (
  SELECT store_id, transaction_date,
         to_jsonb(g) - 'store_id' - 'transaction_date' - 'last_updated' AS facts
    FROM scout.gold_store_daily_summary g)
SELECT 'store ' || store_id || ', ' || transaction_date AS subject, NULL::bigint AS record_no,
       CASE WHEN held.facts IS NULL THEN 'gold lacks the day'
            WHEN due.facts IS NULL THEN 'silver has no transaction of the day'
            ELSE 'gold, and what its transactions give: '
                 || scout.row_difference(held.facts, due.facts) END AS detail
  FROM held
  FULL JOIN due USING (store_id, transaction_date)
 WHERE held.facts IS DISTINCT FROM due.facts
   AND EXISTS (SELECT FROM scout.models
                WHERE model_name = 'gold_store_daily_summary' AND declaration_id IS NULL)
   AND NOT EXISTS (SELECT FROM scout.gold_outbox o
                    WHERE o.store_id = coalesce(held.store_id, due.store_id)
                      AND o.transaction_date = coalesce(held.transaction_date,
                                                        due.transaction_date))
 ORDER BY store_id, transaction_date

-- name: platinum_is_gold
-- each row once more, from the 90 days of gold that end there; somebody's own platinum is another
WITH due AS (
  SELECT day.store_id, day.transaction_date,
         jsonb_build_object(
           'avg_daily_transactions', avg(w.transaction_count)::numeric(18,4),
           'stddev_daily_transactions', stddev_samp(w.transaction_count)::numeric(18,4),
           'avg_daily_revenue', (avg(w.total_revenue)
             FILTER (WHERE w.currency IS NOT DISTINCT FROM day.currency))::numeric(22,4),
           'currency', day.currency,
           'ma7_transactions',
             (sum(w.transaction_count) FILTER (WHERE w.transaction_date > day.transaction_date - 7)
              / least(7, day.transaction_date - min(w.transaction_date) + 1))::numeric(18,4),
           'day_of_week', extract(dow FROM day.transaction_date)::smallint,
           'weekend_avg', (avg(w.transaction_count)
             FILTER (WHERE extract(dow FROM w.transaction_date) IN (0, 6)))::numeric(18,4),
           'weekday_avg', (avg(w.transaction_count)
             FILTER (WHERE extract(dow FROM w.transaction_date) NOT IN (0, 6)))::numeric(18,4)
         ) AS facts
    FROM scout.gold_store_daily_summary day
    JOIN scout.gold_store_daily_summary w
      ON w.store_id = day.store_id
     AND w.transaction_date BETWEEN day.transaction_date - 89 AND day.transaction_date
   GROUP BY day.store_id, day.transaction_date, day.currency),
held AS (
  SELECT store_id, transaction_date,
         to_jsonb(p) - 'store_id' - 'transaction_date' - 'last_updated' AS facts
    FROM scout.platinum_store_features p)
SELECT 'store ' || store_id || ', ' || transaction_date AS subject, NULL::bigint AS record_no,
       CASE WHEN held.facts IS NULL THEN 'platinum lacks the day'
            WHEN due.facts IS NULL THEN 'gold has no such day'
            ELSE 'platinum, and what gold gives: '
                 || scout.row_difference(held.facts, due.facts) END AS detail
  FROM held
  FULL JOIN due USING (store_id, transaction_date)
 WHERE held.facts IS DISTINCT FROM due.facts
   AND EXISTS (SELECT FROM scout.models
                WHERE model_name = 'platinum_store_features' AND declaration_id IS NULL)
   AND NOT EXISTS (SELECT FROM (TABLE scout.gold_outbox UNION ALL TABLE scout.platinum_outbox) o
                    WHERE o.store_id = coalesce(held.store_id, due.store_id)
                      AND coalesce(held.transaction_date, due.transaction_date)
                          BETWEEN o.transaction_date AND o.transaction_date + 89)
 ORDER BY store_id, transaction_date

-- name: pending_files
-- files that wait for silver; one that a refresh passed over while nothing held it up is not
-- accounted for
SELECT f.object_key AS subject, NULL::bigint AS record_no,
       f.records_pending || ' records wait for silver since ' || f.updated_at AS detail,
       held_up.layers
         OR NOT EXISTS (SELECT FROM scout.refreshes
                         WHERE outcome = 'succeeded'
                           AND started_at > f.updated_at + interval '10 minutes')
         OR EXISTS (SELECT FROM scout.alerts
                     WHERE kind = 'file_held' AND subject = f.object_key AND resolved_at IS NULL)
         AS explained
  FROM scout.files_pending f
 CROSS JOIN (SELECT EXISTS (SELECT FROM scout.alerts
                             WHERE kind = 'refresh_failed' AND resolved_at IS NULL)
                 OR EXISTS (SELECT FROM scout.data_quality_checks WHERE blocking AND NOT passed)
                 AS layers) held_up
 ORDER BY f.file_seq

-- name: outboxes
-- store-days that wait for gold or platinum; a refresh that runs, fails or is blocked explains it
SELECT 'store ' || store_id || ', ' || transaction_date AS subject, NULL::bigint AS record_no,
       'the day waits for ' || layer || '; ./scout refresh --wait takes it' AS detail,
       EXISTS (SELECT FROM scout.refreshes WHERE outcome = 'running')
         OR EXISTS (SELECT FROM scout.alerts WHERE kind = 'refresh_failed' AND resolved_at IS NULL)
         OR EXISTS (SELECT FROM scout.data_quality_checks WHERE blocking AND NOT passed)
         AS explained
  FROM (SELECT 'gold' AS layer, store_id, transaction_date FROM scout.gold_outbox
         UNION
        SELECT 'platinum', store_id, transaction_date FROM scout.platinum_outbox) waiting
 ORDER BY layer, store_id, transaction_date

-- name: lost_records
-- records that became no transaction, and sales that lost their id to another one
SELECT f.object_key AS subject, NULL::bigint AS record_no,
       concat_ws('; ',
         CASE WHEN f.records_lost > 0
              THEN format('%s of %s records became no transaction: %s without id, %s rejected by '
                          'silver, %s overridden by others of the file', f.records_lost,
                          f.records_loaded, f.records_unkeyed, f.records_rejected_silver,
                          f.records_overridden) END,
         CASE WHEN sharing.sales > 0
              THEN format('%s sales lost their id to another sale, e.g. record %s', sharing.sales,
                          sharing.first_record) END) AS detail,
       true AS explained
  FROM scout.files f
  LEFT JOIN (SELECT file_id, count(*) AS sales, min(record_no) AS first_record
               FROM scout.silver_superseded
              WHERE shares_id
              GROUP BY file_id) sharing USING (file_id)
 WHERE f.records_lost > 0 OR sharing.sales > 0
 ORDER BY f.file_seq

-- name: unfinished_files
SELECT object_key AS subject, NULL::bigint AS record_no,
       'its journey is under way (' || status || ') since ' || updated_at AS detail,
       true AS explained
  FROM scout.files_under_way
 ORDER BY file_seq

-- name: open_alerts
SELECT subject, NULL::bigint AS record_no, kind || ': ' || message AS detail, true AS explained
  FROM scout.alerts
 WHERE resolved_at IS NULL
 ORDER BY opened_at

-- name: archived
-- the files whose object lies in the archive, in the order of a listing
SELECT file_id, archived_key, object_key, etag, size_bytes, sha256, generation, records_read,
       records_rejected, dialect
  FROM scout.files
 WHERE bucket = :bucket AND archived_key IS NOT NULL
 ORDER BY archived_key COLLATE "C"

-- name: not_archived
-- files at rest whose object was not moved; one whose object is known to be gone, or was replaced
-- by another upload before it was moved, needs none
SELECT f.object_key, f.etag, f.status
  FROM scout.files f
 WHERE f.bucket = :bucket AND f.archived_key IS NULL
   AND f.status NOT IN ('loading', 'loaded', 'gone', 'discarded')
   AND (f.reason IS NULL OR f.reason NOT LIKE 'OBJECT_GONE:%')
   AND NOT EXISTS (SELECT FROM scout.files o
                    WHERE o.bucket = f.bucket AND o.object_key = f.object_key
                      AND o.uploaded_at > f.uploaded_at)
 ORDER BY f.file_seq

-- name: version
-- what the ledger holds of listed versions: (place in the list from 1, status)
SELECT v.n, f.status
  FROM unnest(:keys, :etags) WITH ORDINALITY AS v (object_key, etag, n)
  JOIN scout.files f ON f.bucket = :bucket AND f.object_key = v.object_key AND f.etag = v.etag

-- name: last_sweep
-- when the latest sweep began that ended long enough ago for its journeys to have left a trace
SELECT max(started_at) FROM scout.sweeps WHERE finished_at < now() - interval '1 hour'

-- name: archived_at
-- which of these keys the ledger holds as the place of an object now
SELECT archived_key FROM scout.files WHERE bucket = :bucket AND archived_key = ANY (:keys)

-- name: of_original
-- whether this is a version of the key, or one of its versions is under way
SELECT EXISTS (SELECT FROM scout.files
                WHERE bucket = :bucket AND object_key = :key AND etag = :etag)
    OR EXISTS (SELECT FROM scout.files_under_way
                WHERE bucket = :bucket AND object_key = :key)

-- name: of_cut_original
-- the versions as above whose keys begin so
SELECT object_key, etag FROM scout.files
 WHERE bucket = :bucket AND starts_with(object_key, :start) AND etag = :etag
 UNION
SELECT object_key, etag FROM scout.files_under_way
 WHERE bucket = :bucket AND starts_with(object_key, :start)

-- name: still_archived
-- no row if the ledger no longer says that the file's object lies there; else whether nobody misses
-- it: the file was discarded, or a reprocess has found before that it is gone
SELECT status = 'discarded' OR coalesce(reason LIKE '%OBJECT_GONE:%', false)
  FROM scout.files
 WHERE file_id = :file_id AND archived_key = :key

-- name: still_not_archived
-- whether a version of the key still has no place in the archive, and all are at rest
SELECT NOT EXISTS (SELECT FROM scout.files_under_way
                    WHERE bucket = :bucket AND object_key = :key)
   AND EXISTS (SELECT FROM scout.files
                WHERE bucket = :bucket AND object_key = :key AND archived_key IS NULL
                  AND status NOT IN ('gone', 'discarded'))

-- name: models
-- models, and why one needn't be what its SELECT gives
SELECT m.model_name, m.about, m.grain, m.slice, m.looks_back, m.query, m.columns, m.inputs,
       CASE WHEN m.state = 'held' THEN 'it is held: ' || m.problem
            WHEN NOT m.built THEN 'it was not computed yet'
            WHEN EXISTS (SELECT FROM scout.model_queue q WHERE q.reader = m.model_name)
            THEN 'changes wait for it'
            WHEN m.phase IS NOT NULL THEN 'an application brings it into another form' END AS waits
  FROM scout.models m
 WHERE m.phase IS DISTINCT FROM 'beside'
 ORDER BY m.position, m.model_name

-- name: as_a_model
-- the settings that a refresh computes a model with
SELECT set_config(name, value, true)
  FROM (VALUES ('search_path', ''), ('enable_nestloop', 'off'),
               ('TimeZone', coalesce((SELECT time_zone FROM scout.settings_in_force), 'UTC')))
         AS setting (name, value)

-- name: source
-- the declaration of the source in force, and the settings that its fields are read by
SELECT declared, filled_at IS NOT NULL AS filled, time_zone,
       ARRAY(SELECT jsonb_array_elements_text(readings -> 'nulls')) AS nulls,
       coalesce(readings ->> 'decimal', '') = 'comma' AS comma,
       (paths -> 'transaction_id')::text AS id_paths
  FROM scout.sources
 CROSS JOIN scout.settings_in_force
 ORDER BY source_no DESC
 LIMIT 1

-- name: rows_without_winner
-- rows of a child table whose transaction silver doesn't have in their store and on their day
SELECT i.transaction_id, count(*) AS rows
  FROM {table} i
  LEFT JOIN scout.silver_edge_transactions s
    ON s.transaction_id = i.transaction_id
   AND (s.store_id, s.transaction_date) = (i.store_id, i.transaction_date)
 WHERE s.transaction_id IS NULL
 GROUP BY i.transaction_id
 ORDER BY i.transaction_id COLLATE "C"

-- name: about_how_many
SELECT greatest(reltuples, 0)::bigint FROM pg_class
 WHERE oid = 'scout.silver_edge_transactions'::regclass

-- name: winners
-- winning records with their declared columns; {…} is filled in, some or all rows
SELECT s.transaction_id, coalesce(f.object_key, s.file_name) AS subject, s.record_no,
       s.full_payload::text AS payload, s.envelope::text AS envelope, s.transaction_timestamp,
       s.uploaded_at, coalesce(f.dialect ->> 'delimiter', '') = ';' AS comma, {own} AS own,
       s.store_id, s.device_id, (f.dialect -> 'names')::text AS names,
       f.file_id IS NULL
         OR scout.bronze_kept(f.bronze_created_at) AND NOT f.waits_for_silver AS kept
  FROM scout.silver_edge_transactions s {some}
  LEFT JOIN scout.files f USING (file_id)

-- name: child_rows
SELECT i.transaction_id, i.item_no, {own} AS own
  FROM {table} i
 WHERE i.transaction_id = ANY (:ids)
