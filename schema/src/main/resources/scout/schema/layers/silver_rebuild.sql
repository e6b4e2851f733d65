-- grain: one row per delivery that silver lacks, or has with other values
--
-- A rebuild types the settled files again, batch by batch, ranks their deliveries with all others
-- of the same transactions, and writes what differs. Rows of files whose bronze was retired stay
-- and compete. If the time zone changes, they move to the days of the new one. If the key changes,
-- they get the new one, and so do rows of files that wait for silver; losers without one go.

-- name: working_tables
CREATE TEMP TABLE IF NOT EXISTS rebuild_row (
  LIKE scout.silver_edge_transactions,
  -- true for silver_edge_transactions, false for silver_superseded
  winner boolean NOT NULL,
  -- true if there is a row with its key and other values
  held   boolean NOT NULL
) ON COMMIT DELETE ROWS;
ALTER TABLE pg_temp.rebuild_row ALTER created_at DROP NOT NULL;
CREATE TEMP TABLE IF NOT EXISTS rebuild_gone (
  transaction_id text NOT NULL,
  bronze_id      uuid NOT NULL,
  winner         boolean NOT NULL
) ON COMMIT DELETE ROWS

-- name: begin_batch
TRUNCATE pg_temp.settle_file, pg_temp.settle_row, pg_temp.settle_old, pg_temp.settle_rank,
         pg_temp.rebuild_row, pg_temp.rebuild_gone

-- name: files
-- Files that are settled and still in bronze, in ledger order; with a selection, those that it
-- names and that have rows in its store-days. This is tested per file, by index, and only for the
-- next slices, so that all slices together read silver once. A store's winners are found faster by
-- store.
SELECT f.file_id, f.records_loaded, f.file_seq
  FROM scout.files f
 WHERE f.file_seq > :after AND f.file_seq <= :last
   AND f.generation > 0 AND f.silver_generation = f.generation
   AND scout.bronze_kept(f.bronze_created_at)
   AND (:every_file
        OR ((:device::text IS NULL OR f.device_id = :device
             OR (f.device_id = 'several' AND EXISTS (
                 SELECT FROM scout.bronze_records b
                  WHERE b.file_id = f.file_id AND b.created_at = f.bronze_created_at
                    AND b.device_id = :device)))
            AND (cardinality(:keys::text[]) = 0 OR f.object_key = ANY (:keys::text[]))))
   AND (:every_day
        OR CASE
             WHEN :store::text IS NULL
             THEN (SELECT true FROM scout.silver_edge_transactions s
                    WHERE s.file_id = f.file_id
                      AND s.transaction_date BETWEEN coalesce(:from::date, '-infinity')
                                                 AND coalesce(:to::date, 'infinity')
                    LIMIT 1)
             ELSE f.file_id IN (
                  SELECT file_id FROM scout.silver_edge_transactions
                   WHERE store_id = :store
                     AND transaction_date BETWEEN coalesce(:from::date, '-infinity')
                                              AND coalesce(:to::date, 'infinity'))
           END
        OR (SELECT true FROM scout.silver_superseded s
             WHERE s.file_id = f.file_id AND (:store::text IS NULL OR s.store_id = :store)
               AND s.transaction_date BETWEEN coalesce(:from::date, '-infinity')
                                          AND coalesce(:to::date, 'infinity')
             LIMIT 1))
 ORDER BY f.file_seq
 LIMIT :max

-- name: count
SELECT count(*) AS files, coalesce(sum(f.records_loaded), 0) AS records,
       coalesce(max(f.file_seq), 0) AS last
  FROM scout.files f
 WHERE f.generation > 0 AND f.silver_generation = f.generation
   AND scout.bronze_kept(f.bronze_created_at)
   AND (:every_file
        OR ((:device::text IS NULL OR f.device_id = :device
             OR (f.device_id = 'several' AND EXISTS (
                 SELECT FROM scout.bronze_records b
                  WHERE b.file_id = f.file_id AND b.created_at = f.bronze_created_at
                    AND b.device_id = :device)))
            AND (cardinality(:keys::text[]) = 0 OR f.object_key = ANY (:keys::text[]))))
   AND (:every_day OR f.file_id IN (
         SELECT file_id FROM scout.silver_edge_transactions
          WHERE (:store::text IS NULL OR store_id = :store)
            AND transaction_date BETWEEN coalesce(:from::date, '-infinity')
                                AND coalesce(:to::date, 'infinity')
          UNION ALL
         SELECT file_id FROM scout.silver_superseded
          WHERE (:store::text IS NULL OR store_id = :store)
            AND transaction_date BETWEEN coalesce(:from::date, '-infinity')
                                AND coalesce(:to::date, 'infinity')))

-- name: live_waiting
-- True if a file of the last minute is not settled yet. If a file has waited longer, it is held or
-- no refresh runs.
SELECT EXISTS (
  SELECT FROM scout.files_pending
   WHERE greatest(loaded_at, replayed_at, discarded_at) > clock_timestamp() - interval '1 minute')

-- name: lock_files
-- So that no reprocessing or discard of them commits before the batch.
SELECT count(*)
  FROM (SELECT FROM scout.files
         WHERE file_id = ANY (:file_ids)
         ORDER BY file_seq
           FOR NO KEY UPDATE) locked

-- name: take
INSERT INTO pg_temp.settle_file
SELECT f.file_id, f.file_seq, f.object_key, f.uploaded_at, f.bronze_created_at,
       f.status <> 'discarded' AND f.replaced_by IS NULL, true, f.device_id, f.dialect
  FROM scout.files f
 WHERE f.file_id = ANY (:file_ids) AND f.silver_generation = f.generation
   AND scout.bronze_kept(f.bronze_created_at)

-- name: outdated
-- True if one of the files was reprocessed, discarded, replaced or retired since it was taken: each
-- load has its own created_at.
SELECT EXISTS (
  SELECT
    FROM pg_temp.settle_file batch
    LEFT JOIN scout.files f
      ON f.file_id = batch.file_id AND f.silver_generation = f.generation
     AND scout.bronze_kept(f.bronze_created_at)
   WHERE (f.uploaded_at, f.bronze_created_at, f.status <> 'discarded' AND f.replaced_by IS NULL)
         IS DISTINCT FROM (batch.uploaded_at, batch.bronze_created_at, batch.active))

-- name: meets
-- False if silver has no rows of the batch's files or transactions.
SELECT EXISTS (
       SELECT
         FROM pg_temp.settle_file f
        CROSS JOIN LATERAL (
              SELECT FROM scout.silver_edge_transactions WHERE file_id = f.file_id
               UNION ALL
              SELECT FROM scout.silver_superseded WHERE file_id = f.file_id
              OFFSET 0) held)
    OR EXISTS (
       SELECT
         FROM pg_temp.settle_row r
        CROSS JOIN LATERAL (
              SELECT FROM scout.silver_edge_transactions WHERE transaction_id = r.transaction_id
               UNION ALL
              SELECT FROM scout.silver_superseded WHERE transaction_id = r.transaction_id
              OFFSET 0) held
        WHERE r.code IS NULL)

-- name: collect
-- Every delivery in silver of the transactions that the batch names or that silver has from its
-- files.
WITH touched AS MATERIALIZED (
  SELECT transaction_id
    FROM pg_temp.settle_row WHERE code IS NULL AND transaction_id IS NOT NULL
   UNION
  SELECT held.transaction_id
    FROM pg_temp.settle_file f
   CROSS JOIN LATERAL (
         SELECT transaction_id FROM scout.silver_edge_transactions WHERE file_id = f.file_id
          UNION ALL
         SELECT transaction_id FROM scout.silver_superseded WHERE file_id = f.file_id
         OFFSET 0) held)
INSERT INTO pg_temp.settle_old (place, in_batch, {ranked})
SELECT old.place, f.file_id IS NOT NULL, {ranked of old}
  FROM touched
 CROSS JOIN LATERAL (
       SELECT 'silver' AS place, {ranked}
         FROM scout.silver_edge_transactions WHERE transaction_id = touched.transaction_id
        UNION ALL
       SELECT 'superseded', {ranked}
         FROM scout.silver_superseded WHERE transaction_id = touched.transaction_id
       OFFSET 0) old
  LEFT JOIN pg_temp.settle_file f ON f.file_id = old.file_id

-- name: differ_winners
INSERT INTO pg_temp.rebuild_row ({columns}, winner, held)
SELECT {columns of due}, true, held.bronze_id IS NOT NULL
  FROM (SELECT {columns of r}
          FROM pg_temp.settle_row r
          JOIN pg_temp.settle_rank rank USING (bronze_id)
         WHERE rank.wins
         UNION ALL
        SELECT {columns of loser}
          FROM pg_temp.settle_rank rank
         CROSS JOIN LATERAL (
               SELECT * FROM scout.silver_superseded WHERE bronze_id = rank.bronze_id
               OFFSET 0) loser
         WHERE rank.wins AND rank.place = 'superseded') due
  LEFT JOIN LATERAL (
       SELECT * FROM scout.silver_edge_transactions WHERE transaction_id = due.transaction_id
       OFFSET 0) held ON true
 WHERE ({columns of held but transaction_id})
       IS DISTINCT FROM
       ({columns of due but transaction_id})

-- name: differ_losers
INSERT INTO pg_temp.rebuild_row ({columns}, winner, held)
SELECT {columns of due}, false, held.bronze_id IS NOT NULL
  FROM (SELECT {columns of r}
          FROM pg_temp.settle_row r
          JOIN pg_temp.settle_rank rank USING (bronze_id)
         WHERE NOT rank.wins
         UNION ALL
        SELECT {columns of winner}
          FROM pg_temp.settle_rank rank
         CROSS JOIN LATERAL (
               SELECT * FROM scout.silver_edge_transactions
                WHERE transaction_id = rank.transaction_id
               OFFSET 0) winner
         WHERE NOT rank.wins AND rank.place = 'silver') due
  LEFT JOIN LATERAL (
       SELECT * FROM scout.silver_superseded WHERE bronze_id = due.bronze_id
       OFFSET 0) held ON true
 WHERE ({columns of held but bronze_id})
       IS DISTINCT FROM
       ({columns of due but bronze_id})

-- name: gone
INSERT INTO pg_temp.rebuild_gone
SELECT old.transaction_id, old.bronze_id, old.place = 'silver'
  FROM pg_temp.settle_old old
 WHERE CASE old.place
         WHEN 'silver' THEN NOT EXISTS (
           SELECT FROM pg_temp.settle_rank rank
            WHERE rank.transaction_id = old.transaction_id AND rank.wins)
         ELSE NOT EXISTS (
           SELECT FROM pg_temp.settle_rank rank
            WHERE rank.bronze_id = old.bronze_id AND NOT rank.wins)
       END

-- name: retired
-- Files whose bronze rows were retired, including those that wait for silver in vain.
SELECT f.file_id, f.records_loaded, f.file_seq
  FROM scout.files f
 WHERE f.generation > 0 AND f.records_current + f.records_superseded > 0
   AND NOT scout.bronze_kept(f.bronze_created_at)
 ORDER BY f.file_seq

-- name: next_retired
-- Some of them after a place in the ledger.
SELECT f.file_id, f.records_loaded, f.file_seq
  FROM scout.files f
 WHERE f.generation > 0 AND f.records_current + f.records_superseded > 0
   AND NOT scout.bronze_kept(f.bronze_created_at) AND f.file_seq > :after
 ORDER BY f.file_seq
 LIMIT :max

-- name: take_retired
INSERT INTO pg_temp.settle_file
SELECT f.file_id, f.file_seq, f.object_key, f.uploaded_at, f.bronze_created_at, true, true,
       f.device_id, f.dialect
  FROM scout.files f
 WHERE f.file_id = ANY (:file_ids)

-- name: retired_records
-- Silver's rows of the files, in the form of bronze.
(SELECT s.bronze_id AS id, s.device_id, s.file_name, s.full_payload AS raw_data, s.ingested_at,
        taken.bronze_created_at AS created_at, s.file_id, s.record_no, s.envelope
   FROM scout.silver_edge_transactions s
   JOIN pg_temp.settle_file taken ON taken.file_id = s.file_id
  UNION ALL
 SELECT s.bronze_id, s.device_id, s.file_name, s.full_payload, s.ingested_at,
        taken.bronze_created_at, s.file_id, s.record_no, s.envelope
   FROM scout.silver_superseded s
   JOIN pg_temp.settle_file taken ON taken.file_id = s.file_id) AS retired

-- name: unread
-- Files of which silver has rows that a rebuild doesn't read in bronze: it was retired, or holds
-- what silver has not taken yet.
SELECT f.file_id, f.records_loaded, f.file_seq
  FROM scout.files f
 WHERE f.generation > 0
   AND CASE WHEN f.waits_for_silver
            THEN f.silver_generation IS DISTINCT FROM 0
            ELSE f.records_current + f.records_superseded > 0
                 AND NOT scout.bronze_kept(f.bronze_created_at)
       END
 ORDER BY f.file_seq

-- name: overriding
-- The deliveries of each transaction that such a file won over others.
INSERT INTO pg_temp.settle_old (place, in_batch, {ranked})
SELECT old.place, false, {ranked of old}
  FROM pg_temp.settle_file f
 CROSS JOIN LATERAL (
       SELECT transaction_id FROM scout.silver_edge_transactions WHERE file_id = f.file_id
       OFFSET 0) winner
 CROSS JOIN LATERAL (
       SELECT 'silver' AS place, {ranked}
         FROM scout.silver_edge_transactions WHERE transaction_id = winner.transaction_id
        UNION ALL
       SELECT 'superseded', {ranked}
         FROM scout.silver_superseded WHERE transaction_id = winner.transaction_id
       OFFSET 0) old
 WHERE EXISTS (SELECT FROM scout.silver_superseded WHERE transaction_id = winner.transaction_id)

-- name: take_overridden
INSERT INTO pg_temp.settle_file
SELECT f.file_id, f.file_seq, f.object_key, f.uploaded_at, f.bronze_created_at, true, true,
       f.device_id, f.dialect
  FROM (SELECT file_id FROM pg_temp.settle_old
        EXCEPT
        SELECT file_id FROM pg_temp.settle_file) more
 CROSS JOIN LATERAL (SELECT * FROM scout.files WHERE file_id = more.file_id OFFSET 0) f

-- name: overriding_records
-- Those deliveries, in the form of bronze.
(SELECT s.bronze_id AS id, s.device_id, s.file_name, s.full_payload AS raw_data, s.ingested_at,
        taken.bronze_created_at AS created_at, s.file_id, s.record_no, s.envelope
   FROM scout.silver_edge_transactions s
   JOIN pg_temp.settle_file taken ON taken.file_id = s.file_id
  WHERE s.bronze_id IN (SELECT bronze_id FROM pg_temp.settle_old)
  UNION ALL
 SELECT s.bronze_id, s.device_id, s.file_name, s.full_payload, s.ingested_at,
        taken.bronze_created_at, s.file_id, s.record_no, s.envelope
   FROM scout.silver_superseded s
   JOIN pg_temp.settle_file taken ON taken.file_id = s.file_id
  WHERE s.bronze_id IN (SELECT bronze_id FROM pg_temp.settle_old)) AS overriding

-- name: left_behind
-- Where the winner gives no key, but a delivery of the same sale does: all that give none, and that
-- no batch reads in bronze. Of two sales that shared an id, both may stay.
WITH read AS MATERIALIZED (
  SELECT old.transaction_id, old.bronze_id, old.file_id, old.place,
         r.code IS NULL AND r.transaction_id IS NOT NULL AS keyed
    FROM pg_temp.settle_old old
    JOIN pg_temp.settle_row r USING (bronze_id)),
twice AS MATERIALIZED (
  SELECT read.transaction_id
    FROM read
    LEFT JOIN LATERAL (
         SELECT shares_id FROM scout.silver_superseded WHERE bronze_id = read.bronze_id
         OFFSET 0) lost ON true
   GROUP BY read.transaction_id
  HAVING bool_or(read.place = 'silver' AND NOT read.keyed)
     AND bool_or(read.place = 'superseded' AND read.keyed AND NOT lost.shares_id))
UPDATE pg_temp.settle_old old
   SET in_batch = true
  FROM twice
  JOIN read USING (transaction_id)
 CROSS JOIN LATERAL (
       SELECT FROM scout.files
        WHERE file_id = read.file_id
          AND (waits_for_silver OR NOT scout.bronze_kept(bronze_created_at))
       OFFSET 0) unread
 WHERE NOT read.keyed AND old.bronze_id = read.bronze_id

-- name: only_left_behind
DELETE FROM pg_temp.settle_old
 WHERE transaction_id NOT IN (SELECT transaction_id FROM pg_temp.settle_old WHERE in_batch);
TRUNCATE pg_temp.settle_row

-- name: unrejected
-- Nothing rejects a row of silver that is not read in bronze, so its payload gives a key even where
-- another value of it would be rejected today.
UPDATE pg_temp.settle_row r
   SET code = NULL
  FROM pg_temp.settle_file taken
 CROSS JOIN LATERAL (
       SELECT FROM scout.files
        WHERE file_id = taken.file_id
          AND (waits_for_silver OR NOT scout.bronze_kept(bronze_created_at))
       OFFSET 0) unread
 WHERE r.file_id = taken.file_id AND r.code NOT IN ('KEY_INVALID', 'KEY_ROUNDED')

-- name: take_losers
-- Files, and those of what their losers lost to.
INSERT INTO pg_temp.settle_file
SELECT f.file_id, f.file_seq, f.object_key, f.uploaded_at, f.bronze_created_at, true, true,
       f.device_id, f.dialect
  FROM (SELECT unnest(:file_ids) AS file_id
         UNION
        SELECT winner.file_id
          FROM scout.silver_superseded loser
         CROSS JOIN LATERAL (
               SELECT file_id FROM scout.silver_edge_transactions
                WHERE transaction_id = loser.transaction_id
               OFFSET 0) winner
         WHERE loser.file_id = ANY (:file_ids)) taken
 CROSS JOIN LATERAL (SELECT * FROM scout.files WHERE file_id = taken.file_id OFFSET 0) f

-- name: unread_losers
-- Silver's losers that a rebuild doesn't read in bronze, and what they lost to, in its form.
(SELECT s.bronze_id AS id, s.device_id, s.file_name, s.full_payload AS raw_data, s.ingested_at,
        taken.bronze_created_at AS created_at, s.file_id, s.record_no, s.envelope
   FROM scout.silver_edge_transactions s
   JOIN pg_temp.settle_file taken ON taken.file_id = s.file_id
  WHERE EXISTS (SELECT FROM scout.silver_superseded WHERE transaction_id = s.transaction_id)
  UNION ALL
 SELECT s.bronze_id, s.device_id, s.file_name, s.full_payload, s.ingested_at,
        taken.bronze_created_at, s.file_id, s.record_no, s.envelope
   FROM scout.silver_superseded s
   JOIN pg_temp.settle_file taken ON taken.file_id = s.file_id
  WHERE EXISTS (SELECT FROM scout.files
                 WHERE file_id = taken.file_id
                   AND (waits_for_silver OR NOT scout.bronze_kept(bronze_created_at)))) AS retired

-- name: keyless
-- Of those losers, the ones whose payloads give no key now. Whatever they lost to may be reprocessed
-- or replaced and get another key: kept under its old one, they would count beside it. Only one that
-- lost to a discarded row without a key stays, for it takes that row's place.
INSERT INTO pg_temp.rebuild_gone
SELECT loser.transaction_id, loser.bronze_id, false
  FROM pg_temp.settle_row mine
 CROSS JOIN LATERAL (
       SELECT bronze_id, transaction_id FROM scout.silver_superseded
        WHERE bronze_id = mine.bronze_id
       OFFSET 0) loser
 CROSS JOIN LATERAL (
       SELECT bronze_id FROM scout.silver_edge_transactions
        WHERE transaction_id = loser.transaction_id
       OFFSET 0) winner
  JOIN pg_temp.settle_row theirs ON theirs.bronze_id = winner.bronze_id
 CROSS JOIN LATERAL (
       SELECT status = 'discarded' AND replaced_by IS NULL AS discarded
         FROM scout.files WHERE file_id = theirs.file_id
       OFFSET 0) f
 WHERE (mine.code IS NOT NULL OR mine.transaction_id IS NULL)
   AND NOT (f.discarded AND (theirs.code IS NOT NULL OR theirs.transaction_id IS NULL))

-- name: retired_keys
-- The rows as silver has them, with the keys that their payloads give now. A row whose payload gives
-- none keeps its old one.
UPDATE pg_temp.settle_row r
   SET transaction_id = CASE WHEN r.code IS NULL AND r.transaction_id IS NOT NULL
                             THEN r.transaction_id ELSE s.transaction_id END,
       device_id = s.device_id, store_id = s.store_id,
       transaction_timestamp = s.transaction_timestamp, amount = s.amount, currency = s.currency,
       payment_method = s.payment_method, uploaded_at = s.uploaded_at,
       transaction_date = s.transaction_date, time_source = s.time_source, code = NULL
  FROM pg_temp.settle_file f
 CROSS JOIN LATERAL (
       SELECT {ranked}
         FROM scout.silver_edge_transactions WHERE file_id = f.file_id
        UNION ALL
       SELECT {ranked}
         FROM scout.silver_superseded WHERE file_id = f.file_id
       OFFSET 0) s
 WHERE r.bronze_id = s.bronze_id

-- name: moved_winners
-- A time that can't be read from the payload any more stays; only its day changes.
INSERT INTO pg_temp.rebuild_row
  ({columns but transaction_timestamp, transaction_date}, transaction_timestamp, transaction_date,
   winner, held)
SELECT {columns of s but transaction_timestamp, transaction_date}, due.moment,
       (due.moment AT TIME ZONE :zone)::date, true, true
  FROM pg_temp.settle_file f
 CROSS JOIN LATERAL (
       SELECT * FROM scout.silver_edge_transactions WHERE file_id = f.file_id
       OFFSET 0) s
  JOIN pg_temp.settle_row r ON r.bronze_id = s.bronze_id
 CROSS JOIN LATERAL (
       SELECT CASE WHEN r.code IS NULL AND r.time_source = 'record' AND s.time_source = 'record'
                   THEN r.transaction_timestamp ELSE s.transaction_timestamp END AS moment) due
 WHERE (due.moment, (due.moment AT TIME ZONE :zone)::date)
       IS DISTINCT FROM (s.transaction_timestamp, s.transaction_date)

-- name: moved_losers
INSERT INTO pg_temp.rebuild_row
  ({columns but transaction_timestamp, transaction_date}, transaction_timestamp, transaction_date,
   winner, held)
SELECT {columns of s but transaction_timestamp, transaction_date}, due.moment,
       (due.moment AT TIME ZONE :zone)::date, false, true
  FROM pg_temp.settle_file f
 CROSS JOIN LATERAL (
       SELECT * FROM scout.silver_superseded WHERE file_id = f.file_id
       OFFSET 0) s
  JOIN pg_temp.settle_row r ON r.bronze_id = s.bronze_id
 CROSS JOIN LATERAL (
       SELECT CASE WHEN r.code IS NULL AND r.time_source = 'record' AND s.time_source = 'record'
                   THEN r.transaction_timestamp ELSE s.transaction_timestamp END AS moment) due
 WHERE (due.moment, (due.moment AT TIME ZONE :zone)::date)
       IS DISTINCT FROM (s.transaction_timestamp, s.transaction_date)

-- name: fill_winners
-- Own columns of rows whose bronze was retired; nothing rejects them any more.
WITH filled AS (
  UPDATE scout.silver_edge_transactions s
     SET ({written}) = ROW ({written of r})
    FROM pg_temp.settle_row r
   WHERE s.bronze_id = r.bronze_id AND ({written of s}) IS DISTINCT FROM ({written of r})
  RETURNING s.store_id, s.transaction_date),
told AS (
  INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
  SELECT DISTINCT r.model_name, filled.store_id, filled.transaction_date
    FROM scout.models r
   CROSS JOIN filled
   WHERE NOT r.shipped AND 'silver_edge_transactions' = ANY (r.inputs))
SELECT count(*) FROM filled

-- name: fill_losers
WITH filled AS (
  UPDATE scout.silver_superseded s
     SET ({written}) = ROW ({written of r})
    FROM pg_temp.settle_row r
   WHERE s.bronze_id = r.bronze_id AND ({written of s}) IS DISTINCT FROM ({written of r})
  RETURNING s.bronze_id)
SELECT count(*) FROM filled

-- name: moved_to_outbox
WITH places AS (
  SELECT store_id, transaction_date FROM pg_temp.rebuild_row WHERE winner
   UNION
  SELECT s.store_id, s.transaction_date
    FROM pg_temp.rebuild_row due
    JOIN scout.silver_edge_transactions s USING (transaction_id)
   WHERE due.winner),
told AS (
  INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
  SELECT r.model_name, places.store_id, places.transaction_date
    FROM scout.models r
   CROSS JOIN places
   WHERE NOT r.shipped
     AND EXISTS (SELECT FROM unnest(r.inputs) AS input WHERE starts_with(input, 'silver_')))
INSERT INTO scout.gold_outbox (store_id, transaction_date)
SELECT store_id, transaction_date FROM places

-- name: tell_of_zone
-- Another time zone is another day, hour and weekday for every model that asks for one.
INSERT INTO scout.model_outbox (reader)
SELECT model_name FROM scout.models
 WHERE NOT shipped

-- name: move_winners
UPDATE scout.silver_edge_transactions s
   SET transaction_timestamp = due.transaction_timestamp,
       transaction_date = due.transaction_date,
       created_at = now()
  FROM pg_temp.rebuild_row due
 WHERE due.winner AND s.transaction_id = due.transaction_id

-- name: move_losers
UPDATE scout.silver_superseded s
   SET transaction_timestamp = due.transaction_timestamp,
       transaction_date = due.transaction_date
  FROM pg_temp.rebuild_row due
 WHERE NOT due.winner AND s.bronze_id = due.bronze_id

-- name: orphans
-- Rows of files that the ledger never had; part of the last batch of a whole rebuild.
INSERT INTO pg_temp.rebuild_gone
SELECT s.transaction_id, s.bronze_id, true
  FROM scout.silver_edge_transactions s
 WHERE NOT EXISTS (SELECT FROM scout.files f WHERE f.file_id = s.file_id)
 UNION ALL
SELECT s.transaction_id, s.bronze_id, false
  FROM scout.silver_superseded s
 WHERE NOT EXISTS (SELECT FROM scout.files f WHERE f.file_id = s.file_id)

-- name: orphans_to_outbox
WITH places AS (
  SELECT DISTINCT s.store_id, s.transaction_date
    FROM pg_temp.rebuild_gone gone
    JOIN scout.silver_edge_transactions s USING (transaction_id)
   WHERE gone.winner),
told AS (
  INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
  SELECT r.model_name, places.store_id, places.transaction_date
    FROM scout.models r
   CROSS JOIN places
   WHERE NOT r.shipped
     AND EXISTS (SELECT FROM unnest(r.inputs) AS input WHERE starts_with(input, 'silver_')))
INSERT INTO scout.gold_outbox (store_id, transaction_date)
SELECT store_id, transaction_date FROM places

-- name: tell_readers
-- Tells the models that read silver of each row that differs, in whatever column.
INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
SELECT r.model_name, places.store_id, places.transaction_date
  FROM scout.models r
 CROSS JOIN (
       SELECT store_id, transaction_date FROM pg_temp.rebuild_row WHERE winner
        UNION
       SELECT old.store_id, old.transaction_date
         FROM pg_temp.settle_old old
        WHERE old.place = 'silver'
          AND old.transaction_id IN (
              SELECT transaction_id FROM pg_temp.rebuild_row WHERE winner
               UNION ALL
              SELECT transaction_id FROM pg_temp.rebuild_gone WHERE winner)) places
 WHERE NOT r.shipped
   AND EXISTS (SELECT FROM unnest(r.inputs) AS input WHERE starts_with(input, 'silver_'))

-- name: winner_changes
-- The first ones are found by keys only, since writing out every row takes longer than inserting
-- it.
SELECT count(*) FILTER (WHERE NOT held) AS inserted, count(*) FILTER (WHERE held) AS updated,
       (SELECT count(*) FROM pg_temp.rebuild_gone WHERE winner) AS deleted,
       (SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]')
          FROM (SELECT each.change, each.key,
                       scout.row_difference(to_jsonb(s), to_jsonb(due) - '{winner,held}'::text[])
                         AS difference
                  FROM (SELECT * FROM (
                        SELECT CASE WHEN held THEN 'update' ELSE 'insert' END AS change,
                               transaction_id AS key
                          FROM pg_temp.rebuild_row WHERE winner
                         UNION ALL
                        SELECT 'delete', transaction_id
                          FROM pg_temp.rebuild_gone WHERE winner) all_rows
                         ORDER BY key COLLATE "C" LIMIT 20) each
                  LEFT JOIN scout.silver_edge_transactions s ON s.transaction_id = each.key
                  LEFT JOIN pg_temp.rebuild_row due
                    ON due.winner AND due.transaction_id = each.key
                 ORDER BY each.key COLLATE "C") f) AS first
  FROM pg_temp.rebuild_row WHERE winner

-- name: loser_changes
SELECT count(*) FILTER (WHERE NOT held) AS inserted, count(*) FILTER (WHERE held) AS updated,
       (SELECT count(*) FROM pg_temp.rebuild_gone WHERE NOT winner) AS deleted,
       (SELECT coalesce(jsonb_agg(jsonb_build_object(
                 'change', f.change, 'key', f.key, 'difference', f.difference)), '[]')
          FROM (SELECT each.change, each.key,
                       scout.row_difference(to_jsonb(s) - 'shares_id',
                                            to_jsonb(due) - '{winner,held}'::text[]) AS difference
                  FROM (SELECT * FROM (
                        SELECT CASE WHEN held THEN 'update' ELSE 'insert' END AS change,
                               transaction_id || ' ' || bronze_id AS key, bronze_id
                          FROM pg_temp.rebuild_row WHERE NOT winner
                         UNION ALL
                        SELECT 'delete', transaction_id || ' ' || bronze_id, bronze_id
                          FROM pg_temp.rebuild_gone WHERE NOT winner) all_rows
                         ORDER BY key COLLATE "C" LIMIT 20) each
                  LEFT JOIN scout.silver_superseded s ON s.bronze_id = each.bronze_id
                  LEFT JOIN pg_temp.rebuild_row due
                    ON NOT due.winner AND due.bronze_id = each.bronze_id
                 ORDER BY each.key COLLATE "C") f) AS first
  FROM pg_temp.rebuild_row WHERE NOT winner

-- name: first_added
-- The first winners or losers, if silver has no rows of the batch's transactions.
SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]')
  FROM (SELECT 'insert' AS change, each.key,
               scout.row_difference(NULL, to_jsonb(due)
                 - '{code,rounded,lacks_timestamp,lacks_amount,lacks_device,_problem,_unfit}'::text[])
                 AS difference
          FROM (SELECT * FROM (
                SELECT r.transaction_id || CASE WHEN :winner THEN '' ELSE ' ' || r.bronze_id END
                         AS key, r.ctid AS place
                  FROM pg_temp.settle_row r
                 WHERE r.code IS NULL AND r.transaction_id IS NOT NULL
                   AND :winner <> EXISTS (SELECT FROM pg_temp.settle_rank
                                           WHERE bronze_id = r.bronze_id AND NOT wins)) all_rows
                 ORDER BY key COLLATE "C" LIMIT 20) each
          JOIN pg_temp.settle_row due ON due.ctid = each.place
         ORDER BY each.key COLLATE "C") f

-- name: delete_winners
DELETE FROM scout.silver_edge_transactions
 WHERE transaction_id = ANY (ARRAY(
       SELECT transaction_id FROM pg_temp.rebuild_gone WHERE winner
        UNION ALL
       SELECT transaction_id FROM pg_temp.rebuild_row WHERE winner AND held))

-- name: delete_losers
DELETE FROM scout.silver_superseded
 WHERE bronze_id = ANY (ARRAY(
       SELECT bronze_id FROM pg_temp.rebuild_gone WHERE NOT winner
        UNION ALL
       SELECT bronze_id FROM pg_temp.rebuild_row WHERE NOT winner AND held))

-- name: insert_winners
INSERT INTO scout.silver_edge_transactions ({columns})
SELECT {columns}
  FROM pg_temp.rebuild_row WHERE winner

-- name: insert_losers
INSERT INTO scout.silver_superseded ({columns})
SELECT {columns}
  FROM pg_temp.rebuild_row WHERE NOT winner

-- name: delete_rejects
DELETE FROM scout.rejected_records held
 WHERE held.stage = 'silver'
   AND held.file_id = ANY (ARRAY(SELECT file_id FROM pg_temp.settle_file))
   AND NOT EXISTS (SELECT FROM pg_temp.settle_row r
                    WHERE r.file_id = held.file_id AND r.record_no = held.record_no
                      AND r.code = held.code)

-- name: delete_rejects_declared
-- The same where the source declares fields, whose problems have sentences of their own.
DELETE FROM scout.rejected_records held
 WHERE held.stage = 'silver'
   AND held.file_id = ANY (ARRAY(SELECT file_id FROM pg_temp.settle_file))
   AND NOT EXISTS (
       SELECT
         FROM pg_temp.settle_row r
         JOIN unnest(:codes, :sentences) AS reason (code, sentence) USING (code)
         LEFT JOIN unnest(:problems, :declared) AS declared (problem, sentence)
           ON declared.problem = r._problem AND split_part(r._problem, ' ', 1) = r.code
        WHERE r.file_id = held.file_id AND r.record_no = held.record_no AND r.code = held.code
          AND (declared.sentence IS NULL OR declared.sentence = held.message))

-- name: insert_rejects
INSERT INTO scout.rejected_records (file_id, stage, record_no, code, message, raw, raw_text)
SELECT r.file_id, 'silver', r.record_no, r.code, reason.sentence,
       substring(convert_to(r.full_payload::text, 'UTF8') FROM 1 FOR 8192),
       left(r.full_payload::text, 8192)
  FROM pg_temp.settle_row r
  JOIN unnest(:codes, :sentences) AS reason (code, sentence) USING (code)
ON CONFLICT (file_id, stage, record_no) DO NOTHING

-- name: flag_losers
-- Counts the remaining losers whose flag changes; rewritten losers are counted as written.
WITH flagged AS ({flag} RETURNING loser.bronze_id)
SELECT count(*)
  FROM flagged
 WHERE bronze_id NOT IN (SELECT bronze_id FROM pg_temp.rebuild_row WHERE NOT winner)
