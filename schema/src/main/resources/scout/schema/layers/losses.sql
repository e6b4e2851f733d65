-- grain: one row per settled file of a batch; the data for a device's alerts about lost sales
--
-- Runs in the batch's transaction, on its working tables and the ledger rows that it counted.

-- name: concerns
-- Whether a file of the batch or an open alert has to be judged, whether ids may be shared, and
-- what became of the batch's records.
SELECT transactions, unkeyed, rejected, overridden,
       EXISTS (SELECT FROM scout.alerts
                WHERE resolved_at IS NULL AND kind IN ('file_lost', 'field_gone'))
         OR batch.suspect AS losses,
       EXISTS (SELECT FROM scout.alerts WHERE resolved_at IS NULL AND kind = 'ids_shared')
         OR EXISTS (SELECT FROM scout.silver_superseded WHERE shares_id)
         OR batch.overridden > 0 AS shared
  FROM (SELECT coalesce(bool_or(f.suspect), false) AS suspect,
               coalesce(sum(f.transactions), 0)::bigint AS transactions,
               coalesce(sum(f.records_unkeyed), 0)::bigint AS unkeyed,
               coalesce(sum(f.records_rejected_silver), 0)::bigint AS rejected,
               coalesce(sum(f.records_overridden), 0)::bigint AS overridden
          FROM pg_temp.settle_file batch
         CROSS JOIN LATERAL (
               SELECT f.records_unkeyed, f.records_rejected_silver, f.records_overridden,
                      f.records_current + f.records_superseded - f.records_overridden
                        AS transactions,
                      f.records_loaded > 0
                        AND ((f.records_unkeyed + f.records_rejected_silver) * 100
                               > :percent * f.records_loaded
                             OR (f.field_nulls || f.declared_nulls) <> '{}' AND EXISTS (
                                SELECT FROM jsonb_each(f.field_nulls || f.declared_nulls)
                                         AS lacking (field, records)
                                 WHERE lacking.field <> 'device_id'
                                   AND lacking.records::bigint * 100
                                         > :percent * f.records_loaded)) AS suspect
                 FROM scout.files f
                WHERE f.file_id = batch.file_id
               OFFSET 0) f) batch

-- name: open_alerts
SELECT kind, subject, cause, raised_from, raised_to, raised_key
  FROM scout.alerts
 WHERE resolved_at IS NULL AND kind IN ('file_lost', 'field_gone') AND raised_to IS NOT NULL

-- name: files
-- The batch's files, in upload order, of every device that may be in trouble or has an open alert;
-- for files that may be in trouble, also what the device sent before.
WITH batch AS MATERIALIZED (
  SELECT f.file_id, f.file_seq, f.device_id, f.object_key, f.uploaded_at,
         scout.alert_subject(f.device_id, f.object_key, :prefix) AS subject,
         batch.active, batch.settled_before, f.records_loaded AS loaded,
         f.records_unkeyed + f.records_rejected_silver AS lost,
         f.records_lost AS all_lost, coalesce(f.field_nulls || f.declared_nulls, '{}') AS nulls
    FROM pg_temp.settle_file batch
   CROSS JOIN LATERAL (SELECT * FROM scout.files WHERE file_id = batch.file_id OFFSET 0) f
), lacking AS MATERIALIZED (
  SELECT batch.*, active AND loaded > 0 AND lost * 100 > :percent * loaded AS loses, much.lacks
    FROM batch
    -- fields that more than the share of its records lack, and whether more than half lack them
   CROSS JOIN LATERAL (
         SELECT string_agg(field || (records::bigint * 2 > loaded), ',' ORDER BY field) AS lacks
           FROM jsonb_each(nulls) AS each (field, records)
          WHERE active AND loaded > 0 AND nulls <> '{}' AND field <> 'device_id'
            AND records::bigint * 100 > :percent * loaded) much
), judged AS MATERIALIZED (
  SELECT lacking.*, bool_or(loses OR lacks IS NOT NULL) OVER (PARTITION BY subject) AS watched,
         -- not news if the file before it in the batch lacks the same: that was judged there
         lacks IS NOT NULL
           AND (lag(lacks) OVER upload IS DISTINCT FROM lacks OR lag(loaded) OVER upload < 5)
           AS news
    FROM lacking
  WINDOW upload AS (PARTITION BY subject
                    ORDER BY uploaded_at, object_key COLLATE "C", file_seq)
)
SELECT j.file_id, j.device_id, j.object_key, j.uploaded_at, j.subject, j.active,
       j.settled_before, j.loaded, j.lost, j.all_lost, j.nulls::text AS nulls, j.news,
       coalesce(past.files, 0) AS past_files, coalesce(past.loaded, 0) AS past_loaded,
       coalesce(past.nulls, '{}')::text AS past_nulls, coalesce(past.last_loaded, 0) AS last_loaded,
       coalesce(past.last_lost, 0) AS last_lost, coalesce(past.last_nulls, '{}')::text AS last_nulls
  FROM judged j
  LEFT JOIN LATERAL (
       SELECT asked.*
         FROM (
           WITH earlier AS MATERIALIZED (
             SELECT *
               FROM (SELECT p.object_key, p.device_id, p.uploaded_at, p.file_seq, p.records_loaded,
                            p.records_unkeyed + p.records_rejected_silver AS lost,
                            p.field_nulls || p.declared_nulls AS field_nulls
                       FROM scout.files p
                      WHERE p.device_id = j.device_id AND p.uploaded_at <= j.uploaded_at
                        AND (p.uploaded_at, p.file_seq) < (j.uploaded_at, j.file_seq)
                        AND p.records_loaded > 0 AND p.records_pending = 0
                        AND p.status <> 'discarded' AND p.replaced_by IS NULL
                      ORDER BY p.uploaded_at DESC, p.file_seq DESC
                      LIMIT CASE WHEN j.subject = j.device_id THEN 20 ELSE 500 END) p
              WHERE scout.alert_subject(p.device_id, p.object_key, :prefix) = j.subject
              ORDER BY p.uploaded_at DESC, p.file_seq DESC
              LIMIT 20
           ), last AS (
             SELECT * FROM earlier ORDER BY uploaded_at DESC, file_seq DESC LIMIT 1
           )
           SELECT count(*) AS files,
                  sum(records_loaded) FILTER (WHERE field_nulls IS NOT NULL) AS loaded,
                  (SELECT jsonb_object_agg(field, records)
                     FROM (SELECT lacking.field, sum(lacking.records::bigint) AS records
                             FROM earlier
                            CROSS JOIN LATERAL jsonb_each(field_nulls) AS lacking (field, records)
                            WHERE j.nulls -> lacking.field IS NOT NULL
                            GROUP BY lacking.field) summed) AS nulls,
                  (SELECT records_loaded FROM last) AS last_loaded,
                  (SELECT lost FROM last) AS last_lost,
                  (SELECT field_nulls FROM last) AS last_nulls
             FROM earlier
               OFFSET 0) asked
        -- Not in the join's condition, which would look up all files first.
        WHERE j.news OR j.loaded < 5 AND (j.loses OR j.lacks IS NOT NULL)
       OFFSET 0) past ON true
 WHERE j.watched OR j.subject = ANY (:subjects)
 ORDER BY j.subject, j.uploaded_at, j.object_key COLLATE "C", j.file_seq

-- name: names
-- The names in about 100 records of each file, spread over it: those of the record and of the
-- objects in it.
WITH due AS (
  SELECT * FROM unnest(:file_ids, :steps) AS due (file_id, step)
), sample AS MATERIALIZED (
  SELECT r.file_id, r.full_payload
    FROM due
    JOIN pg_temp.settle_row r ON r.file_id = due.file_id AND r.file_id = ANY (:file_ids)
   WHERE (r.record_no - 1) % due.step = 0
), sampled AS (
  SELECT file_id, count(*) AS sampled FROM sample GROUP BY file_id
)
SELECT file_id, left(member.name, 200) AS name, count(*) AS records, max(sampled.sampled) AS sampled,
       bool_or(jsonb_typeof(member.value) = 'array'
               AND jsonb_typeof(member.value -> 0) = 'object') AS objects,
       member.nested
  FROM sample
  JOIN sampled USING (file_id)
 CROSS JOIN LATERAL (
       SELECT key AS name, value, false AS nested FROM jsonb_each(sample.full_payload)
        UNION ALL
       SELECT top.key || '.' || inside.key, inside.value, true
         FROM jsonb_each(sample.full_payload) top
        CROSS JOIN LATERAL jsonb_each(
              CASE jsonb_typeof(top.value) WHEN 'object' THEN top.value ELSE '{}' END) inside
       ) member
 GROUP BY file_id, left(member.name, 200), member.nested
 ORDER BY file_id, count(*) DESC, left(member.name, 200) COLLATE "C"

-- name: good_names
-- The top-level names in 100 records of the last good file uploaded before each file.
SELECT due.file_id, due.object_key, array_agg(DISTINCT left(member.name, 200)) AS names
  FROM (SELECT due.file_id, good.*
          FROM unnest(:file_ids, :device_ids, :subjects, :befores, :fields)
                 AS due (file_id, device_id, subject, before, fields)
         CROSS JOIN LATERAL (
               SELECT p.file_id AS good_id, p.object_key, p.bronze_created_at
                 FROM (SELECT *
                         FROM scout.files p
                        WHERE p.device_id = due.device_id AND p.uploaded_at < due.before
                          AND p.records_loaded > 0 AND p.records_pending = 0
                          AND p.status <> 'discarded' AND p.replaced_by IS NULL
                        ORDER BY p.uploaded_at DESC
                        LIMIT 100) p
                WHERE scout.alert_subject(p.device_id, p.object_key, :prefix) = due.subject
                  AND (p.records_unkeyed + p.records_rejected_silver) * 100
                        <= :percent * p.records_loaded
                  AND NOT EXISTS (
                      SELECT FROM jsonb_each(coalesce(p.field_nulls || p.declared_nulls, '{}'))
                             AS lacking (field, records)
                       WHERE lacking.field = ANY (string_to_array(due.fields, ','))
                         AND lacking.records::bigint * 2 > p.records_loaded)
                ORDER BY p.uploaded_at DESC
                LIMIT 1) good
         WHERE scout.bronze_kept(good.bronze_created_at)) due
 CROSS JOIN LATERAL (
       SELECT raw_data FROM scout.bronze_records
        WHERE file_id = due.good_id AND created_at = due.bronze_created_at
        ORDER BY record_no
        LIMIT 100) b
 CROSS JOIN LATERAL jsonb_each(b.raw_data) AS member (name, value)
 GROUP BY due.file_id, due.object_key

-- name: causes
-- Why each file's records are lost, the most common cause first; null means no id.
SELECT r.file_id, r.code, count(*) AS records, min(r.record_no) AS first_record,
       (SELECT message FROM scout.rejected_records
         WHERE file_id = r.file_id AND stage = 'silver' AND record_no = min(r.record_no)) AS sentence
  FROM pg_temp.settle_row r
 WHERE r.file_id = ANY (:file_ids) AND (r.code IS NOT NULL OR r.transaction_id IS NULL)
 GROUP BY r.file_id, r.code
 ORDER BY r.file_id, count(*) DESC, r.code COLLATE "C" NULLS FIRST

-- name: values
-- Values from about 100 records of each file that were rejected with a code. They stay here:
-- messages show only their form.
SELECT r.file_id, r.record_no, left(found.value, 100) AS value
  FROM unnest(:file_ids, :codes, :firsts, :steps, :paths)
         AS due (file_id, code, first_record, step, paths)
  JOIN pg_temp.settle_row r ON r.file_id = due.file_id AND r.code = due.code
   -- tested first, so that the join doesn't sort all rows
   AND r.file_id = ANY (:file_ids)
  JOIN pg_temp.settle_file f ON f.file_id = due.file_id
  CROSS JOIN LATERAL (
       SELECT coalesce(r.full_payload #>> string_to_array(path.dotted, '.'),
                       r.full_payload ->> path.dotted,
                       r.full_payload ->> (f.dialect #>> ARRAY['names', path.dotted])) AS value
         FROM unnest(string_to_array(due.paths, E'\n')) WITH ORDINALITY AS path (dotted, place)
        WHERE btrim(coalesce(r.full_payload #>> string_to_array(path.dotted, '.'),
                             r.full_payload ->> path.dotted,
                       r.full_payload ->> (f.dialect #>> ARRAY['names', path.dotted]))) <> ''
        ORDER BY path.place
        LIMIT 1) found
 WHERE (r.record_no - due.first_record) % due.step = 0
 ORDER BY r.file_id, r.record_no

-- name: lacking_record
-- For each file, the first sampled record that lacks a field.
SELECT r.file_id, min(r.record_no) AS record_no
  FROM unnest(:file_ids, :steps, :paths) AS due (file_id, step, paths)
  JOIN pg_temp.settle_row r ON r.file_id = due.file_id AND r.file_id = ANY (:file_ids)
  JOIN pg_temp.settle_file f ON f.file_id = due.file_id
 WHERE (r.record_no - 1) % due.step = 0
   AND NOT EXISTS (
       SELECT FROM unnest(string_to_array(due.paths, E'\n')) AS path (dotted)
        WHERE btrim(coalesce(r.full_payload #>> string_to_array(path.dotted, '.'),
                             r.full_payload ->> path.dotted,
                       r.full_payload ->> (f.dialect #>> ARRAY['names', path.dotted]))) <> '')
 GROUP BY r.file_id

-- name: lost_stands
-- Whether a counting file of the subject since a time still loses too much.
SELECT EXISTS (
  SELECT FROM scout.files p
   WHERE (p.device_id = :subject
          OR p.device_id IN ('unknown', 'several')
             AND scout.alert_subject(p.device_id, p.object_key, :prefix) = :subject)
     AND p.uploaded_at >= :since
     AND p.records_loaded > 0 AND p.status <> 'discarded' AND p.replaced_by IS NULL
     AND (p.records_unkeyed + p.records_rejected_silver) * 100 > :percent * p.records_loaded)

-- name: lack_stands
-- Whether a counting file of the subject since a time still lacks one of the fields.
SELECT EXISTS (
  SELECT FROM scout.files p
   CROSS JOIN unnest(:fields, :percents) AS lacking (field, percent)
   WHERE (p.device_id = :subject
          OR p.device_id IN ('unknown', 'several')
             AND scout.alert_subject(p.device_id, p.object_key, :prefix) = :subject)
     AND p.uploaded_at >= :since
     AND p.records_loaded > 0 AND p.status <> 'discarded' AND p.replaced_by IS NULL
     AND ((p.field_nulls || p.declared_nulls) ->> lacking.field)::bigint * 100 > lacking.percent * p.records_loaded)

-- name: lost_overtaken
-- Whether the subject has sent a good file since a time.
SELECT EXISTS (
  SELECT FROM scout.files p
   WHERE (p.device_id = :subject
          OR p.device_id IN ('unknown', 'several')
             AND scout.alert_subject(p.device_id, p.object_key, :prefix) = :subject)
     AND p.uploaded_at > :since
     AND p.records_loaded > 0 AND p.records_pending = 0
     AND p.status <> 'discarded' AND p.replaced_by IS NULL
     AND (p.records_unkeyed + p.records_rejected_silver) * 100 <= :percent * p.records_loaded)

-- name: lack_overtaken
SELECT EXISTS (
  SELECT FROM scout.files p
   WHERE (p.device_id = :subject
          OR p.device_id IN ('unknown', 'several')
             AND scout.alert_subject(p.device_id, p.object_key, :prefix) = :subject)
     AND p.uploaded_at > :since
     AND p.records_loaded > 0 AND p.records_pending = 0
     AND p.status <> 'discarded' AND p.replaced_by IS NULL
     AND NOT EXISTS (
         SELECT FROM unnest(:fields, :percents) AS lacking (field, percent)
          WHERE ((p.field_nulls || p.declared_nulls) ->> lacking.field)::bigint * 100
                  > lacking.percent * p.records_loaded))

-- name: raised
-- After the alerts were opened or seen again: records how many files raised them, and their upload
-- times.
UPDATE scout.alerts a
   SET times_seen = greatest(1, a.times_seen - 1 + raised.files),
       raised_from = coalesce(a.raised_from, raised.first),
       raised_to = greatest(a.raised_to, raised.last),
       raised_key = CASE
         WHEN (a.raised_to, a.raised_key COLLATE "C") > (raised.last, raised.key COLLATE "C")
         THEN a.raised_key ELSE raised.key END
  FROM unnest(:fingerprints, :files, :firsts, :lasts, :keys)
         AS raised (fingerprint, files, first, last, key)
 WHERE a.fingerprint = raised.fingerprint AND a.resolved_at IS NULL

-- name: shared
-- The subjects whose sales lost their id to another sale, among the ids that the batch delivers
-- more than once.
WITH lost AS MATERIALIZED (
  SELECT touched.transaction_id, loser.device_id, loser.file_id, loser.record_no,
         f.object_key, w.file_id AS winner_file, w.record_no AS winner_record,
         scout.alert_subject(f.device_id, f.object_key, :prefix) AS subject,
         CASE
           WHEN w.file_id = loser.file_id THEN 'within one file'
           WHEN w.store_id <> loser.store_id THEN 'store'
           WHEN w.device_id <> loser.device_id THEN 'device and time'
           ELSE 'time'
         END AS difference
    FROM (SELECT transaction_id FROM pg_temp.settle_rank
           GROUP BY transaction_id HAVING bool_or(NOT wins)) touched
   CROSS JOIN LATERAL (
         SELECT * FROM scout.silver_edge_transactions
          WHERE transaction_id = touched.transaction_id
         OFFSET 0) w
   CROSS JOIN LATERAL (
         SELECT * FROM scout.silver_superseded s
          WHERE s.transaction_id = touched.transaction_id
            AND (s.shares_id
                 OR s.file_id = w.file_id
                    AND (s.device_id, s.store_id, s.transaction_timestamp, s.amount, s.currency,
                         s.payment_method)
                        IS DISTINCT FROM
                        (w.device_id, w.store_id, w.transaction_timestamp, w.amount, w.currency,
                         w.payment_method))
         OFFSET 0) loser
   CROSS JOIN LATERAL (
         SELECT device_id, object_key FROM scout.files WHERE file_id = loser.file_id OFFSET 0) f
), delivered AS (
  SELECT lost.subject, count(DISTINCT rank.file_id) AS files, min(f.uploaded_at) AS first,
         max(f.uploaded_at) AS last
    -- every record of a large file may have the same id
    FROM (SELECT DISTINCT subject, transaction_id FROM lost) lost
    JOIN (SELECT DISTINCT transaction_id, file_id FROM pg_temp.settle_rank) rank
      ON rank.transaction_id = lost.transaction_id
    JOIN pg_temp.settle_file f ON f.file_id = rank.file_id AND f.active
   GROUP BY lost.subject
)
SELECT delivered.*, example.ids, example.examples
  FROM delivered
 CROSS JOIN LATERAL (
       SELECT count(DISTINCT one.transaction_id) AS ids,
              (array_agg(format('record %s of %s and record %s of %s (%s)', one.record_no,
                                one.object_key, one.winner_record, winner.object_key,
                                one.difference)
                         ORDER BY one.place)
                 FILTER (WHERE one.place <= 2)) AS examples
         FROM (SELECT lost.*,
                      row_number() OVER (ORDER BY object_key COLLATE "C", record_no) AS place
                 FROM lost
                WHERE lost.subject = delivered.subject) one
         JOIN scout.files winner ON winner.file_id = one.winner_file) example

-- name: shared_over
-- The subjects of open alerts without any sale left that lost its id to another. Most records name
-- the same device as their file, so those are checked first.
SELECT a.subject
  FROM scout.alerts a
 WHERE a.resolved_at IS NULL AND a.kind = 'ids_shared'
   AND CASE
         WHEN EXISTS (
              SELECT
                FROM scout.silver_superseded s
               CROSS JOIN LATERAL (
                     SELECT device_id, object_key FROM scout.files WHERE file_id = s.file_id
                     OFFSET 0) f
               WHERE s.shares_id AND s.device_id = a.subject
                 AND scout.alert_subject(f.device_id, f.object_key, :prefix) = a.subject)
         THEN false
         ELSE NOT EXISTS (
              SELECT
                FROM scout.silver_superseded s
               CROSS JOIN LATERAL (
                     SELECT device_id, object_key FROM scout.files WHERE file_id = s.file_id
                     OFFSET 0) f
               WHERE s.shares_id
                 AND scout.alert_subject(f.device_id, f.object_key, :prefix) = a.subject)
          AND NOT EXISTS (
              SELECT
                FROM scout.files f
                JOIN scout.silver_superseded s ON s.file_id = f.file_id
                JOIN scout.silver_edge_transactions w
                  ON w.transaction_id = s.transaction_id AND w.file_id = s.file_id
               WHERE f.records_overridden > 0 AND f.uploaded_at >= a.raised_from
                 AND scout.alert_subject(f.device_id, f.object_key, :prefix) = a.subject)
       END
