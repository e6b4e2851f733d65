-- The first of the paths (dotted, in this order) that leads to a value: JSON null and blank text
-- count as absent, and blank is what the typing of silver trims. Null if none does.
CREATE OR REPLACE FUNCTION scout.first_present(payload jsonb, paths text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT found.value
    FROM unnest(paths) WITH ORDINALITY AS path (dotted, position)
   CROSS JOIN LATERAL (SELECT payload #> string_to_array(path.dotted, '.')) AS found (value)
   WHERE jsonb_typeof(found.value) <> 'null'
     AND (jsonb_typeof(found.value) <> 'string'
          OR btrim(found.value #>> '{}', E' \t\n\r\f\u000b\u00a0') <> '')
   ORDER BY path.position
   LIMIT 1
$$;
