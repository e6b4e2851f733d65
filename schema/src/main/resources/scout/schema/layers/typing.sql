-- grain: one expression per field; how values of each type are read
--
-- Fragments for the statement type of silver_edge_transactions.sql, field by field: {field} is its
-- name, {found} where its text is found, {candidates} where its JSON may be found. For nearly all
-- values their two ends show that they have the usual form (usual). Only the others are read
-- (read), which takes a microsecond or two.

-- name: field
CASE
  WHEN v.{field} IS NULL THEN NULL
  WHEN {usual} THEN v.{field}
  WHEN {blank} THEN NULL
  ELSE (SELECT {read}
          FROM ({present}) present)
END AS {field}

-- name: present
-- The first candidate that is a value: unwrapped, trimmed, without ="…"; no row if none. number is
-- true for a number in JSON or in a wrapper's $number, date for a value in $date.
SELECT plain.text, jsonb_typeof(inner_one.json) AS kind,
       outer_one.number OR inner_one.number OR jsonb_typeof(inner_one.json) = 'number' AS number,
       outer_one.date AS date
  FROM (VALUES {candidates}) candidate (place, json)
 CROSS JOIN LATERAL (SELECT * FROM ({unwrap:candidate.json}) unwrapped OFFSET 0) outer_one
 CROSS JOIN LATERAL (SELECT * FROM ({unwrap:outer_one.json}) unwrapped OFFSET 0) inner_one
 CROSS JOIN LATERAL (
       SELECT btrim(inner_one.json #>> '{}', E' \t\n\r\f\u000b\u00a0') AS text
       OFFSET 0) trimmed
 CROSS JOIN LATERAL (
       SELECT CASE WHEN trimmed.text LIKE '="%"'
                   THEN btrim(replace(substr(trimmed.text, 3, length(trimmed.text) - 3), '""', '"'),
                              E' \t\n\r\f\u000b\u00a0')
                   ELSE trimmed.text
              END AS text
       OFFSET 0) plain
 WHERE plain.text <> '' AND lower(plain.text COLLATE scout.unicode) <> ALL (:nulls)
 ORDER BY candidate.place
 LIMIT 1

-- name: unwrap
-- One layer of MongoDB's extended JSON.
SELECT CASE WHEN w.wrapped
            THEN coalesce({json} -> '$oid', {json} -> '$date', {json} -> '$uuid',
                          {json} -> '$numberInt', {json} -> '$numberLong',
                          {json} -> '$numberDouble', {json} -> '$numberDecimal')
            ELSE {json}
       END AS json,
       w.wrapped AND {json} -> '$date' IS NOT NULL AS date,
       w.wrapped AND coalesce({json} -> '$oid', {json} -> '$date', {json} -> '$uuid') IS NULL
         AS number
  FROM (SELECT CASE WHEN jsonb_typeof({json}) = 'object'
                    THEN {json} <> '{}'
                     AND {json} - '{$oid,$date,$uuid,$numberInt,$numberLong,$numberDouble,$numberDecimal}'::text[] = '{}'
                    ELSE false
               END AS wrapped
        OFFSET 0) w

-- name: usual_key
-- Begins with a letter or digit, ends with a visible character, and has only ASCII. It is no word
-- for null, true or false, no whole number with .0, and has no exponent.
octet_length(v.{field}) = length(v.{field})
   AND right(v.{field}, 1) COLLATE "C" > ' '
   AND (v.{field} COLLATE "C" BETWEEN 'A' AND 'Z~' OR v.{field} COLLATE "C" BETWEEN 'a' AND 'z~'
        OR v.{field} COLLATE "C" BETWEEN '0' AND '9~'
           AND v.{field} NOT LIKE '%.0' AND v.{field} NOT LIKE '%+%')
   AND (octet_length(v.{field}) > :longest_word OR strpos(:initials, left(v.{field}, 1)) = 0
        OR lower(v.{field} COLLATE scout.unicode) <> ALL (:words))

-- name: read_key
-- A value that is neither text nor number becomes too long for a key.
CASE
  WHEN present.kind NOT IN ('string', 'number') THEN repeat(chr(1), 201)
  WHEN present.text ~ '^[0-9]+[.]0$' THEN left(present.text, -2)
  WHEN octet_length(present.text) = length(present.text) THEN present.text
  ELSE normalize(present.text, NFC)
END

-- name: usual_word
octet_length(v.{field}) = length(v.{field})
   AND right(v.{field}, 1) COLLATE "C" > ' '
   AND (v.{field} COLLATE "C" BETWEEN 'A' AND 'Z~' OR v.{field} COLLATE "C" BETWEEN 'a' AND 'z~')
   AND (octet_length(v.{field}) > :longest_word OR strpos(:initials, left(v.{field}, 1)) = 0
        OR lower(v.{field} COLLATE scout.unicode) <> ALL (:words))

-- name: read_word
CASE WHEN present.kind IN ('string', 'number') THEN present.text ELSE repeat(chr(1), 201) END

-- name: usual_currency
octet_length(v.{field}) = 3 AND v.{field} COLLATE "C" BETWEEN 'A' AND 'z~'
   AND (strpos(:initials, left(v.{field}, 1)) = 0 OR lower(v.{field} COLLATE scout.unicode) <> ALL (:words))

-- name: read_currency
present.text

-- name: usual_decimal
-- Whether it is a number is tested once, by the conversion.
NOT f.comma AND v.{field} COLLATE "C" BETWEEN '-' AND '9~'
   AND right(v.{field}, 1) COLLATE "C" BETWEEN '0' AND '9'
   AND (NOT :numeric_words OR v.{field} <> ALL (:words))

-- name: read_decimal
-- If a decimal comma is allowed, three digits after a comma or a point may also be thousands. A
-- JSON number has one reading.
CASE
  WHEN NOT f.comma OR present.number THEN present.text
  WHEN present.text ~ '^[+-]?[0-9]*[.,][0-9]{3}$' THEN 'two readings'
  WHEN present.text ~ '^[+-]?([0-9]+(,[0-9]*)?|,[0-9]+)$' THEN replace(present.text, ',', '.')
  ELSE present.text
END

-- name: usual_time
v.{field} LIKE '____-__-__T__:__:__Z'
   OR v.{field} LIKE ANY ('{____-__-__T__:__:__+__:__,____-__-__T__:__:__.___Z,____-__-__ __:__:__,____-__-__T__:__:__,____-__-__T__:__:__-__:__,____-__-__T__:__:__.______Z}'::text[])
   AND v.{field} NOT LIKE '% Z'

-- name: read_time
-- ISO-8601, which allows a decimal comma. The number of digits gives the unit since 1970. Ten
-- digits as text may also be a date, so they must lie near the upload.
CASE
  WHEN present.text !~ '^-?[0-9]+([.][0-9]+)?$'
  THEN regexp_replace(regexp_replace(
         translate(present.text, E',\u00a0\u202f\u2007', '.   '),
         '([0-9]) ?(UTC|utc)$', '\1Z'), '([0-9]) ([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$', '\1\2')
  ELSE coalesce(
         (SELECT to_char((timestamptz 'epoch' + units.micros * interval '1 microsecond')
                           AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            FROM (SELECT round(present.text::numeric * CASE
                           WHEN present.date
                           THEN CASE WHEN present.text ~ '^-?[0-9]{1,14}([.]|$)' THEN 1000 END
                           WHEN NOT present.number AND strpos(present.text, '.') > 0 THEN NULL
                           WHEN present.text ~ '^[0-9]{10}([.]|$)'
                           THEN CASE WHEN present.number
                                       OR to_timestamp(present.text::float8)
                                          BETWEEN f.uploaded_at - interval '9600 hours'
                                              AND f.uploaded_at + interval '24 hours'
                                     THEN 1000000 END
                           WHEN present.text ~ '^[0-9]{13}([.]|$)' THEN 1000
                           WHEN present.text ~ '^[0-9]{16}([.]|$)' THEN 1
                           WHEN present.text ~ '^[0-9]{19}([.]|$)' THEN 0.001
                         END)::float8 AS micros) units
           WHERE units.micros IS NOT NULL),
         present.text)
END

-- name: folded
-- The page's only top-level member whose name differs from an expected one only in letter case,
-- blanks, _, - and invisible marks.
(SELECT CASE WHEN count(*) = 1 THEN (array_agg(member.value))[1] END
   FROM jsonb_each(b.envelope) member
  WHERE lower(translate(member.key,
          E' \t\n\r\f\u000b\u00a0_-\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad', '')
          COLLATE scout.unicode)
        = ANY (:{field}_folded))
