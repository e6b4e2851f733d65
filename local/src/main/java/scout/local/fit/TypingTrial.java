package scout.local.fit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import scout.activities.ingest.IngestSettings;
import scout.activities.ingest.SourceReading;
import scout.activities.layers.LayerSettings;
import scout.activities.layers.SourceTrial;
import scout.schema.SqlFile;
import scout.settings.Settings;

/**
 * Reads and types records as the settings and the source in force say, with silver's own SQL in
 * temporary tables. It leaves nothing behind.
 */
final class TypingTrial {
  private static final SqlFile SQL = SqlFile.load(TypingTrial.class, "trial.sql");
  private static final List<String> FIELDS =
      List.of("store_id", "timestamp", "amount", "currency", "payment_method");

  private final Handle handle;

  /**
   * @param handle of {@code scout_transform}, in no transaction
   */
  TypingTrial(Handle handle) {
    this.handle = handle;
  }

  /** Returns how files are read with these settings and the source in force. */
  IngestSettings reading(Settings settings) {
    IngestSettings given = IngestSettings.of(settings);
    return given.withReading(SourceReading.inForce(handle, given.reading()));
  }

  /** Returns silver's outcome for the samples. */
  TrialOutcome run(List<ReadSample> samples, LayerSettings settings) {
    handle.begin();
    try {
      SourceTrial trial = SourceTrial.inForce(handle, settings);
      handle.execute(SQL.get("sample_table"));
      addAll(samples);
      trial.type("pg_temp.sample");
      return outcome(samples, key(trial.settings().readings().timeOfUpload()));
    } finally {
      handle.rollback();
    }
  }

  private void addAll(List<ReadSample> samples) {
    PreparedBatch files = handle.prepareBatch(SQL.get("add_file"));
    PreparedBatch records = handle.prepareBatch(SQL.get("add_record"));
    long seq = 0;
    for (ReadSample sample : samples) {
      if (sample.refusal() == null && !sample.records().isEmpty()) {
        UUID file = UUID.randomUUID();
        SampleInput input = sample.input();
        files
            .bind("file_id", file)
            .bind("file_seq", ++seq)
            .bind("object_key", input.key())
            .bind("uploaded_at", input.uploadedAt())
            .bind("device_id", input.device())
            .bind("dialect", sample.dialect())
            .add();
        for (SampleRecord record : sample.records()) {
          records
              .bind("id", UUID.randomUUID())
              .bind("device_id", record.deviceId() == null ? input.device() : record.deviceId())
              .bind("file_name", input.key())
              .bind("json", record.json())
              .bind("file_id", file)
              .bind("record_no", record.recordNo())
              .bind("envelope", record.pageJson())
              .add();
        }
      }
    }
    if (seq > 0) {
      files.execute();
      records.execute();
    }
  }

  /**
   * @param timeOfUpload true if a day may be the upload's, which is no part of a key
   */
  private List<String> key(boolean timeOfUpload) {
    Map<String, Object> apart = handle.createQuery(SQL.get("keys")).mapToMap().one();
    if (!(boolean) apart.get("shared")) {
      return List.of();
    }
    if ((boolean) apart.get("by_store")) {
      return List.of("store_id", "transaction_id");
    }
    if (!timeOfUpload && (boolean) apart.get("by_day")) {
      return List.of("store_id", "transaction_date", "transaction_id");
    }
    return !timeOfUpload && (boolean) apart.get("by_device")
        ? List.of("store_id", "transaction_date", "device_id", "transaction_id")
        : List.of();
  }

  private TrialOutcome outcome(List<ReadSample> samples, List<String> key) {
    Map<String, Object> sums = handle.createQuery(SQL.get("sums")).mapToMap().one();
    Map<String, Long> codes = new TreeMap<>();
    handle
        .createQuery(SQL.get("codes"))
        .mapToMap()
        .forEach(row -> codes.put((String) row.get("code"), (Long) row.get("records")));
    samples.forEach(
        sample ->
            sample.rejects().forEach((code, records) -> codes.merge(code, records, Long::sum)));
    Map<String, Long> lacking = new TreeMap<>();
    FIELDS.forEach(field -> lacking.put(field, number(sums, field)));
    lacking.values().removeIf(count -> count == 0);
    return new TrialOutcome(
        samples.stream().mapToLong(ReadSample::read).sum(),
        samples.stream().mapToLong(ReadSample::rejected).sum(),
        samples.stream().mapToLong(ReadSample::loaded).sum(),
        number(sums, "typed"),
        number(sums, "transactions"),
        number(sums, "unkeyed"),
        number(sums, "rejected"),
        number(sums, "overridden"),
        samples.stream().filter(sample -> sample.refusal() != null).count(),
        codes,
        lacking,
        key);
  }

  private static long number(Map<String, Object> row, String column) {
    return ((Number) row.get(column)).longValue();
  }
}
