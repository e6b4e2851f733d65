package scout.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.local.demo.DemoEvidence;
import scout.local.demo.DemoReport;
import scout.local.demo.DemoRun;
import scout.local.demo.ExpectedOutcome;
import scout.local.home.ServerCache;
import scout.local.home.StackHome;
import scout.local.stack.EventGate;
import scout.local.stack.LocalStack;
import scout.local.temporal.InstalledServers;
import scout.local.temporal.RealServers;
import scout.settings.DatabaseSettings;
import scout.settings.Settings;

/** The demo's whole path, and every number that it shows. */
class DemoTest {
  private static final Path SAMPLES = Path.of("..", "samples");

  /** The whole screen; {@code -Dscout.write=true} writes it anew. */
  private static final Path EXPECTED =
      Path.of("src", "test", "resources", "scout", "local", "demo.txt");

  @TempDir Path folder;

  @Test
  void showsEveryNumberOnTheTestServer() throws Exception {
    try (LocalStack stack = new LocalStack(new StackHome(folder.toRealPath()), Map.of())) {
      stack.start(choice -> choice.startInMemory(), new EventGate(false));
      assertThat(stack.temporal().forgets()).isTrue();

      expectTheWholeScreen(stack);
      expectToNoticeWhatDiffers(stack);
    }
    assertThat(folder.resolve("run.json")).doesNotExist();
    assertThat(folder.resolve("run")).isDirectoryNotContaining("glob:**.pid");
  }

  @Test
  void showsEveryNumberOnTheRealServerAndItsRunsInTheWebUi() throws Exception {
    RealServers.assume(new InstalledServers(ServerCache.servers(System.getenv())));
    try (LocalStack stack = new LocalStack(new StackHome(folder.toRealPath()), Map.of())) {
      stack.start(choice -> choice.startInstalled().orElseThrow(), new EventGate(false));
      assertThat(stack.temporal().forgets()).isFalse();

      expectTheWholeScreen(stack);

      String runs =
          get(stack.temporal().uiUrl().orElseThrow() + "/api/v1/namespaces/default/workflows");
      assertThat(runs)
          .contains("\"FileJourney\"", "\"LayerRefresh\"", "\"EdgeSweep\"")
          .contains("file:sample/scout/v1/bronze/till-01/2025-03-14.json");
    }
  }

  /** What {@code ./scout demo --models samples/fleet/models} shows. */
  @Test
  void showsTheTablesThatTheSampleFleetDeclares() throws Exception {
    Path fleet = SAMPLES.resolve("fleet");
    try (LocalStack stack =
        new LocalStack(
            new StackHome(folder.toRealPath()),
            Map.of("SCOUT_MODELS", fleet.resolve("models").toString()))) {
      stack.start(choice -> choice.startInMemory(), new EventGate(false));
      StringWriter screen = new StringWriter();
      DemoRun demo =
          new DemoRun(
              stack.environment(), fleet.resolve("uploads"), true, new PrintWriter(screen, true));
      assertThat(demo.run()).as(screen.toString()).isEmpty();
      assertThat(screen.toString()).contains("gold_brand_daily", "silver_transaction_items");
    }
  }

  private static void expectTheWholeScreen(LocalStack stack) throws Exception {
    StringWriter screen = new StringWriter();
    DemoRun demo = new DemoRun(stack.environment(), SAMPLES, false, new PrintWriter(screen, true));

    assertThat(demo.run()).isEmpty();
    if (Boolean.getBoolean("scout.write")) {
      Files.write(EXPECTED, screen.toString().lines().toList());
    }
    assertThat(screen.toString().lines()).containsExactlyElementsOf(expectedScreen());
  }

  private static List<String> expectedScreen() throws IOException {
    return Files.readAllLines(EXPECTED);
  }

  /** The verdict must be able to fail: each number in turn is made wrong. */
  private static void expectToNoticeWhatDiffers(LocalStack stack) throws IOException {
    DatabaseSettings owner = DatabaseSettings.owner(new Settings(stack.environment()));
    Jdbi database = Jdbi.create(owner.url(), owner.user(), owner.password());
    List<ExpectedOutcome> promises = ExpectedOutcome.readAll(SAMPLES);
    DemoReport verdict =
        new DemoReport(
            new DemoEvidence(owner),
            promises,
            true,
            "scout/v1/bronze/",
            key -> key.endsWith("/till-03/notes.txt") || key.contains("/._"));
    assertThat(verdict.differences()).isEmpty();

    database.useHandle(
        handle ->
            handle.execute(
                "UPDATE scout.gold_store_daily_summary SET total_revenue = total_revenue + 0.01"
                    + " WHERE store_id = 'linz-01' AND transaction_date = '2025-03-14'"));
    assertThat(verdict.differences())
        .filteredOn(line -> line.startsWith("Gold differs from bronze"))
        .hasSize(2)
        .allMatch(line -> line.contains("linz-01"));

    database.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM scout.bronze_edge_raw WHERE record_no = 1"
                    + " AND file_path LIKE '%/till-01/2025-03-16.json.gz'"));
    assertThat(verdict.differences())
        .anyMatch(line -> line.contains("don't add up") && line.contains("2025-03-16.json.gz"));

    database.useHandle(
        handle ->
            handle.execute(
                "UPDATE scout.files SET status = 'archived' WHERE object_key LIKE '%_empty.json'"));
    assertThat(verdict.differences())
        .anyMatch(line -> line.startsWith("kiosk-03/2025-03-16_empty.json: promised quarantined"));
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }
}
