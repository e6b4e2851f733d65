-- grain: one text per record, silver's transaction_id: its key
--
-- Fragments for the statement type of silver_edge_transactions.sql: {key} is the key, {key_code}
-- what is wrong with it. Usually it is the record's transaction_id as it is. Of several fields, it
-- is their values in forms that no session changes, joined by |; within a part a \ stands before
-- each | and \, so that no two lists of values make the same text.

-- name: usual
t.transaction_id

-- name: usual_code
WHEN octet_length(t.transaction_id) > 200 THEN 'KEY_INVALID'
         WHEN t.transaction_id IS NULL THEN NULL
         WHEN t.transaction_id COLLATE "C" < ':' AND t.transaction_id LIKE '%+%'
          AND t.transaction_id ~ rounded.form THEN 'KEY_ROUNDED'

-- name: composed
k.composed

-- name: composed_from
CROSS JOIN LATERAL (
       SELECT {parts} AS composed
       OFFSET 0) k

-- name: absent_part
WHEN {part} IS NULL THEN NULL

-- name: absent_time
-- that of the upload is none of the record's
WHEN :fallback AND t.timestamp IS NULL THEN NULL

-- name: absent_own_part
WHEN {part} IS NULL THEN CASE WHEN {rejected} THEN split_part(p.problem, ' ', 1) END

-- name: too_long
WHEN octet_length(k.composed) > 200 THEN 'KEY_INVALID'

-- name: too_long_problem
CASE WHEN octet_length(k.composed) > 200 THEN {problem} ELSE p.problem END

-- name: part_of_text
replace(replace({value}, chr(92), chr(92) || chr(92)), '|', chr(92) || '|')

-- name: part_of_number
({value})::text

-- name: part_of_day
to_char(({value})::timestamp, 'YYYY-MM-DD')

-- name: part_of_time
to_char(({value}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')

-- name: shipped_transaction_id
-- one that is no key makes none with others
CASE WHEN octet_length(t.transaction_id) <= 200 THEN t.transaction_id END

-- name: shipped_store_id
CASE WHEN octet_length(t.store_id) <= 200 THEN t.store_id END

-- name: shipped_device_id
CASE
  WHEN t.device_id IS NOT NULL THEN CASE WHEN octet_length(t.device_id) <= 200 THEN t.device_id END
  WHEN lower(b.device_id COLLATE scout.unicode) = ANY (:nulls) THEN f.device
  ELSE b.device_id
END

-- name: shipped_transaction_timestamp
CASE WHEN t.timestamp IS NOT NULL THEN m.moment END

-- name: shipped_transaction_date
CASE WHEN t.timestamp IS NOT NULL THEN (m.moment AT TIME ZONE :zone)::date END
