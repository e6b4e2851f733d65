-- Roles and what each may do, column by column what its statements need. Login passwords are not
-- here: the migration sets them from the settings.
DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['scout_ingest', 'scout_transform', 'scout_reader', 'scout_watch'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', role);
    END IF;
  END LOOP;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'scout_check') THEN
    CREATE ROLE scout_check NOLOGIN;
  END IF;
  EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO scout_transform, scout_ingest', current_database());
END
$$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA scout FROM scout_ingest, scout_transform, scout_reader, scout_watch, scout_check;
GRANT USAGE ON SCHEMA scout TO scout_ingest, scout_transform, scout_reader, scout_watch, scout_check;

-- scout_ingest: claims, loads, archives, sweeps
GRANT SELECT ON scout.files TO scout_ingest;
GRANT INSERT (file_id, bucket, object_key, etag, device_id, size_bytes, uploaded_at, status,
  reason, gone_at) ON scout.files TO scout_ingest;
GRANT UPDATE (device_id, size_bytes, sha256, uploaded_at, status, attempt, generation,
  silver_generation, bronze_created_at, replaced_by, records_read, records_loaded,
  records_rejected, records_current, records_superseded, records_unkeyed,
  records_rejected_silver, records_discarded, records_pending, dialect, reason, archived_key,
  request_id, loaded_at, archived_at, quarantined_at, discarded_at, gone_at, replayed_at,
  updated_at) ON scout.files TO scout_ingest;
GRANT INSERT (id, record_no, device_id, raw_data, file_name, file_path, file_size_bytes, checksum,
  ingested_at, created_at, file_id, envelope) ON scout.bronze_edge_raw TO scout_ingest;
GRANT SELECT (file_id, created_at), UPDATE (processing_status), DELETE
  ON scout.bronze_edge_raw TO scout_ingest;
GRANT INSERT (file_id, stage, record_no, byte_offset, code, message, raw, raw_text)
  ON scout.rejected_records TO scout_ingest;
GRANT SELECT (file_id, stage), DELETE ON scout.rejected_records TO scout_ingest;
GRANT SELECT (key, count), INSERT (key, count, example_file), UPDATE (count)
  ON scout.payload_keys TO scout_ingest;
GRANT SELECT, INSERT, UPDATE ON scout.alerts TO scout_ingest;
GRANT SELECT, INSERT, UPDATE ON scout.sweeps TO scout_ingest;
GRANT EXECUTE ON FUNCTION scout.ensure_partition(date) TO scout_ingest;

-- scout_transform: settles and refreshes
GRANT SELECT ON scout.files TO scout_transform;
GRANT UPDATE (silver_generation, records_current, records_superseded, records_unkeyed,
  records_rejected_silver, records_discarded, records_pending, amounts_rounded, settled_at,
  field_nulls, records_overridden, records_lost) ON scout.files TO scout_transform;
GRANT SELECT, UPDATE (processing_status) ON scout.bronze_edge_raw TO scout_transform;
GRANT SELECT, INSERT, UPDATE (raw, raw_text), DELETE ON scout.rejected_records TO scout_transform;
GRANT SELECT, INSERT, UPDATE, DELETE ON scout.silver_edge_transactions,
  scout.gold_store_daily_summary, scout.platinum_store_features TO scout_transform;
GRANT SELECT, INSERT, UPDATE (shares_id), DELETE ON scout.silver_superseded TO scout_transform;
GRANT SELECT, INSERT, DELETE ON scout.gold_outbox, scout.platinum_outbox TO scout_transform;
GRANT SELECT, INSERT, UPDATE (time_zone, paths, readings, set_at)
  ON scout.settings_in_force TO scout_transform;
GRANT SELECT, UPDATE ON scout.layer_lock TO scout_transform;
GRANT SELECT, UPDATE (actual_result, passed, executed_at, covered_until, step_until, step_part,
  step_parts, message, refresh_id) ON scout.data_quality_checks TO scout_transform;
GRANT SELECT, INSERT, DELETE ON scout.data_quality_results TO scout_transform;
GRANT SELECT, INSERT, UPDATE ON scout.alerts, scout.refreshes TO scout_transform;
GRANT DELETE ON scout.alerts, scout.refreshes TO scout_transform;
GRANT SELECT (started_at, finished_at), DELETE ON scout.sweeps TO scout_transform;
GRANT EXECUTE ON FUNCTION scout.run_check(text), scout.ensure_partition(date),
  scout.retire_bronze(date) TO scout_transform;

-- scout_reader: what people and models read
GRANT SELECT ON scout.gold_store_daily_summary, scout.platinum_store_features,
  scout.platinum_store_features_latest, scout.gold_lineage, scout.file_store_days TO scout_reader;
GRANT SELECT ON scout.settings_in_force TO scout_reader;

-- scout_watch: the starter's timer and read side
GRANT SELECT ON ALL TABLES IN SCHEMA scout TO scout_watch;
GRANT INSERT, UPDATE ON scout.alerts TO scout_watch;

-- scout_check: what a quality check may read, and nothing else
GRANT SELECT ON scout.files, scout.bronze_edge_raw, scout.rejected_records,
  scout.silver_edge_transactions, scout.silver_superseded, scout.gold_store_daily_summary,
  scout.platinum_store_features, scout.platinum_store_features_latest, scout.gold_lineage,
  scout.file_store_days, scout.payload_keys, scout.refreshes, scout.settings_in_force
  TO scout_check;
GRANT SELECT (check_name, covered_until) ON scout.data_quality_checks TO scout_check;
