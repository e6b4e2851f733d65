-- Drops a month of bronze (UTC) that is over and that silver has taken whole; silver and what lies
-- above it stay. Gives false if the month is not there, or a file of it waits for silver.
-- DETACH waits for every load that runs and holds up those that follow: the caller sets
-- lock_timeout, and tries again later.
CREATE FUNCTION scout.retire_bronze(month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first_day date := date_trunc('month', month)::date;
  partition text := 'bronze_edge_raw_' || to_char(first_day, 'YYYY_MM');
  begin_at timestamptz := first_day::timestamp AT TIME ZONE 'UTC';
  end_at timestamptz := (first_day + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
  IF end_at > now() THEN
    RAISE EXCEPTION 'The month % is not over', to_char(first_day, 'YYYY-MM')
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- a rebuild reads bronze while it holds silver
  PERFORM 1 FROM scout.layer_lock WHERE layer = 'silver' FOR UPDATE;
  PERFORM 1 FROM scout.layer_lock WHERE layer = 'partitions' FOR UPDATE;
  IF to_regclass('scout.' || partition) IS NULL THEN
    RETURN false;
  END IF;
  PERFORM 1 FROM scout.files
    WHERE bronze_created_at >= begin_at AND bronze_created_at < end_at
      AND silver_generation IS DISTINCT FROM generation
    LIMIT 1;
  IF FOUND THEN
    RETURN false;
  END IF;
  EXECUTE format('ALTER TABLE scout.bronze_edge_raw DETACH PARTITION scout.%I', partition);
  EXECUTE format('DROP TABLE scout.%I', partition);
  RETURN true;
END
$$;
REVOKE ALL ON FUNCTION scout.retire_bronze(date) FROM PUBLIC;
