-- The first of the paths (dotted, in this order) that leads to a value: JSON null and blank text
-- count as absent. Null if none does.
CREATE FUNCTION scout.first_present(payload jsonb, paths text[]) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT found.value
    FROM unnest(paths) WITH ORDINALITY AS path (dotted, position)
   CROSS JOIN LATERAL (SELECT payload #> string_to_array(path.dotted, '.')) AS found (value)
   WHERE jsonb_typeof(found.value) <> 'null'
     AND (jsonb_typeof(found.value) <> 'string' OR found.value #>> '{}' ~ '[^[:space:]]')
   ORDER BY path.position
   LIMIT 1
$$;
