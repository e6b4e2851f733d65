-- grain: one expression per declared field; how values of each type are read, and what they become
--
-- Fragments like those of typing.sql, for fields that people declare. usual_… says that a text has
-- the usual form and needs no reading; read_… gives the text of a value that is present; typed_…
-- makes the column's value of the text {text}, or null if it doesn't fit.

-- name: usual_text
octet_length(v.{field}) = length(v.{field})
   AND right(v.{field}, 1) COLLATE "C" > ' '
   AND (v.{field} COLLATE "C" BETWEEN 'A' AND 'Z~' OR v.{field} COLLATE "C" BETWEEN 'a' AND 'z~'
        OR v.{field} COLLATE "C" BETWEEN '0' AND '9~')
   AND (octet_length(v.{field}) > :longest_word OR strpos(:initials, left(v.{field}, 1)) = 0
        OR lower(v.{field} COLLATE scout.unicode) <> ALL (:words))

-- name: read_text
CASE WHEN present.kind IN ('string', 'number') THEN present.text ELSE repeat(chr(1), 201) END

-- name: typed_text
CASE WHEN {text} <> repeat(chr(1), 201) THEN {text} END

-- name: typed_word
CASE WHEN {text} <> repeat(chr(1), 201) THEN lower({text} COLLATE scout.unicode) END

-- name: typed_key
CASE
  WHEN octet_length({text}) > 200 THEN NULL
  WHEN {text} COLLATE "C" < ':' AND {text} LIKE '%+%'
  THEN CASE WHEN {text} !~ '^[0-9]([.][0-9]+)?[Ee][+][0-9]{1,3}$' THEN {text} END
  ELSE {text}
END

-- name: typed_currency
CASE WHEN {text} ~ '^[A-Za-z]{3}$' THEN upper({text} COLLATE "C") END

-- name: usual_number
v.{field} COLLATE "C" BETWEEN '-' AND '9~'
   AND right(v.{field}, 1) COLLATE "C" BETWEEN '0' AND '9'
   AND (NOT :numeric_words OR v.{field} <> ALL (:words))

-- name: read_as_it_is
present.text

-- name: typed_integer
CASE
  WHEN {text} ~ '^[+-]?[0-9]+([.]0*)?$'
  THEN CASE
         WHEN length({text}) <= 40
         THEN CASE
                WHEN split_part({text}, '.', 1)::numeric
                       BETWEEN -9223372036854775808 AND 9223372036854775807
                THEN split_part({text}, '.', 1)::bigint
              END
       END
END

-- name: typed_decimal
-- More than 100 characters are no amount of anything.
CASE
  WHEN {text} ~ '^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)$'
  THEN CASE
         WHEN length({text}) <= 100
         THEN CASE WHEN abs(round({text}::numeric, {scale})) < {bound}
                   THEN round({text}::numeric, {scale}) END
       END
END

-- name: usual_money
v.{field} ~ '^[0-9]+([.][0-9]+)?$' AND (NOT :numeric_words OR v.{field} <> ALL (:words))

-- name: read_money
-- One sign, or brackets, and one currency may stand around the number; thousands are parted in full.
-- CR and DR are no currencies but signs, and whose account they are about is not known.
coalesce(
  (SELECT CASE
            WHEN (money.part[1] = '(') <> (money.part[8] = ')')
              OR length(money.part[1] || money.part[2] || money.part[4] || money.part[7]) > 1
              OR money.part[3] <> '' AND money.part[6] <> ''
              OR (money.part[3] || money.part[6]) ~ '^[CcDd][Rr][.]?$'
              OR money.part[5] LIKE '%,%'
                 AND money.part[5] !~ '^[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?$'
            THEN NULL
            ELSE CASE WHEN money.part[1] = '('
                        OR '-' IN (money.part[2], money.part[4], money.part[7])
                      THEN '-' ELSE '' END || replace(money.part[5], ',', '')
          END
     FROM (SELECT regexp_match(
                    present.text,
                    '^([(]?)([+-]?)[ \u00a0]?((?:[$\u00a2-\u00a5\u0e3f\u20a0-\u20cf]|[A-Za-z]{2,3}[.]?)?)[ \u00a0]?([+-]?)([0-9][0-9,]*(?:[.][0-9]*)?|[.][0-9]+)[ \u00a0]?((?:[$\u00a2-\u00a5\u0e3f\u20a0-\u20cf]|[A-Za-z]{2,3}[.]?)?)[ ]?([+-]?)([)]?)$')
                    AS part
            OFFSET 0) money),
  chr(1))

-- name: read_comma
CASE
  WHEN present.number THEN present.text
  WHEN present.text ~ '^[+-]?([0-9]{1,3}([.][0-9]{3})+|[0-9]+)(,[0-9]*)?$'
    OR present.text ~ '^[+-]?,[0-9]+$'
  THEN replace(replace(present.text, '.', ''), ',', '.')
  ELSE chr(1)
END

-- name: read_minor
CASE
  WHEN present.text ~ '^[+-]?[0-9]{1,60}([.]0*)?$'
  THEN (split_part(present.text, '.', 1)::numeric * {unit})::text
  ELSE chr(1)
END

-- name: usual_boolean
v.{field} IN ('true', 'false')

-- name: read_boolean
lower(present.text COLLATE "C")

-- name: typed_boolean
CASE WHEN {text} IN ('true', 'yes', 'y', 't', '1') THEN true
     WHEN {text} IN ('false', 'no', 'n', 'f', '0') THEN false END

-- name: usual_day
v.{field} LIKE '____-__-__' AND v.{field} COLLATE "C" BETWEEN '0' AND '9~'

-- name: read_of_form
-- A number since 1970, or else ISO-8601, where the field may have this form.
CASE WHEN present.text ~ '^-?[0-9]+([.][0-9]+)?$' THEN {epoch} ELSE {iso} END

-- name: read_pattern
CASE
  WHEN present.text ~ {regex}
  THEN regexp_replace(regexp_replace(present.text, {regex}, {replacement}),
         '(^|[-T:])([0-9])(?![0-9])', '\10\2', 'g')
END

-- name: read_half_days
(SELECT CASE WHEN pg_input_is_valid(half.text, 'timestamp')
             THEN replace(half.text::timestamp::text, ' ', 'T') ELSE chr(1) END
   FROM (SELECT {pattern} AS text OFFSET 0) half
  WHERE half.text IS NOT NULL)

-- name: typed_time
CASE
  WHEN {text} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)?)?$'
  THEN CASE
         WHEN substr({text}, 11) ~ '[Zz+-]'
         THEN CASE WHEN pg_input_is_valid({text}, 'timestamptz') THEN {text}::timestamptz END
         WHEN pg_input_is_valid({text}, 'timestamp')
         THEN {text}::timestamp AT TIME ZONE :zone
       END
END

-- name: typed_date
CASE
  WHEN {text} LIKE '____-__-__'
  THEN CASE
         WHEN {text} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
         THEN CASE WHEN pg_input_is_valid({text}, 'date') THEN {text}::date END
       END
  ELSE ({time} AT TIME ZONE :zone)::date
END
