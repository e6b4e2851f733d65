package scout.bench.layers;

import java.time.OffsetDateTime;
import java.util.UUID;
import scout.schema.SqlFile;

/**
 * A file that was just loaded into bronze and waits for silver.
 *
 * @param loaded the created_at of its bronze rows
 */
record NewFile(UUID fileId, OffsetDateTime loaded) {
  private static final SqlFile SQL = SqlFile.load(NewFile.class, "new_file.sql");

  /**
   * The sales in a new file.
   *
   * @param records how many
   * @param shops the number of shops, in turn
   * @param days the number of days, in turn, ending yesterday
   */
  record Shape(int records, int shops, int days) {}

  /** Adds one; the number is part of its transaction_ids and selects its first shops. */
  static NewFile add(BenchDatabase database, int number, Shape shape) {
    UUID file = UUID.randomUUID();
    String name = "new" + number;
    database.inTransaction(
        handle -> {
          handle
              .createUpdate(SQL.get("file"))
              .bind("file", file)
              .bind("name", name)
              .bind("records", shape.records())
              .execute();
          handle
              .createUpdate(SQL.get("records"))
              .bind("file", file)
              .bind("name", name)
              .bind("number", number)
              .bind("records", shape.records())
              .bind("shops", shape.shops())
              .bind("days", shape.days())
              .execute();
        });
    return database
        .owner()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT bronze_created_at FROM scout.files WHERE file_id = :file")
                    .bind("file", file)
                    .mapTo(OffsetDateTime.class)
                    .map(loaded -> new NewFile(file, loaded))
                    .one());
  }
}
