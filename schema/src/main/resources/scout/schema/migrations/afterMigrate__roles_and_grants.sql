-- Who owns and may do what, column by column what its statements need. Runs at every migrate, in one
-- transaction, since a restored database may have lost any of it. It touches what is Scout's alone.

-- So that no partition is attached, and no other migration grants, meanwhile.
SELECT FROM scout.layer_lock WHERE layer = 'partitions' FOR UPDATE;

REVOKE ALL ON SCHEMA scout
  FROM scout_ingest, scout_transform, scout_reader, scout_watch, scout_check, scout_console;
REVOKE ALL ON ALL TABLES IN SCHEMA scout
  FROM scout_ingest, scout_transform, scout_reader, scout_watch, scout_check, scout_console;

-- Checks run as the owner of this function: whoever is not scout_check lets them do too much.
GRANT CREATE ON SCHEMA scout TO scout_check;
ALTER FUNCTION scout.run_check(text) OWNER TO scout_check;
REVOKE CREATE ON SCHEMA scout FROM scout_check;
REVOKE ALL ON FUNCTION scout.run_check(text), scout.ensure_partition(date),
  scout.retire_bronze(date), scout.require_names(text[]), scout.require_type(text),
  scout.grant_declared(text), scout.make_declared(text, text, text, jsonb, text[], text[]),
  scout.unmake_declared(text, text), scout.declare_model(text, text, jsonb, text[], text[]),
  scout.drop_model(text), scout.declare_reference(text, text, jsonb, text[]),
  scout.drop_reference(text), scout.declare_checks(text, jsonb),
  scout.declare_beside(text, jsonb, text[], text[]), scout.drop_beside(text),
  scout.open_model(text, jsonb, text[], text[]), scout.index_model(text, jsonb, text[], text[]),
  scout.close_model(text, text, jsonb, text[], text[])
  FROM PUBLIC, scout_ingest, scout_transform, scout_reader, scout_watch;

GRANT USAGE ON SCHEMA scout
  TO scout_ingest, scout_transform, scout_reader, scout_watch, scout_check, scout_console;

-- What the database may have taken from PUBLIC, and every login or the working tables need.
DO $$
DECLARE
  role text;
BEGIN
  FOREACH role IN ARRAY ARRAY['scout_ingest', 'scout_transform', 'scout_reader', 'scout_watch'] LOOP
    IF NOT has_database_privilege(role, current_database(), 'CONNECT') THEN
      EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role);
    END IF;
  END LOOP;
  IF NOT has_database_privilege('scout_transform', current_database(), 'TEMPORARY') THEN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO scout_transform', current_database());
  END IF;
  -- a grant by somebody who does not own the database is no more than a warning
  IF NOT (has_database_privilege('scout_transform', current_database(), 'CONNECT')
          AND has_database_privilege('scout_transform', current_database(), 'TEMPORARY')) THEN
    RAISE EXCEPTION 'Scout''s roles may not use this database: let its owner run GRANT CONNECT, '
      'TEMPORARY ON DATABASE % TO scout_ingest, scout_transform, scout_reader, scout_watch',
      quote_ident(current_database()) USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

-- What a database sets for everybody must not cut the program's sessions short or give them another
-- isolation. A value that somebody has given to the role itself stays.
DO $$
DECLARE
  own record;
BEGIN
  FOR own IN
    SELECT role, given.name, given.value
      FROM unnest(ARRAY['scout_ingest', 'scout_transform', 'scout_watch']) AS role
     CROSS JOIN (VALUES ('statement_timeout', '0'), ('lock_timeout', '0'),
                        ('transaction_timeout', '0'),
                        ('idle_in_transaction_session_timeout', '0'),
                        ('default_transaction_isolation', 'read committed'),
                        ('default_transaction_read_only', 'off')) AS given (name, value)
      -- transaction_timeout is not in PostgreSQL 16
      JOIN pg_settings s ON s.name = given.name
     WHERE NOT EXISTS (
           SELECT
             FROM pg_db_role_setting held
            CROSS JOIN LATERAL unnest(held.setconfig) AS setting
            WHERE held.setdatabase = 0 AND held.setrole = role::regrole
              AND starts_with(setting, given.name || '='))
  LOOP
    EXECUTE format('ALTER ROLE %I SET %I = %L', own.role, own.name, own.value);
  END LOOP;
END
$$;

-- scout_ingest: claims, loads, archives, sweeps
GRANT SELECT ON scout.files, scout.files_under_way, scout.key_versions TO scout_ingest;
GRANT INSERT (file_id, bucket, object_key, etag, device_id, size_bytes, uploaded_at, status,
  reason, gone_at, beneath, batch_id) ON scout.files TO scout_ingest;
GRANT UPDATE (device_id, size_bytes, sha256, uploaded_at, status, attempt, generation,
  silver_generation, bronze_created_at, replaced_by, records_read, records_loaded,
  records_rejected, records_current, records_superseded, records_unkeyed,
  records_rejected_silver, records_discarded, records_pending, dialect, reason, archived_key,
  request_id, stopped_at, loaded_at, archived_at, quarantined_at, discarded_at, gone_at, replayed_at,
  updated_at, beneath, batch_id) ON scout.files TO scout_ingest;
GRANT INSERT (id, record_no, device_id, raw_data, file_name, file_path, file_size_bytes, checksum,
  ingested_at, created_at, file_id, envelope)
  ON scout.bronze_records, scout.bronze_edge_raw TO scout_ingest;
GRANT SELECT (file_id, created_at), DELETE
  ON scout.bronze_records, scout.bronze_edge_raw TO scout_ingest;
-- the release before marks rows that are discarded and settled
GRANT UPDATE (processing_status) ON scout.bronze_edge_raw TO scout_ingest, scout_transform;
GRANT INSERT (file_id, stage, record_no, byte_offset, code, message, raw, raw_text)
  ON scout.rejected_records TO scout_ingest;
GRANT SELECT (file_id, stage), DELETE ON scout.rejected_records TO scout_ingest;
GRANT SELECT (key, count), INSERT (key, count, example_file), UPDATE (count)
  ON scout.payload_keys TO scout_ingest;
GRANT SELECT, INSERT, UPDATE ON scout.alerts TO scout_ingest;
GRANT SELECT, INSERT, UPDATE ON scout.sweeps TO scout_ingest;
GRANT SELECT, UPDATE ON scout.sweep_turn TO scout_ingest;
GRANT SELECT, INSERT, UPDATE (outcome, detail, ended_at) ON scout.operator_actions TO scout_ingest;
GRANT SELECT (started_at) ON scout.refreshes TO scout_ingest;
GRANT SELECT (source_no, declared) ON scout.sources TO scout_ingest;
GRANT EXECUTE ON FUNCTION scout.ensure_partition(date) TO scout_ingest;

-- scout_transform: settles and refreshes
GRANT SELECT ON scout.files, scout.files_pending TO scout_transform;
GRANT UPDATE (silver_generation, records_current, records_superseded, records_unkeyed,
  records_rejected_silver, records_discarded, records_pending, amounts_rounded, settled_at,
  field_nulls, records_overridden, records_lost, declared_nulls, values_unfit) ON scout.files TO scout_transform;
GRANT SELECT ON scout.bronze_records, scout.bronze_edge_raw TO scout_transform;
GRANT SELECT, INSERT, UPDATE (raw, raw_text), DELETE ON scout.rejected_records TO scout_transform;
GRANT SELECT, INSERT, UPDATE, DELETE ON scout.silver_edge_transactions,
  scout.gold_store_daily_summary, scout.platinum_store_features TO scout_transform;
GRANT SELECT, INSERT, UPDATE (shares_id, transaction_timestamp, transaction_date), DELETE
  ON scout.silver_superseded TO scout_transform;
GRANT SELECT, INSERT, UPDATE, DELETE ON scout.held_files TO scout_transform;
GRANT SELECT, INSERT, DELETE ON scout.gold_outbox, scout.platinum_outbox TO scout_transform;
GRANT SELECT, INSERT, UPDATE (time_zone, paths, readings, set_at)
  ON scout.settings_in_force TO scout_transform;
GRANT SELECT, UPDATE ON scout.layer_lock TO scout_transform;
GRANT SELECT, UPDATE (actual_result, passed, executed_at, covered_until, step_until, step_part,
  step_parts, message, refresh_id) ON scout.data_quality_checks TO scout_transform;
GRANT SELECT, INSERT, DELETE ON scout.data_quality_results TO scout_transform;
GRANT SELECT, INSERT, UPDATE ON scout.alerts, scout.refreshes TO scout_transform;
GRANT DELETE ON scout.alerts, scout.refreshes TO scout_transform;
GRANT SELECT, DELETE ON scout.alert_messages, scout.alert_message_alerts TO scout_transform;
GRANT SELECT (started_at, finished_at), DELETE ON scout.sweeps TO scout_transform;
GRANT EXECUTE ON FUNCTION scout.run_check(text), scout.ensure_partition(date),
  scout.retire_bronze(date) TO scout_transform;

-- the source that people declare
REVOKE ALL ON FUNCTION scout.grant_source_tables(), scout.register_child(text),
  scout.require_source_column(text, text, text),
  scout.add_source_column(text, text, text, text), scout.drop_source_column(text, text),
  scout.make_child_table(text, text[], text[], text), scout.drop_child_table(text),
  scout.swap_source_column(text, text)
  FROM PUBLIC, scout_ingest, scout_transform, scout_reader, scout_watch;
GRANT EXECUTE ON FUNCTION scout.add_source_column(text, text, text, text),
  scout.drop_source_column(text, text), scout.make_child_table(text, text[], text[], text),
  scout.drop_child_table(text), scout.swap_source_column(text, text) TO scout_transform;
GRANT SELECT, INSERT, UPDATE (filled_at) ON scout.sources TO scout_transform;
GRANT SELECT ON scout.source_columns TO scout_transform;
GRANT SELECT, INSERT, DELETE ON scout.rejected_elements TO scout_transform;
SELECT scout.grant_source_tables();
GRANT SELECT, INSERT ON scout.declarations TO scout_transform;
GRANT SELECT ON scout.declared_tables TO scout_transform;
GRANT SELECT, INSERT, UPDATE, DELETE ON scout.models TO scout_transform;
GRANT SELECT, INSERT, DELETE ON scout.model_outbox TO scout_transform;
GRANT SELECT ON scout.model_queue TO scout_transform;
GRANT EXECUTE ON FUNCTION scout.declare_model(text, text, jsonb, text[], text[]),
  scout.drop_model(text), scout.declare_reference(text, text, jsonb, text[]),
  scout.drop_reference(text), scout.declare_checks(text, jsonb),
  scout.declare_beside(text, jsonb, text[], text[]), scout.drop_beside(text),
  scout.open_model(text, jsonb, text[], text[]), scout.index_model(text, jsonb, text[], text[]),
  scout.close_model(text, text, jsonb, text[], text[]) TO scout_transform;

GRANT SELECT, INSERT, UPDATE ON scout.usage_device_days, scout.usage_snapshots TO scout_transform;
GRANT SELECT, UPDATE (file_seq) ON scout.usage_counted TO scout_transform;
GRANT SELECT ON scout.counted_files, scout.counted_now TO scout_transform;

-- scout_reader: what people and models read
GRANT SELECT ON scout.gold_store_daily_summary, scout.platinum_store_features,
  scout.platinum_store_features_latest, scout.gold_lineage, scout.file_store_days,
  scout.field_shares TO scout_reader;
GRANT SELECT ON scout.settings_in_force, scout.usage_devices, scout.usage_tables, scout.usage_roles,
  scout.disk_growth TO scout_reader;

-- scout_watch: the starter's timer and read side
GRANT SELECT ON ALL TABLES IN SCHEMA scout TO scout_watch;
REVOKE ALL ON scout.console_users FROM scout_watch;
GRANT INSERT, UPDATE ON scout.alerts TO scout_watch;
GRANT INSERT, UPDATE (attempts, due_at, sent_at, dropped_at, problem)
  ON scout.alert_messages TO scout_watch;
GRANT INSERT, UPDATE (ended_by) ON scout.alert_message_alerts TO scout_watch;
GRANT INSERT (bucket, object_key, etag, size_bytes, device_id), UPDATE (due_at), DELETE
  ON scout.live_inbox TO scout_watch;

-- scout_console: what the console reads; it writes nothing
GRANT SELECT ON ALL TABLES IN SCHEMA scout TO scout_console;

-- scout_check: what a quality check may read, and nothing else
GRANT SELECT ON scout.files, scout.bronze_records, scout.bronze_edge_raw, scout.rejected_records,
  scout.silver_edge_transactions, scout.silver_superseded, scout.gold_store_daily_summary,
  scout.platinum_store_features, scout.platinum_store_features_latest, scout.gold_lineage,
  scout.file_store_days, scout.gold_outbox, scout.payload_keys, scout.refreshes, scout.settings_in_force,
  scout.sources, scout.source_columns, scout.rejected_elements TO scout_check;
GRANT SELECT (check_name, covered_until) ON scout.data_quality_checks TO scout_check;

-- Declared tables are the people's: whoever reads gold reads them.
DO $$
BEGIN
  PERFORM scout.grant_declared(table_name)
     FROM scout.declared_tables
    WHERE to_regclass(format('scout.%I', table_name)) IS NOT NULL;
END
$$;

-- A client whose machine is gone is noticed within half a minute, whatever the server's own
-- settings: between statements by the keep-alive, while a statement runs by the look at its socket.
-- Models run under an empty search_path. Where that is the session's own, nothing changes, so the
-- driver needn't have every statement planned anew after each refresh.
DO $$
BEGIN
  IF NOT EXISTS (SELECT
                   FROM pg_db_role_setting held
                  CROSS JOIN LATERAL unnest(held.setconfig) AS setting
                  WHERE held.setdatabase = 0 AND held.setrole = 'scout_transform'::regrole
                    AND starts_with(setting, 'search_path=')) THEN
    ALTER ROLE scout_transform SET search_path = '';
  END IF;
END
$$;

-- Otherwise its transaction would hold its locks for two hours.
DO $$
DECLARE
  role text;
  setting text;
BEGIN
  FOREACH role IN ARRAY ARRAY['scout_ingest', 'scout_transform', 'scout_reader', 'scout_watch'] LOOP
    FOREACH setting IN ARRAY ARRAY['tcp_keepalives_idle=10', 'tcp_keepalives_interval=5',
        'tcp_keepalives_count=4', 'tcp_user_timeout=30000', 'client_connection_check_interval=10000'] LOOP
      -- written once: sessions that migrate at the same time would be in each other's way
      IF NOT EXISTS (SELECT FROM pg_db_role_setting
                      WHERE setdatabase = 0 AND setrole = role::regrole AND setting = ANY (setconfig)) THEN
        EXECUTE format('ALTER ROLE %I SET %s TO %s', role, split_part(setting, '=', 1), split_part(setting, '=', 2));
      END IF;
    END LOOP;
  END LOOP;
END
$$;
