package scout.activities.layers;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Leaves in the ledger and in bronze what a load, a replay and a discard leave there. */
final class PlayedLoader {
  private final Jdbi owner;

  PlayedLoader(Jdbi owner) {
    this.owner = owner;
  }

  /** A new file version of these records, given as JSON. */
  UUID load(String key, Instant uploadedAt, List<String> records) {
    UUID file = UUID.randomUUID();
    owner.useTransaction(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO scout.files (file_id, bucket, object_key, etag, device_id,"
                      + " size_bytes, uploaded_at, status) VALUES (:file, 'sample', :key,"
                      + " :file::text, 'till-1', 1, :uploaded, 'loading')")
              .bind("file", file)
              .bind("key", key)
              .bind("uploaded", Timestamp.from(uploadedAt))
              .execute();
          fill(handle, file, records);
        });
    return file;
  }

  /**
   * A new file version whose records came in this page, read with these notes; both may be null.
   */
  UUID load(String key, Instant uploadedAt, List<String> records, String envelope, String dialect) {
    UUID file = load(key, uploadedAt, records);
    owner.useTransaction(
        handle -> {
          handle.execute(
              "UPDATE scout.bronze_records SET envelope = ?::jsonb WHERE file_id = ?",
              envelope,
              file);
          handle.execute(
              "UPDATE scout.files SET dialect = ?::jsonb WHERE file_id = ?", dialect, file);
        });
    return file;
  }

  /** Replaces the file's rows by these. */
  void replay(UUID file, List<String> records) {
    owner.useTransaction(handle -> fill(handle, file, records));
  }

  private static void fill(Handle handle, UUID file, List<String> records) {
    handle.execute("SELECT 1 FROM scout.files WHERE file_id = ? FOR UPDATE", file);
    handle.execute("DELETE FROM scout.bronze_records WHERE file_id = ?", file);
    handle.execute("SELECT scout.ensure_partition(now()::date)");
    var batch =
        handle.prepareBatch(
            "INSERT INTO scout.bronze_records (id, device_id, file_name, file_path, raw_data,"
                + " file_id, record_no) SELECT gen_random_uuid(), 'till-1',"
                + " regexp_replace(object_key, '.*/', ''), object_key, :raw::jsonb, :file, :no"
                + " FROM scout.files WHERE file_id = :file");
    int number = 0;
    for (String record : records) {
      batch.bind("raw", record).bind("file", file).bind("no", ++number).add();
    }
    if (number > 0) {
      batch.execute();
    }
    handle
        .createUpdate(
            "UPDATE scout.files SET status = 'loaded', generation = generation + 1,"
                + " records_read = :n, records_loaded = :n, records_pending = :n,"
                + " records_current = 0, records_superseded = 0, records_unkeyed = 0,"
                + " records_rejected_silver = 0, records_discarded = 0,"
                + " bronze_created_at = now(), loaded_at = now(),"
                + " updated_at = clock_timestamp() WHERE file_id = :file")
        .bind("n", number)
        .bind("file", file)
        .execute();
  }

  /** Takes the file out. */
  void discard(UUID file) {
    owner.useHandle(
        handle ->
            handle.execute(
                "UPDATE scout.files SET status = 'discarded', silver_generation = NULL,"
                    + " updated_at = clock_timestamp()"
                    + " WHERE file_id = ?",
                file));
  }

  /** A newer version of the same key takes the file's place. */
  void replace(UUID file, UUID newer) {
    owner.useHandle(
        handle ->
            handle.execute(
                "UPDATE scout.files SET replaced_by = ?, silver_generation = NULL,"
                    + " updated_at = clock_timestamp()"
                    + " WHERE file_id = ?",
                newer,
                file));
  }

  /** The same content comes again later. */
  void comeBack(UUID file, Instant uploadedAt) {
    owner.useHandle(
        handle ->
            handle.execute(
                "UPDATE scout.files SET uploaded_at = ?, silver_generation = NULL,"
                    + " replaced_by = NULL, updated_at = clock_timestamp() WHERE file_id = ?",
                Timestamp.from(uploadedAt),
                file));
  }
}
