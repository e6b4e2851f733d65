-- True while the month of bronze that holds this created_at has not been retired.
CREATE FUNCTION scout.bronze_kept(created_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT to_regclass('scout.bronze_edge_raw_' || to_char(created_at AT TIME ZONE 'UTC', 'YYYY_MM'))
         IS NOT NULL
$$;

-- What differs between two rows, as "column: before -> after"; of a payload only that it does.
CREATE FUNCTION scout.row_difference(before jsonb, after jsonb) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(
           key || CASE WHEN key = 'full_payload' THEN ''
                       ELSE ': ' || coalesce(b.value #>> '{}', 'null') || ' -> '
                            || coalesce(a.value #>> '{}', 'null') END,
           ', ' ORDER BY key COLLATE "C")
    FROM jsonb_each(before) b
    FULL JOIN jsonb_each(after) a USING (key)
   WHERE a.value IS DISTINCT FROM b.value
     AND key NOT IN ('last_updated', 'created_at')
$$;
