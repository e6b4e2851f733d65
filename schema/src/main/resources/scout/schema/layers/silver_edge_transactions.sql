-- grain: one row per transaction_id, its winning delivery; settled file by file
--
-- One transaction settles a batch of files. It types their records (type), looks up the layer's
-- rows of the same transactions (collect), ranks all deliveries (rank), and writes only what the
-- ranking changed. History is reached by index only: each look-up is a LATERAL fenced by OFFSET 0,
-- since a join could become a scan of the whole layer.

-- name: columns
SELECT *
  FROM (VALUES ('bronze_id', 'uuid'), ('device_id', 'text'), ('file_name', 'text'),
               ('transaction_id', 'text'), ('store_id', 'text'),
               ('transaction_timestamp', 'timestamp with time zone'), ('amount', 'numeric(10,2)'),
               ('currency', 'text'), ('payment_method', 'text'), ('full_payload', 'jsonb'),
               ('ingested_at', 'timestamp with time zone'),
               ('created_at', 'timestamp with time zone'), ('file_id', 'uuid'),
               ('record_no', 'bigint'), ('uploaded_at', 'timestamp with time zone'),
               ('transaction_date', 'date'), ('envelope', 'jsonb'), ('time_source', 'text'))
         AS given (name, type)

-- name: working_tables
-- None has an index: emptying it would have the statements that read the table planned anew.
CREATE TEMP TABLE IF NOT EXISTS settle_file (
  file_id           uuid NOT NULL,
  file_seq          bigint NOT NULL,
  object_key        text NOT NULL,
  uploaded_at       timestamptz NOT NULL,
  bronze_created_at timestamptz,
  -- false: its rows are removed
  active            boolean NOT NULL,
  -- false: silver has never settled it, so it has no rows of it
  settled_before    boolean NOT NULL,
  device_id         text,
  -- what was done to read it; delimiter and names matter here
  dialect           jsonb
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS settle_row (
  bronze_id             uuid NOT NULL,
  file_id               uuid NOT NULL,
  record_no             bigint NOT NULL,
  device_id             text,
  file_name             text NOT NULL,
  transaction_id        text,
  store_id              text,
  transaction_timestamp timestamptz,
  amount                numeric(10,2),
  currency              text,
  payment_method        text,
  full_payload          jsonb,
  ingested_at           timestamptz NOT NULL,
  uploaded_at           timestamptz NOT NULL,
  transaction_date      date,
  envelope              jsonb,
  time_source           text NOT NULL,
  -- why it is rejected; a record without code and transaction_id is unkeyed
  code                  text,
  rounded               boolean NOT NULL,
  -- what the record lacks, if its column doesn't show it; an invalid value is not lacking
  lacks_timestamp       boolean NOT NULL,
  lacks_amount          boolean NOT NULL,
  lacks_device          boolean NOT NULL
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS settle_old (
  place                 text NOT NULL,
  in_batch              boolean NOT NULL,
  bronze_id             uuid NOT NULL,
  file_id               uuid NOT NULL,
  record_no             bigint NOT NULL,
  device_id             text NOT NULL,
  transaction_id        text NOT NULL,
  store_id              text NOT NULL,
  transaction_timestamp timestamptz NOT NULL,
  amount                numeric(10,2),
  currency              text,
  payment_method        text,
  uploaded_at           timestamptz NOT NULL,
  transaction_date      date NOT NULL,
  time_source           text NOT NULL
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS settle_rank (
  -- at most 200 bytes: emptying a table with a place for long values costs much more
  transaction_id text STORAGE PLAIN NOT NULL,
  bronze_id      uuid NOT NULL,
  file_id        uuid NOT NULL,
  -- new, silver or superseded
  place          text STORAGE PLAIN NOT NULL,
  wins           boolean NOT NULL
) ON COMMIT DELETE ROWS

-- name: plan
-- Use indexes, whatever the statistics say, and hashes for the working tables, which have no
-- statistics. No value repeats, so memoizing results costs more than it saves. Code compiled for
-- one batch is never reused. A batch's statements are planned once a session: to read a value takes
-- so many words that to plan them takes longer than to settle a small file.
SELECT set_config(name, 'off', true)
  FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan', 'enable_mergejoin', 'enable_sort',
                    'enable_memoize', 'jit']) AS name
 UNION ALL
SELECT set_config('plan_cache_mode', 'force_generic_plan', true) WHERE :once

-- name: plan_as_usual
SET LOCAL enable_seqscan TO DEFAULT;
SET LOCAL enable_bitmapscan TO DEFAULT;
SET LOCAL enable_mergejoin TO DEFAULT;
SET LOCAL enable_sort TO DEFAULT;
SET LOCAL enable_memoize TO DEFAULT;
SET LOCAL plan_cache_mode TO DEFAULT

-- name: type
-- {…} is filled in from typing.sql, field by field, for the configured paths, from record_key.sql,
-- and from declared_fields.sql for silver's own columns, if there are any.
INSERT INTO pg_temp.settle_row
SELECT b.id, f.file_id, b.record_no,
       coalesce(t.device_id,
                CASE WHEN lower(b.device_id COLLATE scout.unicode) = ANY (:nulls) THEN f.device
                     ELSE b.device_id END),
       b.file_name, {key}, t.store_id, m.moment,
       -- round(numeric, integer) rounds half away from zero
       CASE WHEN abs(m.amount) < 99999999.995 THEN round(m.amount, 2) END,
       coalesce(upper(t.currency COLLATE "C"), :default_currency::text),
       lower(t.payment_method COLLATE scout.unicode), b.raw_data,
       b.ingested_at, f.uploaded_at, (m.moment AT TIME ZONE :zone)::date, b.envelope,
       CASE WHEN :fallback AND t.timestamp IS NULL THEN 'upload' ELSE 'record' END,
       -- a timestamp or currency that is no string doesn't have their form either
       CASE
         {key_code}
         WHEN octet_length(t.store_id) > 200 THEN 'KEY_INVALID'
         WHEN t.store_id IS NULL THEN 'STORE_MISSING'
         WHEN t.store_id COLLATE "C" < ':' AND t.store_id LIKE '%+%'
          AND t.store_id ~ rounded.form THEN 'KEY_ROUNDED'
         WHEN m.moment IS NULL
         THEN CASE WHEN t.timestamp IS NULL THEN 'TIMESTAMP_MISSING' ELSE 'TIMESTAMP_INVALID' END
         WHEN m.moment < f.oldest OR m.moment > f.newest THEN 'TIMESTAMP_RANGE'
         WHEN t.amount IS NOT NULL AND m.amount IS NULL THEN 'AMOUNT_INVALID'
         WHEN abs(m.amount) >= 99999999.995 THEN 'AMOUNT_OVERFLOW'
         WHEN t.currency !~ '^[A-Za-z]{3}$' THEN 'CURRENCY_INVALID'
         WHEN t.payment_method = repeat(chr(1), 201) THEN 'PAYMENT_INVALID'
         WHEN octet_length(t.device_id) > 200 THEN 'DEVICE_INVALID'
         WHEN t.device_id COLLATE "C" < ':' AND t.device_id LIKE '%+%'
          AND t.device_id ~ rounded.form THEN 'KEY_ROUNDED'{declared_code}
       END,
       coalesce(round(m.amount, 2) <> m.amount, false),
       t.timestamp IS NULL, t.amount IS NULL, t.device_id IS NULL{declared_values}
  FROM (SELECT *, uploaded_at - :max_age::interval AS oldest,
               uploaded_at + interval '24 hours' AS newest,
               :decimal_comma OR coalesce(dialect ->> 'delimiter', '') = ';' AS comma,
               CASE WHEN device_id IS NULL OR device_id = 'several'
                      OR lower(device_id COLLATE scout.unicode) = ANY (:nulls)
                    THEN 'unknown' ELSE device_id END AS device,
               dialect -> 'names' AS names
          FROM pg_temp.settle_file
         WHERE active
        OFFSET 0) f
 CROSS JOIN (VALUES ('^[0-9]([.][0-9]+)?[Ee][+][0-9]{1,3}$')) AS rounded (form)
 CROSS JOIN LATERAL (
       -- a large payload is stored compressed; adding an empty object changes nothing, but unpacks
       -- it here, once, instead of for each field
       SELECT *, raw_data || '{}' AS payload
         FROM {source}
        WHERE file_id = f.file_id AND created_at = f.bronze_created_at
       OFFSET 0) b
  -- each field's text, and its reading: null if absent
 CROSS JOIN LATERAL (
       SELECT {found}{declared_found}
       OFFSET 0) v
 CROSS JOIN LATERAL (
       SELECT {read}{declared_read}
       OFFSET 0) t
  -- first tests the form of ISO-8601, then whether the day and time exist, and only then casts
 CROSS JOIN LATERAL (
       SELECT CASE
                WHEN t.timestamp IS NULL THEN CASE WHEN :fallback THEN f.uploaded_at END
                -- the usual form is recognized faster by formatting the value again
                WHEN CASE
                       WHEN t.timestamp LIKE '____-__-__T__:__:__%Z'
                       THEN CASE
                              WHEN pg_input_is_valid(t.timestamp, 'timestamptz')
                              THEN t.timestamp = replace(
                                     (t.timestamp::timestamptz AT TIME ZONE 'UTC')::text, ' ', 'T') || 'Z'
                            END
                     END
                THEN t.timestamp::timestamptz
                WHEN t.timestamp ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)?)?$'
                THEN CASE
                       WHEN substr(t.timestamp, 11) ~ '[Zz+-]'
                       THEN CASE WHEN pg_input_is_valid(t.timestamp, 'timestamptz')
                                 THEN t.timestamp::timestamptz END
                       WHEN pg_input_is_valid(t.timestamp, 'timestamp')
                       THEN t.timestamp::timestamp AT TIME ZONE :zone
                     END
              END AS moment,
              -- infinite if it is a plain number, but larger than numeric can hold
              CASE
                WHEN t.amount ~ '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$'
                THEN CASE
                       WHEN length(t.amount) <= 100 OR pg_input_is_valid(t.amount, 'numeric')
                       THEN t.amount::numeric
                       ELSE 'Infinity'
                     END
              END AS amount
       OFFSET 0) m{declared_typed}

-- name: meets
-- False if the layer can't have rows of the batch's transactions, as for most new files.
SELECT EXISTS (SELECT FROM pg_temp.settle_file WHERE settled_before)
    OR EXISTS (
       SELECT
         FROM pg_temp.settle_row r
        CROSS JOIN LATERAL (
              SELECT FROM scout.silver_edge_transactions WHERE transaction_id = r.transaction_id
              OFFSET 0) held
        WHERE r.code IS NULL)

-- name: collect
-- The layer's rows of the batch's transactions. Losers matter only if their winner is removed;
-- otherwise they have lost already.
WITH touched AS MATERIALIZED (
  SELECT transaction_id, bool_or(reopened) AS reopened
    FROM (SELECT transaction_id, false AS reopened
            FROM pg_temp.settle_row WHERE code IS NULL AND transaction_id IS NOT NULL
           UNION ALL
          SELECT held.transaction_id, true
            FROM pg_temp.settle_file f
           CROSS JOIN LATERAL (
                 SELECT transaction_id FROM scout.silver_edge_transactions
                  WHERE file_id = f.file_id
                 OFFSET 0) held
           WHERE f.settled_before) each
   GROUP BY transaction_id)
INSERT INTO pg_temp.settle_old (place, in_batch, {ranked})
SELECT old.place, f.file_id IS NOT NULL, {ranked of old}
  FROM touched
 CROSS JOIN LATERAL (
       SELECT 'silver' AS place, {ranked}
         FROM scout.silver_edge_transactions WHERE transaction_id = touched.transaction_id
        UNION ALL
       SELECT 'superseded', {ranked}
         FROM scout.silver_superseded
        WHERE touched.reopened AND transaction_id = touched.transaction_id
       OFFSET 0) old
  LEFT JOIN pg_temp.settle_file f ON f.file_id = old.file_id

-- name: rank
-- Ranks all deliveries, or only those of transactions that the batch delivers more than once. A
-- delivery that is not ranked has won.
INSERT INTO pg_temp.settle_rank
SELECT transaction_id, bronze_id, file_id, place,
       row_number() OVER (
         PARTITION BY transaction_id COLLATE "C"
         ORDER BY uploaded_at DESC, object_key COLLATE "C" DESC, file_seq DESC, record_no DESC) = 1
  FROM (SELECT r.transaction_id, r.bronze_id, r.file_id, 'new' AS place, r.uploaded_at,
               f.object_key, f.file_seq, r.record_no
          FROM pg_temp.settle_row r
          JOIN pg_temp.settle_file f USING (file_id)
         WHERE r.code IS NULL AND r.transaction_id IS NOT NULL
           AND (:every_delivery
                OR r.transaction_id IN (
                   SELECT transaction_id FROM pg_temp.settle_row WHERE code IS NULL
                    GROUP BY transaction_id HAVING count(*) > 1))
         UNION ALL
        SELECT old.transaction_id, old.bronze_id, old.file_id, old.place, old.uploaded_at,
               f.object_key, f.file_seq, old.record_no
          FROM pg_temp.settle_old old
         CROSS JOIN LATERAL (
               SELECT object_key, file_seq FROM scout.files WHERE file_id = old.file_id
               OFFSET 0) f
         WHERE NOT old.in_batch) deliveries

-- name: delete_stale
-- Deletes the batch's old winners whose transaction has no delivery left, or whose record now
-- belongs to another transaction or lost.
DELETE FROM scout.silver_edge_transactions
 WHERE transaction_id = ANY (ARRAY(
       SELECT old.transaction_id
         FROM pg_temp.settle_old old
         LEFT JOIN pg_temp.settle_rank winner
           ON winner.transaction_id = old.transaction_id AND winner.wins
         LEFT JOIN pg_temp.settle_rank again ON again.bronze_id = old.bronze_id
        WHERE old.place = 'silver' AND old.in_batch
          AND (winner.bronze_id IS NULL
               OR winner.bronze_id <> old.bronze_id AND again.bronze_id IS NOT NULL)))

-- name: insert
-- Inserts the winners of transactions that the layer doesn't have.
INSERT INTO scout.silver_edge_transactions ({columns})
SELECT {columns of r}
  FROM pg_temp.settle_row r
 WHERE r.code IS NULL AND r.transaction_id IS NOT NULL
   AND NOT EXISTS (SELECT FROM pg_temp.settle_rank
                    WHERE bronze_id = r.bronze_id AND NOT wins)

-- name: write
-- Writes the winners among the new rows and the losers. A row with the same values as before, from
-- the same place in the same file, keeps created_at.
INSERT INTO scout.silver_edge_transactions AS held ({columns})
SELECT {columns of r}
  FROM pg_temp.settle_row r
  JOIN pg_temp.settle_rank rank USING (bronze_id)
 WHERE rank.wins
 UNION ALL
SELECT {columns of loser}
  FROM pg_temp.settle_rank rank
 CROSS JOIN LATERAL (
       SELECT * FROM scout.silver_superseded WHERE bronze_id = rank.bronze_id OFFSET 0) loser
 WHERE rank.place = 'superseded' AND rank.wins
ON CONFLICT (transaction_id) DO UPDATE
  SET ({columns but transaction_id}) = ROW ({columns of excluded but transaction_id}),
      created_at = CASE
        WHEN ({compared of held}) IS NOT DISTINCT FROM ({compared of excluded})
        THEN held.created_at
        ELSE excluded.created_at
      END
