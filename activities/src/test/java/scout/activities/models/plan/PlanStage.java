package scout.activities.models.plan;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.TestDatabase;
import scout.models.DeclarationFiles;
import scout.settings.DatabaseRole;
import scout.workflows.models.TestResult;

/** A database in which declarations are judged. */
final class PlanStage implements AutoCloseable {
  /** Items of sales, so that models have something to join. */
  static final String SOURCE =
      """
      source: edge_transactions
      tables:
        silver_transaction_items:
          each: items
          fields:
            sku: {type: key, from: [sku]}
            brand_name: {type: text, from: [brandName]}
            quantity: {type: integer, from: [quantity]}
            total_price: {type: "decimal(12,2)", from: [totalPrice]}
      """;

  private static final ZoneId ZONE = ZoneId.of("Asia/Manila");

  final TestDatabase database;
  final Jdbi owner;

  PlanStage() throws Exception {
    database = TestDatabase.create();
    owner = database.owner();
  }

  /** Judges files: name, text, name, text. */
  Planned plan(String... files) {
    return undone(handle -> Planner.plan(handle, read(files), ZONE, true));
  }

  /** Runs the tests of files, given as above. */
  TestResult test(String... files) {
    return undone(handle -> ModelTestRun.run(handle, read(files), ZONE));
  }

  private static DeclarationFiles read(String... files) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < files.length; i += 2) {
      texts.put(files[i], files[i + 1]);
    }
    return new DeclarationFiles(texts);
  }

  private <T> T undone(Function<Handle, T> work) {
    return database
        .as(DatabaseRole.TRANSFORM)
        .jdbi()
        .inTransaction(
            handle -> {
              T result = work.apply(handle);
              handle.rollback();
              return result;
            });
  }

  /** What is refused of one model of this text: line and code. */
  List<String> refused(String... files) {
    return plan(files).result().problems().stream()
        .map(problem -> problem.line() + " " + problem.code())
        .toList();
  }

  /** Some sales of three stores on days of June, as silver holds them. */
  void sales(int count) {
    owner.useHandle(
        handle -> {
          handle.execute(
              "INSERT INTO scout.files (file_id, bucket, object_key, etag, status, size_bytes, uploaded_at)"
                  + " SELECT gen_random_uuid(), 'b', 'k', 'e', 'archived', 1, now()");
          handle.execute("SET session_replication_role = replica");
          handle.execute(
              """
              INSERT INTO scout.silver_edge_transactions (bronze_id, device_id, file_name,
                transaction_id, store_id, transaction_timestamp, amount, currency, payment_method,
                full_payload, ingested_at, file_id, record_no, uploaded_at, transaction_date)
              SELECT gen_random_uuid(), 'd', 'f', 't' || n, 'S' || n % 3,
                     timestamptz '2025-06-01 00:00Z' + n * interval '1 hour', n % 17, 'PHP',
                     CASE WHEN n % 4 > 0 THEN 'cash' END, '{}', now(),
                     (SELECT file_id FROM scout.files LIMIT 1), n, now(),
                     (timestamp '2025-06-01' + n * interval '1 hour')::date
                FROM generate_series(1, ?) AS n
              """,
              count);
        });
  }

  @Override
  public void close() {
    database.close();
  }
}
