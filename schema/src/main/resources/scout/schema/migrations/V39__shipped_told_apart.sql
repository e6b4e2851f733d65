-- A model that Scout ships has no declaration; nor has one that an application computes beside its
-- table. One column tells them apart.

ALTER TABLE scout.models
  ADD COLUMN shipped boolean NOT NULL
    GENERATED ALWAYS AS (declaration_id IS NULL AND phase IS DISTINCT FROM 'beside') STORED;
COMMENT ON COLUMN scout.models.shipped IS
  'True if its text is the one that Scout ships; silver tells such a model by a queue of its own.';

-- Ends what open_model began: takes away columns that nothing declares any more, gives those in
-- capitals their names, and makes the index the key.
CREATE OR REPLACE FUNCTION scout.close_model(name text, about text, columns jsonb, grain text[], slice text[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '300ms' AS $$
DECLARE
  held scout.declared_tables;
  given record;
BEGIN
  SELECT * INTO held FROM scout.declared_tables t WHERE t.table_name = name AND t.kind = 'model' FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no model''s table %', quote_literal(name) USING ERRCODE = 'undefined_table';
  END IF;
  FOR given IN
    SELECT old.c ->> 'name' AS column_name
      FROM jsonb_array_elements(held.columns) AS old (c)
     WHERE NOT EXISTS (SELECT FROM jsonb_array_elements(columns) AS new (c)
                        WHERE new.c ->> 'name' = old.c ->> 'name' AND new.c ->> 'type' = old.c ->> 'type')
  LOOP
    EXECUTE format('ALTER TABLE scout.%I DROP COLUMN %I', name, given.column_name);
  END LOOP;
  FOR given IN
    SELECT a.attname AS present, c.c ->> 'name' AS column_name
      FROM jsonb_array_elements(columns) WITH ORDINALITY AS c (c, n)
      JOIN pg_attribute a ON a.attrelid = format('scout.%I', name)::regclass
                         AND a.attname = 'NEXT_' || c.n AND NOT a.attisdropped
  LOOP
    EXECUTE format('ALTER TABLE scout.%I RENAME COLUMN %I TO %I', name, given.present, given.column_name);
  END LOOP;
  IF to_regclass(format('scout.%I', 'next_' || name || '_key')) IS NOT NULL THEN
    EXECUTE format('ALTER TABLE scout.%I REPLICA IDENTITY DEFAULT, ADD CONSTRAINT %I %s USING INDEX %I',
                   name, name || '_grain', CASE WHEN grain <@ slice THEN 'PRIMARY KEY' ELSE 'UNIQUE' END,
                   'next_' || name || '_key');
  END IF;
  -- with other words, make_declared takes the form for a new one, and brings it to its end
  UPDATE scout.declared_tables t
     SET about = close_model.about || ' ', grain = close_model.grain, slice = close_model.slice, columns = close_model.columns
   WHERE t.table_name = name;
  PERFORM scout.make_declared('model', name, about, columns, grain, slice);
END
$$;
