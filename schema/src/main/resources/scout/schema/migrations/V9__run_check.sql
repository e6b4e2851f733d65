-- Runs a quality check, which anyone may have written, and gives its one value as JSON (JSON null
-- for NULL). It may read what scout_check may read, and nothing else:
-- * a cursor takes one query, never a command, and in a STABLE function nothing that writes or
--   locks rows;
-- * SECURITY DEFINER refuses to change the role;
-- * what a volatile function of the query may have set or made is undone with the inner block.
-- Its caller limits the time, and gives back advisory locks.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'scout_check') THEN
    CREATE ROLE scout_check NOLOGIN;
  END IF;
END
$$;

CREATE FUNCTION scout.run_check(query text) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, scout, pg_temp AS $$
DECLARE
  answer refcursor;
  answer_row record;
  columns integer;
  value jsonb;
BEGIN
  BEGIN
    OPEN answer NO SCROLL FOR EXECUTE query;
    FETCH answer INTO answer_row;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'it gave no row' USING ERRCODE = 'no_data_found';
    END IF;
    SELECT count(*), jsonb_agg(field.value) -> 0
      INTO columns, value
      FROM json_each(to_json(answer_row)) field;
    IF columns <> 1 THEN
      RAISE EXCEPTION 'it gave % columns instead of one', columns
        USING ERRCODE = 'datatype_mismatch';
    END IF;
    MOVE answer;
    IF FOUND THEN
      RAISE EXCEPTION 'it gave more than one row' USING ERRCODE = 'too_many_rows';
    END IF;
    RAISE EXCEPTION 'undo' USING ERRCODE = 'SCUND';
  EXCEPTION
    WHEN SQLSTATE 'SCUND' THEN
      RETURN coalesce(value, 'null'::jsonb);
    WHEN feature_not_supported THEN
      -- connection pools take 0A000, which a refused write gives, for a broken connection
      RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = SQLERRM;
  END;
END
$$;
REVOKE ALL ON FUNCTION scout.run_check(text) FROM PUBLIC;

-- Only a member of a role that may create in the schema can give it a function.
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'scout_check', 'SET') THEN
    GRANT scout_check TO CURRENT_USER WITH INHERIT TRUE, SET TRUE;
  END IF;
END
$$;
GRANT CREATE ON SCHEMA scout TO scout_check;
ALTER FUNCTION scout.run_check(text) OWNER TO scout_check;
REVOKE CREATE ON SCHEMA scout FROM scout_check;
