package scout.local.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.database.RolePool;
import scout.activities.ingest.IngestSettings;
import scout.activities.ingest.IngestSteps;
import scout.activities.layers.LayerSettings;
import scout.activities.layers.LayerSteps;
import scout.activities.layers.RebuildSteps;
import scout.activities.layers.SourceSteps;
import scout.activities.layers.SpareConnections;
import scout.activities.models.plan.DeclarationSteps;
import scout.cli.terminal.CommandFailure;
import scout.local.home.StackHome;
import scout.local.stack.LocalStack;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.workflows.journey.LoadRequest;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ModelFiles;

/** From samples to a declaration, and with it to rows. */
class FitWriteTest {
  private static final String KEY = "scout/v1/bronze/till-31/amounts.csv";
  private static final String NESTED =
      """
      {"transaction_id":"N-1","store_id":"MKT-9","timestamp":"2026-10-05T10:00:00Z","amount":"1,234.50",\
      "cashier":{"badge":"007"},"loyal":true,"points":12,"weird [x]":"kept out","opened":"2026-10-04",\
      "items":[{"sku":"0012","qty":2,"price":"₱20.00"},{"sku":"A","qty":"many","price":"(1.50)"}]}
      {"transaction_id":"N-2","store_id":"MKT-9","timestamp":"2026-10-05T11:00:00Z","amount":"7.00",\
      "cashier":{"badge":"012"},"loyal":false,"points":3,"opened":"2026-10-05","items":[]}
      """;

  @TempDir Path folder;

  @Test
  void writesADeclarationThatIsAppliedAsItIs() throws Exception {
    try (LocalStack stack = new LocalStack(new StackHome(folder.toRealPath()), Map.of())) {
      stack.startStores();
      Map<String, String> environment = new HashMap<>(stack.environment());
      environment.put("SCOUT_HOME", folder.resolve("none").toString());
      environment.put("SCOUT_MODELS", folder.resolve("own").toString());
      Settings settings = new Settings(environment);
      try (ObjectStore store = new ObjectStore(StorageSettings.service(settings), 2)) {
        byte[] amounts =
            Files.readAllBytes(
                Path.of("../activities/src/test/cases/31-accounting-amounts/amounts.csv"));
        put(store, KEY, amounts);
        put(store, KEY.replace(".csv", ".jsonl"), NESTED.getBytes(StandardCharsets.UTF_8));
        List<String> keys = List.of(KEY, KEY.replace(".csv", ".jsonl"));
        FitRun run = new FitRun(environment);
        run.requireNoDeclaration();
        assertThat(run.writeDeclaration(run.look(keys, line -> {})))
            .contains("  ./scout models plan");
        assertThatThrownBy(run::requireNoDeclaration)
            .isInstanceOf(CommandFailure.class)
            .hasMessageContaining("is there already");

        apply(settings, Files.readString(folder.resolve("own/edge_transactions.yaml")));
        load(store, settings, keys);
        checkRows(settings);
      }
    }
  }

  private static void put(ObjectStore store, String key, byte[] content) {
    store.writer().put(key, new ByteArrayInputStream(content), content.length);
  }

  private static void apply(Settings settings, String source) {
    ZoneId zone = ZoneId.of("Asia/Manila");
    try (RolePool transform =
        RolePool.open(DatabaseSettings.of(DatabaseRole.TRANSFORM, settings), 2)) {
      DeclarationSteps steps = new DeclarationSteps(transform, zone, () -> {});
      ModelFiles files = new ModelFiles(Map.of("edge_transactions.yaml", source));
      assertThat(steps.planModels(files).problems()).isEmpty();
      ApplyRequest request = new ApplyRequest(files, "ana", List.of());
      new SourceSteps(
              transform,
              new RebuildSteps(
                  transform, LayerSettings.of(zone), new SpareConnections(0), () -> {}))
          .declareSource(steps.admitModels(request), "ana");
      assertThat(steps.declareModels(request).done()).isTrue();
    }
  }

  private static void load(ObjectStore store, Settings settings, List<String> keys) {
    BucketLayout area = new BucketLayout("sample", StorageSettings.prefix(settings));
    try (RolePool ingest = RolePool.open(DatabaseSettings.of(DatabaseRole.INGEST, settings), 2);
        RolePool transform =
            RolePool.open(DatabaseSettings.of(DatabaseRole.TRANSFORM, settings), 2);
        IngestSteps steps =
            new IngestSteps(ingest, store, area, IngestSettings.defaults(), () -> {})) {
      for (String key : keys) {
        steps.load(new LoadRequest("sample", key, null, false, null, null));
      }
      new LayerSteps(transform, LayerSettings.of(ZoneId.of("Asia/Manila")), new SpareConnections(1))
          .buildSilver(UUID.randomUUID(), null);
    }
  }

  private static void checkRows(Settings settings) {
    DatabaseSettings database = DatabaseSettings.of(DatabaseRole.TRANSFORM, settings);
    Jdbi.create(database.url(), database.user(), database.password())
        .useHandle(
            handle -> {
              assertThat(
                      handle
                          .createQuery(
                              "SELECT concat_ws(' ', transaction_id, amount, badge, loyal, points,"
                                  + " opened) FROM scout.silver_edge_transactions ORDER BY 1")
                          .mapTo(String.class)
                          .list())
                  .contains(
                      "C31-0002 1234.50",
                      "C31-0003 -12.50",
                      "C31-0005 120.00",
                      "N-1 1234.50 007 t 12 2026-10-04",
                      "N-2 7.00 012 f 3 2026-10-05");
              assertThat(
                      handle
                          .createQuery(
                              "SELECT concat_ws(' ', transaction_id, item_no, sku, qty, price)"
                                  + " FROM scout.silver_transaction_items ORDER BY 1")
                          .mapTo(String.class)
                          .list())
                  .containsExactly("N-1 1 0012 2 20.00", "N-1 2 A many -1.50");
            });
  }
}
