package scout.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scout.schema.WatchedDatabase;

/**
 * The console in a real Chromium: clicked, seen, checked for accessibility. In the build, one half
 * of the pages is looked at on a desk in the light, the other on a phone in the dark; with {@code
 * -Dscout.long=true} every page is, on both and in both.
 */
class ConsoleBrowserTest {
  private static final boolean EVERY_PAGE = Boolean.getBoolean("scout.long");
  private static final List<String> PAGES =
      List.of(
          "/console",
          "/console/files",
          "/console/file?key=scout/v1/bronze/till-0000/2000.jsonl",
          "/console/devices",
          "/console/devices/till-0003",
          "/console/tables",
          "/console/tables/gold_store_daily_summary",
          "/console/sales",
          "/console/sales/store-0004",
          "/console/alerts",
          "/console/alerts/1",
          "/console/files?alert=5",
          "/console/usage",
          "/console/runbooks",
          "/console/actions/discard?key=scout/v1/bronze/till-0000/2000.jsonl");

  /** But for pictures, and the sample of a table, which is shown as it lies there. */
  private static final String WIDER_THAN_THE_SCREEN =
      """
      () => Array.from(document.querySelectorAll('.scroll'))
        .filter(part => !part.querySelector('.lineage, .heat, .sample'))
        .filter(part => part.scrollWidth > part.clientWidth + 1)
        .map(part => part.getAttribute('aria-label') || part.getAttribute('aria-labelledby'))
      """;

  private static WatchedDatabase database;
  private static RunningConsole console;
  private static Playwright playwright;
  private static Browser browser;

  private final List<String> requests = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> chromium = chromium();
    assumeTrue(
        chromium.isPresent(),
        "There is no Chromium here, so the console is not looked at: apt-get install chromium");
    database = WatchedDatabase.start();
    SampleDays.fill(database, 2_000, 20, 12, 30);
    askForSomething();
    console = new RunningConsole(database, Map.of("SCOUT_HTTP_PORT", "0"));
    console.user("ana", "secret of ana", "operator");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu")));
  }

  /** About a file and an alert whose pages are looked at. */
  private static void askForSomething() {
    database
        .owner()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO scout.operator_actions
                      (action_id, operator, action, subject, reason, workflow_id, outcome, detail)
                    SELECT gen_random_uuid(), 'ana', action, subject, 'the shop sends it again',
                           'operator-action:1', 'done', 'Scout has the request'
                      FROM (VALUES ('reprocess', 'scout/v1/bronze/till-0000/2000.jsonl'),
                                   ('mute', 'quarantined_file:scout/v1/bronze/till-0005/5.jsonl'))
                           AS asked (action, subject)"""));
  }

  private static Optional<Path> chromium() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
      console.close();
      database.close();
    }
  }

  @AfterEach
  void nothingLeavesAndNothingComplains() {
    if (context != null) {
      context.close();
      String own = console.address("/").toString();
      assertThat(requests).isNotEmpty().allMatch(request -> request.startsWith(own));
      assertThat(complaints).isEmpty();
    }
  }

  /** A person's browser, signed in with the keyboard alone. */
  private Page open(int width, int height, ColorScheme colours) {
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setTimezoneId("Europe/Vienna"));
    context.onRequest(request -> requests.add(request.url()));
    Page page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.text()));
    page.onPageError(complaints::add);
    page.navigate(console.address("/console").toString());
    page.focus("[name=username]");
    page.keyboard().type("ana");
    page.keyboard().press("Tab");
    page.keyboard().type("secret of ana");
    page.keyboard().press("Enter");
    page.waitForSelector("h1:has-text('Overview')");
    return page;
  }

  @Test
  void isAccessibleOnADesk() {
    look(1280, 900, ColorScheme.LIGHT, 0);
  }

  @Test
  void isAccessibleOnAPhone() {
    look(375, 812, ColorScheme.DARK, 1);
  }

  @Test
  void needsNoScrollingToTheSideOnAPhone() {
    Page page = open(375, 812, ColorScheme.LIGHT);
    Map<String, Object> wider = new LinkedHashMap<>();
    for (String path : PAGES) {
      page.navigate(console.address(path).toString());
      wider.put(path, page.evaluate(WIDER_THAN_THE_SCREEN));
    }
    assertThat(wider.values()).as(wider.toString()).allMatch(List.of()::equals);
  }

  private void look(int width, int height, ColorScheme colours, int first) {
    if (EVERY_PAGE) {
      for (ColorScheme each : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        look(open(width, height, each), 0, 1);
        context.close();
      }
    }
    look(open(width, height, colours), first, 2);
  }

  private static void look(Page page, int first, int step) {
    for (int i = first; i < PAGES.size(); i += step) {
      String path = PAGES.get(i);
      page.navigate(console.address(path).toString());
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"))
          .as(path + " fits the screen")
          .isEqualTo(true);
      List<Rule> violations = new AxeBuilder(page).analyze().getViolations();
      assertThat(violations.stream().map(rule -> rule.getId() + ": " + rule.getNodes()).toList())
          .as(path)
          .isEmpty();
    }
  }

  @Test
  void searchesWhileOneTypesAndShowsTimesInOnesZone() {
    Page page = open(1280, 900, ColorScheme.LIGHT);
    page.click("nav >> text=Files");
    page.waitForSelector("text=till-0000/2000.jsonl");

    page.fill("#key", "till-0003/3.jsonl");

    page.waitForSelector("#found:not(:has-text('till-0000/2000.jsonl'))");
    assertThat(page.locator("#found tbody tr").count()).isEqualTo(1);
    assertThat(page.url()).contains("key=till-0003");
    page.waitForSelector("#found time[data-local]");
    assertThat(page.getAttribute("#found time", "title")).endsWith("UTC");
  }

  @Test
  void acknowledgesAnAlertAfterAskingAndDrawsTheTrend() {
    Page page = open(1280, 900, ColorScheme.DARK);
    page.click("nav >> text=Alerts");
    page.click("a[aria-label='Acknowledge file_lost till-0007']");
    assertThat(page.textContent("main")).contains("What it touches", "file_lost:till-0007");
    page.fill("[name=reason]", "calling the shop");
    page.click("button:has-text('Acknowledge')");
    page.waitForSelector("main .outcome");
    page.click("text=What people did");
    page.waitForSelector("td:has-text('calling the shop')");

    page.navigate(console.address("/console/sales/store-0004").toString());
    page.waitForSelector(".chart canvas");
    drawsOneDayInTheMiddle(page);
    leavesDaysWithoutSalesEmpty(page);
  }

  private static void drawsOneDayInTheMiddle(Page page) {
    sell("store-once", "0");
    page.navigate(console.address("/console/sales/store-once").toString());
    page.waitForSelector(".u-legend:has-text('" + page.textContent("#days td") + "')");
    assertThat(drawnAt(page, 0.5)).isTrue();
  }

  /** A day between two gaps is on no line, and is drawn as a point. */
  private static void leavesDaysWithoutSalesEmpty(Page page) {
    sell("store-gaps", "100, 99, 50, 1, 0");
    page.navigate(console.address("/console/sales/store-gaps").toString());
    page.waitForSelector(".u-legend:has-text('" + page.textContent("#days td") + "')");
    assertThat(drawnAt(page, 0.5)).as("the day alone").isTrue();
    assertThat(drawnAt(page, 0.25)).as("the first gap").isFalse();
    assertThat(drawnAt(page, 0.75)).as("the second gap").isFalse();
    assertThat(page.locator("#days tbody tr").count()).isEqualTo(5);
  }

  private static void sell(String store, String daysAgo) {
    database
        .owner()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO scout.gold_store_daily_summary (store_id, transaction_date,"
                        + " transaction_count, active_devices, first_transaction_time,"
                        + " last_transaction_time, other_currency_transactions)"
                        + " SELECT '"
                        + store
                        + "', current_date - ago, 7, 1, now(), now(), 0 FROM unnest(ARRAY["
                        + daysAgo
                        + "]) AS ago"));
  }

  /** True if the line of the sales is drawn at this share of the chart's width. */
  private static boolean drawnAt(Page page, double share) {
    Object blue =
        page.evaluate(
            """
            share => {
              const plot = document.querySelector('.u-over').getBoundingClientRect();
              const canvas = document.querySelector('.chart canvas');
              const place = plot.left + plot.width * share - canvas.getBoundingClientRect().left;
              const copy = document.createElement('canvas');
              copy.width = canvas.width;
              copy.height = canvas.height;
              const image = copy.getContext('2d', { willReadFrequently: true });
              image.drawImage(canvas, 0, 0);
              const pixels = image.getImageData(place - 10, 0, 20, canvas.height).data;
              return pixels.some((value, i) => i % 4 == 2 && value - pixels[i - 2] > 80);
            }""",
            share);
    return (boolean) blue;
  }

  @Test
  void theTooltipOfATimeSaysItsAge() {
    Page page = open(1280, 900, ColorScheme.LIGHT);
    page.navigate(console.address("/console/files").toString());
    page.waitForSelector("#found time[data-local]");
    page.evaluate(
        "document.querySelector('#found time').setAttribute('datetime',"
            + " new Date(Date.now() - 3 * 3600e3 - 5e3).toISOString())");
    page.hover("#found time >> nth=0");
    assertThat(page.getAttribute("#found time >> nth=0", "title")).startsWith("3 h ago, ");
  }
}
