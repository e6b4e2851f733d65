-- grain: one row per element of a list in a winning record, numbered from 1
--
-- For each child table of the source; {table} is its name, {working} the batch's elements,
-- {columns} its columns. A child row is made of its record's payload, so it goes with the record.

-- name: working_table
CREATE TEMP TABLE IF NOT EXISTS {working} (
  LIKE {table},
  bronze_id uuid NOT NULL,
  file_id   uuid NOT NULL,
  record_no bigint NOT NULL,
  -- what is wrong: the code and the field
  _problem  text,
  -- true if that rejects the record, not just the element
  _of_record boolean NOT NULL,
  -- fields whose values don't fit and became null
  _unfit    text[]
) ON COMMIT DELETE ROWS

-- name: begin_batch
TRUNCATE {working}

-- name: type
-- The elements of the records that another statement gives with their files.
INSERT INTO {working} ({columns}, bronze_id, file_id, record_no, _problem, _of_record, _unfit)
SELECT f.transaction_id, e.item_no, f.store_id, f.transaction_date{declared_values}, f.bronze_id,
       f.file_id, f.record_no, p.problem, p.problem = ANY ({declared_of_record}) IS TRUE, p.unfit
  FROM ({records}
        OFFSET 0) f
 CROSS JOIN LATERAL (
       SELECT {declared_list} AS list
       OFFSET 0) l
 CROSS JOIN LATERAL (
       SELECT element, item_no::integer AS item_no
         FROM jsonb_array_elements(CASE WHEN jsonb_typeof(l.list) = 'array' THEN l.list END)
                WITH ORDINALITY AS each (element, item_no)
        UNION ALL
       -- a text that stands for nothing is no list, and none is lacking
       SELECT l.list, 0
        WHERE CASE jsonb_typeof(l.list)
                WHEN 'array' THEN false
                WHEN 'null' THEN false
                WHEN 'string'
                THEN btrim(l.list #>> '{}', E' \t\n\r\f\u000b\u00a0') <> ''
                 AND lower(btrim(l.list #>> '{}', E' \t\n\r\f\u000b\u00a0') COLLATE scout.unicode)
                       <> ALL (:nulls)
                ELSE l.list IS NOT NULL
              END) e
 CROSS JOIN LATERAL (
       SELECT CASE jsonb_typeof(e.element) WHEN 'object' THEN e.element ELSE '{}' END AS payload
       OFFSET 0) b
 CROSS JOIN LATERAL (
       SELECT {declared_found}
       OFFSET 0) v
 CROSS JOIN LATERAL (
       SELECT {declared_read}
       OFFSET 0) t
 CROSS JOIN LATERAL (
       SELECT {declared_typed}
       OFFSET 0) o
 CROSS JOIN LATERAL (
       SELECT CASE WHEN e.item_no = 0 THEN {declared_list_invalid}
                   WHEN jsonb_typeof(e.element) <> 'object' THEN {declared_element_invalid}
                   ELSE {declared_problem} END AS problem,
              {declared_unfit} AS unfit
       OFFSET 0) p

-- name: new_records
-- Those of the batch that are not rejected.
SELECT r.bronze_id, r.file_id, r.record_no, r.transaction_id, r.store_id, r.transaction_date,
       r.full_payload, r.uploaded_at,
       :decimal_comma OR coalesce(file.dialect ->> 'delimiter', '') = ';' AS comma
  FROM pg_temp.settle_row r
  JOIN pg_temp.settle_file file USING (file_id)
 WHERE r.code IS NULL AND r.transaction_id IS NOT NULL

-- name: promoted_records
-- Losers that win since the batch.
SELECT loser.bronze_id, loser.file_id, loser.record_no, loser.transaction_id, loser.store_id,
       loser.transaction_date, loser.full_payload, loser.uploaded_at,
       :decimal_comma OR coalesce(file.dialect ->> 'delimiter', '') = ';' AS comma
  FROM pg_temp.settle_rank rank
 CROSS JOIN LATERAL (
       SELECT * FROM scout.silver_superseded WHERE bronze_id = rank.bronze_id
       OFFSET 0) loser
 CROSS JOIN LATERAL (
       SELECT dialect FROM scout.files WHERE file_id = loser.file_id
       OFFSET 0) file
 WHERE rank.place = 'superseded' AND rank.wins

-- name: retired_records
-- Winners of files whose bronze was retired; nothing rejects them any more.
SELECT s.bronze_id, s.file_id, s.record_no, s.transaction_id, s.store_id, s.transaction_date,
       s.full_payload, s.uploaded_at,
       :decimal_comma OR coalesce(file.dialect ->> 'delimiter', '') = ';' AS comma
  FROM pg_temp.settle_file file
 CROSS JOIN LATERAL (
       SELECT * FROM scout.silver_edge_transactions WHERE file_id = file.file_id
       OFFSET 0) s

-- name: reject_records
-- Rejects the records that an element rejects.
UPDATE pg_temp.settle_row r
   SET code = split_part(worst._problem, ' ', 1), _problem = worst._problem
  FROM (SELECT DISTINCT ON (bronze_id) bronze_id, _problem
          FROM {working}
         WHERE _of_record
         ORDER BY bronze_id, item_no) worst
 WHERE r.bronze_id = worst.bronze_id

-- name: forget_rejected
DELETE FROM {working} WHERE bronze_id IN (SELECT bronze_id FROM pg_temp.settle_row
                                           WHERE code IS NOT NULL)

-- name: insert
-- If the layer had none of the transactions.
INSERT INTO {table} ({columns})
SELECT {columns}
  FROM {working} i
 WHERE i._problem IS NULL
   AND NOT EXISTS (SELECT FROM pg_temp.settle_rank
                    WHERE bronze_id = i.bronze_id AND NOT wins)

-- name: added_due
SELECT {columns}
  FROM {working} i
 WHERE i._problem IS NULL
   AND NOT EXISTS (SELECT FROM pg_temp.settle_rank
                    WHERE bronze_id = i.bronze_id AND NOT wins)

-- name: added_decided
SELECT DISTINCT transaction_id
  FROM pg_temp.settle_row WHERE code IS NULL AND transaction_id IS NOT NULL

-- name: ranked_due
-- What the table must hold of the transactions whose winner was decided again; a fragment.
SELECT {columns}
  FROM {working} i
 WHERE i._problem IS NULL
   AND EXISTS (SELECT FROM pg_temp.settle_rank
                WHERE bronze_id = i.bronze_id AND wins)

-- name: ranked_decided
-- The transactions whose winner was decided again: all that were ranked, or lost all deliveries,
-- unless the layer's own row still wins; a fragment.
SELECT transaction_id
  FROM (SELECT transaction_id, bool_or(wins AND place = 'silver') AS stays
          FROM pg_temp.settle_rank GROUP BY transaction_id
         UNION ALL
        SELECT old.transaction_id, false
          FROM pg_temp.settle_old old
         WHERE old.place = 'silver'
           AND NOT EXISTS (SELECT FROM pg_temp.settle_rank
                            WHERE transaction_id = old.transaction_id)) each
 WHERE NOT stays

-- name: retired_due
SELECT {columns} FROM {working} i WHERE i._problem IS NULL

-- name: retired_decided
SELECT DISTINCT s.transaction_id
  FROM pg_temp.settle_file file
 CROSS JOIN LATERAL (
       SELECT transaction_id FROM scout.silver_edge_transactions WHERE file_id = file.file_id
       OFFSET 0) s

-- name: changes
WITH decided AS MATERIALIZED ({decided}),
due AS MATERIALIZED ({due}),
held AS MATERIALIZED (
  SELECT held.*
    FROM decided
   CROSS JOIN LATERAL (
         SELECT {columns} FROM {table} WHERE transaction_id = decided.transaction_id
         OFFSET 0) held),
differing AS MATERIALIZED (
  SELECT transaction_id, item_no, held.store_id IS NOT NULL AS was, due.store_id IS NOT NULL AS is,
         to_jsonb(held) AS old, to_jsonb(due) AS new
    FROM held
    FULL JOIN due USING (transaction_id, item_no)
   WHERE held IS DISTINCT FROM due)
SELECT count(*) FILTER (WHERE NOT was) AS inserted, count(*) FILTER (WHERE was AND "is") AS updated,
       count(*) FILTER (WHERE NOT "is") AS deleted,
       (SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]')
          FROM (SELECT CASE WHEN NOT was THEN 'insert' WHEN NOT "is" THEN 'delete'
                            ELSE 'update' END AS change,
                       transaction_id || ' ' || item_no AS key,
                       scout.row_difference(old, new) AS difference
                  FROM differing
                 ORDER BY transaction_id COLLATE "C", item_no LIMIT 20) f) AS first
  FROM differing

-- name: tell_readers
-- Tells the models that read the table of each store-day in which a row will differ. A rebuild needs
-- it: a settled batch tells of every transaction whose delivery changes.
WITH decided AS MATERIALIZED ({decided}),
due AS MATERIALIZED ({due}),
held AS MATERIALIZED (
  SELECT held.*
    FROM decided
   CROSS JOIN LATERAL (
         SELECT {columns} FROM {table} WHERE transaction_id = decided.transaction_id
         OFFSET 0) held),
differing AS MATERIALIZED (
  SELECT held.store_id AS old_store, held.transaction_date AS old_date,
         due.store_id AS new_store, due.transaction_date AS new_date
    FROM held
    FULL JOIN due USING (transaction_id, item_no)
   WHERE held IS DISTINCT FROM due)
INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
SELECT r.model_name, places.store_id, places.transaction_date
  FROM scout.models r
 CROSS JOIN (SELECT old_store AS store_id, old_date AS transaction_date FROM differing
              WHERE old_store IS NOT NULL
              UNION
             SELECT new_store, new_date FROM differing WHERE new_store IS NOT NULL) places
 WHERE {name} = ANY (r.inputs)

-- name: delete
DELETE FROM {table}
 WHERE ctid = ANY (ARRAY(
       SELECT held.place
         FROM ({decided}) decided
        CROSS JOIN LATERAL (
              SELECT ctid AS place, transaction_id, item_no FROM {table}
               WHERE transaction_id = decided.transaction_id
              OFFSET 0) held
         LEFT JOIN ({due}) due
           ON due.transaction_id = held.transaction_id AND due.item_no = held.item_no
        WHERE due.store_id IS NULL))

-- name: write
INSERT INTO {table} AS held ({columns})
SELECT {columns} FROM ({due}) due
ON CONFLICT (transaction_id, item_no) DO UPDATE
  SET ({written}) = ROW ({written of excluded})
WHERE ({written of held}) IS DISTINCT FROM ({written of excluded})

-- name: delete_rejected
DELETE FROM scout.rejected_elements held
 WHERE held.table_name = {name}
   AND held.file_id = ANY (ARRAY(SELECT file_id FROM pg_temp.settle_file))
   AND NOT EXISTS (SELECT FROM {working} i
                    WHERE i.file_id = held.file_id AND i.record_no = held.record_no
                      AND i.item_no = held.item_no
                      AND split_part(i._problem, ' ', 1) = held.code)

-- name: write_rejected
INSERT INTO scout.rejected_elements (file_id, table_name, record_no, item_no, code, message)
SELECT i.file_id, {name}, i.record_no, i.item_no, split_part(i._problem, ' ', 1),
       declared.sentence
  FROM {working} i
  JOIN unnest(:problems, :declared) AS declared (problem, sentence)
    ON declared.problem = i._problem
ON CONFLICT DO NOTHING

-- name: delete_orphans
-- Rows of transactions that silver doesn't have, after a rebuild of all of it.
WITH deleted AS (
  DELETE FROM {table} held
   WHERE NOT EXISTS (SELECT FROM scout.silver_edge_transactions
                      WHERE transaction_id = held.transaction_id)
  RETURNING store_id, transaction_date),
told AS (
  INSERT INTO scout.model_outbox (reader, store_id, transaction_date)
  SELECT DISTINCT r.model_name, deleted.store_id, deleted.transaction_date
    FROM scout.models r
   CROSS JOIN deleted
   WHERE {name} = ANY (r.inputs))
SELECT count(*) FROM deleted
