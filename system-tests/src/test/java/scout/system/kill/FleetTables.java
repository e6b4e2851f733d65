package scout.system.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowStub;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.models.DeclarationFiles;
import scout.workflows.client.Declarations;
import scout.workflows.client.Refreshes;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ApplyResult;
import scout.workflows.models.ModelFiles;
import scout.workflows.refresh.RefreshRequest;

/**
 * A fleet of seven devices that send one nested record a file, with the tables of {@code
 * samples/fleet/models}, on the real servers, found by one sweep, events off. Every record, item
 * and substitution must be there, and each model equal its SELECT over the whole; so too after one
 * file was corrected, one discarded, one reprocessed. It takes some minutes, so the build leaves it
 * out; docs/testing.md has the command.
 */
class FleetTables {
  private static final int FILES = Integer.getInteger("scout.files", 13_289);
  private static final int DEVICES = 7;
  private static final Path MODELS = Path.of("..", "samples", "fleet", "models");

  @Test
  void holdEveryRecordAndItem(@TempDir Path folder) throws Exception {
    try (Servers servers = Servers.start(folder)) {
      servers.namespace("tables");
      servers.awaitNamespaces();
      try (Site site = new Site(servers, "tables", false)) {
        site.startWorker();
        timed("applied", () -> apply(site));
        timed("uploaded", () -> upload(site));
        timed(
            "in all tables",
            () -> {
              site.startSweep();
              site.awaitSweep();
              site.until(
                  "all are archived",
                  () ->
                      site.one("SELECT count(*) FROM scout.files WHERE status = 'archived'")
                          .equals(Integer.toString(FILES)));
              return settle(site);
            });
        expect(site, FILES, items(FILES), substitutions(FILES));

        site.upload(path(1), record(1, 5));
        site.startSweep();
        site.awaitSweep();
        timed("corrected", () -> settle(site));
        expect(site, FILES, items(FILES) - itemsOf(1) + 5, substitutions(FILES));

        Scenarios.discard(site, path(9));
        Scenarios.awaitRequest(site, path(9));
        timed("discarded", () -> settle(site));
        expect(
            site, FILES - 1, items(FILES) - itemsOf(1) + 5 - itemsOf(9), substitutions(FILES) - 1);

        Scenarios.reprocess(site, path(2));
        Scenarios.awaitRequest(site, path(2));
        timed("reprocessed", () -> settle(site));
        expect(
            site, FILES - 1, items(FILES) - itemsOf(1) + 5 - itemsOf(9), substitutions(FILES) - 1);
      }
    }
  }

  private static Void apply(Site site) throws Exception {
    WorkflowStub run =
        Declarations.apply(
            site.client(),
            new ApplyRequest(
                new ModelFiles(DeclarationFiles.read(MODELS).texts()), "the test", List.of()));
    assertThat(run.getResult(ApplyResult.class).held()).isEmpty();
    return null;
  }

  private static Void upload(Site site) throws Exception {
    site.uploadAll(FILES, FleetTables::path, i -> record(i, itemsOf(i)));
    return null;
  }

  private static Void settle(Site site) throws Exception {
    Refreshes.request(site.client(), new RefreshRequest("the test", true, false));
    site.until(
        "everything is settled",
        () ->
            site.one(
                    "SELECT NOT EXISTS (SELECT FROM scout.files_pending)"
                        + " AND NOT EXISTS (SELECT FROM scout.gold_outbox)"
                        + " AND NOT EXISTS (SELECT FROM scout.model_outbox)"
                        + " AND NOT EXISTS (SELECT FROM scout.refreshes WHERE outcome = 'running')")
                .equals("t"));
    return null;
  }

  private static void expect(Site site, long sales, long items, long substitutions) {
    assertThat(
            site.one(
                "SELECT concat_ws(' ', (SELECT count(*) FROM scout.silver_edge_transactions),"
                    + " (SELECT count(*) FROM scout.silver_transaction_items),"
                    + " (SELECT count(*) FROM scout.silver_transaction_substitutions),"
                    + " (SELECT sum(transaction_count) FROM scout.gold_store_daily_summary),"
                    + " (SELECT count(*) FROM scout.models WHERE state = 'active'))"))
        .isEqualTo("%1$d %2$d %3$d %1$d 8".formatted(sales, items, substitutions));
    try (Handle owner = site.open()) {
      owner.execute("SET search_path = scout; SET TimeZone = 'UTC'");
      owner
          .createQuery("SELECT model_name, query FROM models ORDER BY position")
          .map((row, context) -> List.of(row.getString(1), row.getString(2)))
          .forEach(
              model ->
                  assertThat(differing(owner, model.get(0), model.get(1)))
                      .as("rows of %s that differ from its SELECT", model.get(0))
                      .isZero());
    }
  }

  private static long differing(Handle owner, String table, String query) {
    String columns =
        owner
            .createQuery(
                "SELECT string_agg(quote_ident(c ->> 'name'), ', ' ORDER BY place) FROM models,"
                    + " jsonb_array_elements(columns) WITH ORDINALITY AS each (c, place)"
                    + " WHERE model_name = :table")
            .bind("table", table)
            .mapTo(String.class)
            .one();
    String held = "SELECT " + columns + " FROM " + table;
    String due = "SELECT " + columns + " FROM (" + query + "\n) due";
    try (var statement = owner.getConnection().createStatement();
        var rows =
            statement.executeQuery(
                "SELECT (SELECT count(*) FROM ((%1$s) EXCEPT ALL (%2$s)) a)".formatted(held, due)
                    + " + (SELECT count(*) FROM ((%2$s) EXCEPT ALL (%1$s)) b)"
                        .formatted(held, due))) {
      rows.next();
      return rows.getLong(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String path(int i) {
    return "SCOUTPI-%04d/sale-%06d.json".formatted(1 + i % DEVICES, i);
  }

  private static int itemsOf(int i) {
    return 1 + i % 3;
  }

  private static long items(int files) {
    return IntStream.range(0, files).mapToLong(FleetTables::itemsOf).sum();
  }

  private static long substitutions(int files) {
    return IntStream.range(0, files).filter(i -> i % 9 == 0).count();
  }

  private static byte[] record(int i, int items) {
    String basket =
        IntStream.range(0, items).mapToObj(k -> item(i, k)).collect(Collectors.joining(","));
    String pairs =
        i % 9 == 0
            ? "\"substitution\":{\"happened\":true,\"pairs\":[{\"asked\":{\"brandName\":\"Surf\"},"
                + "\"given\":{\"brandName\":\"Perla\"},\"reason\":\"Out of stock\"}]},"
            : "";
    return """
    {"transactionId":"d478-%1$06d","storeId":"%2$d","deviceId":"SCOUTPI-%3$04d",\
    "timestamp":"2026-%4$02d-%5$02dT%6$02d:15:00+08:00","store":{"region":"NCR","municipality":"Pateros"},\
    "request":{"gender":"%7$s","ageBracket":"25-34","mode":"verbal","isReturning":false},\
    "items":[%8$s],%9$s"totals":{"totalAmount":%10$d.50,"currency":"PHP","itemCount":%11$d},\
    "transactionContext":{"duration":%6$d.125,"paymentMethod":"%12$s","language":"tl","dayPart":"morning"},\
    "suggestion":{"offered":%13$b,"accepted":false},\
    "edge":{"version":"2.4.0","processedAt":1741931644,"details":{"model":"whisper-small"}}}
    """
        .formatted(
            i,
            102 + i % DEVICES,
            1 + i % DEVICES,
            1 + i / DEVICES % 3,
            1 + i % 28,
            6 + i % 12,
            i % 2 == 0 ? "Female" : "male",
            basket,
            pairs,
            1 + i % 90,
            items,
            i % 5 == 0 ? "GCash" : "cash",
            i % 4 == 0)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Each eleventh sale has an item without a brand. */
  private static String item(int i, int k) {
    String brand = i % 11 == 0 && k == 0 ? "" : "\"brandName\":\"Brand " + (i + k) % 40 + "\",";
    return "{\"sku\":\"SKU-%d\",%s\"productName\":\"Soap\",\"category\":\"Laundry\",\"quantity\":%d,\"unitPrice\":9.25,\"totalPrice\":%d.25}"
        .formatted((i * 7 + k * 13) % 400, brand, 1 + (i + k) % 3, 9 * (1 + (i + k) % 3));
  }

  private static void timed(String what, Callable<Void> work) throws Exception {
    long began = System.nanoTime();
    work.call();
    System.out.printf(
        "%d files: %s after %.1f s%n", FILES, what, (System.nanoTime() - began) / 1e9);
  }
}
