-- grain: one row per record of a loaded file version: (file_id, record_no)
CREATE TABLE scout.bronze_edge_raw (
  id                uuid NOT NULL,
  device_id         text NOT NULL,
  file_name         text NOT NULL,
  file_path         text NOT NULL,
  raw_data          jsonb,
  file_size_bytes   bigint,
  checksum          text,
  ingested_at       timestamptz NOT NULL DEFAULT now(),
  processing_status text NOT NULL DEFAULT 'pending'
    CHECK (processing_status IN ('pending', 'processed', 'rejected', 'discarded')),
  created_at        timestamptz NOT NULL DEFAULT now(),
  file_id           uuid NOT NULL,
  record_no         bigint NOT NULL CHECK (record_no >= 1),
  PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);

-- No index on processing_status, since the ledger is the queue; no foreign key to the ledger,
-- since it would make COPY a third slower.
CREATE INDEX bronze_edge_raw_file ON scout.bronze_edge_raw (file_id, record_no);

-- grain: one row per lock: the three layers, and the making of partitions
CREATE TABLE scout.layer_lock (
  layer text PRIMARY KEY
);
INSERT INTO scout.layer_lock VALUES ('silver'), ('gold'), ('platinum'), ('partitions');

-- Makes the partition of a month (UTC) if it is missing. ATTACH after CREATE, since CREATE ...
-- PARTITION OF would lock the parent against every load; the CHECK spares the scan.
CREATE FUNCTION scout.ensure_partition(month date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first_day date := date_trunc('month', month)::date;
  partition text := 'bronze_edge_raw_' || to_char(first_day, 'YYYY_MM');
  lower_bound text := to_char(first_day, 'YYYY-MM-DD') || ' 00:00:00+00';
  upper_bound text := to_char(first_day + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00';
BEGIN
  IF to_regclass('scout.' || partition) IS NOT NULL THEN
    RETURN false;
  END IF;
  PERFORM 1 FROM scout.layer_lock WHERE layer = 'partitions' FOR UPDATE;
  -- Read from the catalog: to_regclass may still remember that it found nothing above.
  IF EXISTS (SELECT FROM pg_catalog.pg_class
              WHERE relname = partition AND relnamespace = 'scout'::regnamespace) THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE scout.%I (LIKE scout.bronze_edge_raw INCLUDING DEFAULTS '
    'INCLUDING CONSTRAINTS)', partition);
  EXECUTE format('ALTER TABLE scout.%I ADD CONSTRAINT %I CHECK (created_at >= %L AND '
    'created_at < %L)', partition, partition || '_month', lower_bound, upper_bound);
  EXECUTE format('ALTER TABLE scout.bronze_edge_raw ATTACH PARTITION scout.%I FOR VALUES '
    'FROM (%L) TO (%L)', partition, lower_bound, upper_bound);
  RETURN true;
END
$$;
REVOKE ALL ON FUNCTION scout.ensure_partition(date) FROM PUBLIC;
