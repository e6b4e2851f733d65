package scout.local.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.activities.database.RolePool;
import scout.activities.ingest.IngestSettings;
import scout.activities.ingest.IngestSteps;
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
import scout.workflows.journey.LoadResult;

class FitRunTest {
  private static final String RECORD =
      """
      {"receiptNo":"R-%d","storeNo":"17","soldAt":"2026-10-05T10:00:00Z","grandTotal":10.5}
      """;

  @TempDir Path folder;

  @Test
  void looksAtObjectsWhereverTheyAreNow() throws Exception {
    try (LocalStack stack = new LocalStack(new StackHome(folder.toRealPath()), Map.of())) {
      stack.startStores();
      Map<String, String> environment = new HashMap<>(stack.environment());
      environment.put("SCOUT_HOME", folder.resolve("none").toString());
      Settings settings = new Settings(environment);
      String archived = "scout/v1/bronze/till-01/archived.jsonl";
      String waiting = "scout/v1/bronze/till-02/waiting.jsonl";
      try (ObjectStore store = new ObjectStore(StorageSettings.service(settings), 2)) {
        put(store, archived, 1);
        archive(store, settings, archived);
        assertThat(store.stat(archived)).isEmpty();
        put(store, waiting, 2);
        FitPages found = new FitRun(environment).look(List.of(archived, waiting), line -> {});
        assertThat(found.lines())
            .contains("  export SCOUT_PATHS_TRANSACTION_ID='transaction_id,receiptNo'");
        assertThat(found.values().get("proposed").toString()).contains("transactions=2");
        assertThatThrownBy(
                () -> new FitRun(environment).look(List.of("scout/v1/bronze/x.json"), line -> {}))
            .isInstanceOf(CommandFailure.class)
            .hasMessageContaining("neither a file here nor an object in the bucket");
      }
    }
  }

  private static void put(ObjectStore store, String key, int no) {
    byte[] content = RECORD.formatted(no).getBytes(StandardCharsets.UTF_8);
    store.writer().put(key, new ByteArrayInputStream(content), content.length);
  }

  private static void archive(ObjectStore store, Settings settings, String key) {
    BucketLayout area = new BucketLayout("sample", StorageSettings.prefix(settings));
    try (RolePool database = RolePool.open(DatabaseSettings.of(DatabaseRole.INGEST, settings), 2);
        IngestSteps ingestion =
            new IngestSteps(database, store, area, IngestSettings.defaults(), () -> {})) {
      LoadResult loaded = ingestion.load(new LoadRequest("sample", key, null, false, null, null));
      ingestion.archive(loaded.fileId());
    }
  }

  @Test
  void looksAtAFolderWithoutAStack() throws Exception {
    Path files = Files.createDirectory(folder.resolve("files"));
    Files.writeString(files.resolve("a.jsonl"), RECORD.formatted(1));
    Files.writeString(files.resolve("b.jsonl"), RECORD.formatted(2));
    Files.writeString(files.resolve("notes.txt"), "no input");
    List<String> remarks = new ArrayList<>();
    Map<String, String> environment = Map.of("SCOUT_HOME", folder.resolve("none").toString());
    FitPages found = new FitRun(environment).look(List.of(files.toString()), remarks::add);
    assertThat(remarks).singleElement().asString().contains("starting a PostgreSQL");
    assertThat(found.values().get("proposed").toString()).contains("transactions=2");
    assertThatThrownBy(() -> new FitRun(environment).look(List.of("none.json"), remarks::add))
        .isInstanceOfSatisfying(
            CommandFailure.class,
            failure -> assertThat(failure.exitCode()).isEqualTo(CommandFailure.UNREACHABLE));
  }
}
