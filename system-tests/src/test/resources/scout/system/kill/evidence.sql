-- What a database holds, whole, in a form that does not tell two runs of the same input apart: ids
-- are replaced by what they stand for, times by whether they are there, and rows sorted.

-- name: files
-- Left out: attempt, which is what a kill adds to.
SELECT 'file ' || row_to_json(shown)::text
  FROM (SELECT f.object_key, f.etag, f.device_id, f.size_bytes, f.sha256, f.status, f.generation,
               f.silver_generation, f.records_read, f.records_loaded, f.records_rejected,
               f.records_current, f.records_superseded, f.records_unkeyed,
               f.records_rejected_silver, f.records_discarded, f.records_pending,
               f.amounts_rounded, f.reason, f.dialect, f.field_nulls, f.records_overridden,
               f.records_lost,
               regexp_replace(f.archived_key, '/\d{8}/', '/DAY/') AS archived_key,
               f.request_id, f.earlier_requests,
               (SELECT o.etag FROM scout.files o WHERE o.file_id = f.replaced_by) AS replaced_by,
               row_number() OVER (PARTITION BY f.object_key ORDER BY f.uploaded_at, f.file_seq)
                 AS upload,
               f.bronze_created_at IS NOT NULL AS bronze, f.loaded_at IS NOT NULL AS loaded,
               f.archived_at IS NOT NULL AS archived, f.quarantined_at IS NOT NULL AS quarantined,
               f.discarded_at IS NOT NULL AS discarded, f.gone_at IS NOT NULL AS gone,
               f.replayed_at IS NOT NULL AS replayed, f.settled_at IS NOT NULL AS settled
          FROM scout.files f) shown
 ORDER BY 1

-- name: bronze
SELECT 'bronze ' || row_to_json(shown)::text
  FROM (SELECT f.object_key, f.etag, b.record_no, b.device_id, b.file_name, b.file_path,
               b.file_size_bytes, b.checksum, b.processing_status, b.raw_data, b.envelope,
               b.created_at = f.bronze_created_at AS of_the_load,
               b.ingested_at = b.created_at AS one_time
          FROM scout.bronze_edge_raw b
          LEFT JOIN scout.files f ON f.file_id = b.file_id) shown
 ORDER BY 1

-- name: rejected
SELECT 'rejected ' || row_to_json(shown)::text
  FROM (SELECT f.object_key, f.etag, r.stage, r.record_no, r.byte_offset, r.code, r.message, r.raw,
               r.raw_text
          FROM scout.rejected_records r
          LEFT JOIN scout.files f ON f.file_id = r.file_id) shown
 ORDER BY 1

-- name: silver
SELECT shown.place || ' ' || row_to_json(shown)::text
  FROM (SELECT s.place, f.object_key, f.etag, s.record_no, s.device_id, s.file_name,
               s.transaction_id, s.store_id, s.transaction_timestamp, s.amount, s.currency,
               s.payment_method, s.full_payload, s.transaction_date, s.envelope, s.time_source, s.shares_id,
               s.uploaded_at = f.uploaded_at AS of_the_upload,
               s.ingested_at = f.bronze_created_at AS of_the_load,
               (SELECT count(*) FROM scout.bronze_edge_raw b
                 WHERE b.id = s.bronze_id AND b.file_id = s.file_id
                   AND b.record_no = s.record_no) AS bronze_rows
          FROM (SELECT 'silver' AS place, *, false AS shares_id FROM scout.silver_edge_transactions
                 UNION ALL
                SELECT 'superseded', * FROM scout.silver_superseded) s
          LEFT JOIN scout.files f ON f.file_id = s.file_id) shown
 ORDER BY 1

-- name: gold
SELECT 'gold ' || (to_jsonb(g) - 'last_updated')::text
  FROM scout.gold_store_daily_summary g
 ORDER BY 1

-- name: platinum
SELECT 'platinum ' || (to_jsonb(p) - 'last_updated')::text
  FROM scout.platinum_store_features p
 ORDER BY 1

-- name: declared_tables
SELECT table_name FROM scout.declared_tables ORDER BY 1

-- name: models
SELECT m.model_name AS name, m.query,
       (SELECT string_agg(c ->> 'name', ', ') FROM jsonb_array_elements(m.columns) AS c) AS columns
  FROM scout.models m
 ORDER BY m.position

-- name: rest
-- Left out: the logs of runs (sweeps, refreshes, results of checks) except for what hangs; how often a
-- payload key was seen, of which a killed process loses the last second; and what a check said
-- rightly of layers that a rebuild had mended by half, which is over.
SELECT 'outbox of gold ' || count(*) FROM scout.gold_outbox
 UNION ALL
SELECT 'outbox of platinum ' || count(*) FROM scout.platinum_outbox
 UNION ALL
SELECT 'refreshes that hang ' || count(*) FROM scout.refreshes
 WHERE outcome = 'running' AND started_at < clock_timestamp() - interval '1 minute'
 UNION ALL
SELECT 'settings ' || time_zone || ' ' || paths FROM scout.settings_in_force
 UNION ALL
SELECT 'lock ' || layer FROM scout.layer_lock
 UNION ALL
SELECT 'check ' || check_name || ' ' || coalesce(passed::text, 'never ran')
  FROM scout.data_quality_checks
 UNION ALL
SELECT DISTINCT 'alert ' || kind || ' ' || severity || ' ' || subject || ' '
       || CASE WHEN resolved_at IS NULL THEN 'open' ELSE 'over' END || ' ' || message
  FROM scout.alerts
 WHERE kind <> 'check_failed' OR resolved_at IS NULL
 UNION ALL
SELECT 'payload key ' || key FROM scout.payload_keys
 UNION ALL
SELECT concat_ws(' ', 'model', model_name, state, built, phase, cardinality(inputs), 'waits',
                 (SELECT count(*) FROM scout.model_outbox o WHERE o.reader = m.model_name))
  FROM scout.models m
 UNION ALL
SELECT 'declarations ' || count(*) FROM scout.declarations
 UNION ALL
SELECT 'column ' || table_name || ' ' || column_name FROM scout.source_columns
 ORDER BY 1

-- name: contradictions
-- What must hold at any moment, also right after a kill: bronze and the rejects are what the ledger
-- says, and nothing lies in bronze that the ledger does not own.
SELECT concat_ws(' ', coalesce(f.object_key, 'nobody''s'), f.status, 'loaded', f.records_loaded,
         'bronze', coalesce(b.n, 0), 'rejected', f.records_rejected, 'rejects', coalesce(r.n, 0))
  FROM scout.files f
  FULL JOIN (SELECT file_id, created_at, count(*) AS n, count(DISTINCT record_no) AS d
               FROM scout.bronze_edge_raw GROUP BY file_id, created_at) b
    ON b.file_id = f.file_id AND b.created_at = f.bronze_created_at AND b.n = b.d
  LEFT JOIN (SELECT file_id, count(*) AS n FROM scout.rejected_records
              WHERE stage = 'bronze' GROUP BY file_id) r ON r.file_id = f.file_id
 WHERE f.file_id IS NULL OR f.records_loaded <> coalesce(b.n, 0)
    OR f.records_rejected <> coalesce(r.n, 0)
 UNION ALL
-- Silver is what the ledger says of the generations that it has taken.
SELECT concat_ws(' ', f.object_key, 'current', f.records_current, 'silver', coalesce(s.n, 0),
         'superseded', f.records_superseded, 'rows', coalesce(l.n, 0))
  FROM scout.files f
  LEFT JOIN (SELECT file_id, count(*) AS n FROM scout.silver_edge_transactions
              GROUP BY file_id) s ON s.file_id = f.file_id
  LEFT JOIN (SELECT file_id, count(*) AS n FROM scout.silver_superseded
              GROUP BY file_id) l ON l.file_id = f.file_id
 WHERE f.silver_generation = f.generation
   AND (f.records_current <> coalesce(s.n, 0) OR f.records_superseded <> coalesce(l.n, 0))

-- name: brief
-- The whole database in a line.
SELECT concat_ws(', ',
         (SELECT string_agg(n || ' ' || status, ' + ' ORDER BY status)
            FROM (SELECT status || CASE WHEN generation > 1 THEN ' g' || generation ELSE '' END
                         AS status, count(*) AS n
                    FROM scout.files GROUP BY 1) f),
         'bronze ' || (SELECT count(*) FROM scout.bronze_edge_raw),
         'rejects ' || (SELECT count(*) FROM scout.rejected_records),
         'silver ' || (SELECT count(*) FROM scout.silver_edge_transactions)
           || '+' || (SELECT count(*) FROM scout.silver_superseded),
         'gold ' || (SELECT coalesce(sum(transaction_count), 0)
                       FROM scout.gold_store_daily_summary),
         'platinum ' || (SELECT count(*) FROM scout.platinum_store_features),
         'pending ' || (SELECT count(*) FROM scout.files
                         WHERE silver_generation IS DISTINCT FROM generation)
           || '+' || (SELECT count(*) FROM scout.gold_outbox)
           || '+' || (SELECT count(*) FROM scout.platinum_outbox))
