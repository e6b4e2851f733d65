package scout.system.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.local.home.StackHome;
import scout.local.stack.EventGate;
import scout.local.stack.LocalStack;
import scout.settings.DatabaseSettings;
import scout.settings.Settings;
import scout.starter.alerts.Receivers;
import scout.starter.alerts.VendorRules;
import scout.system.Shell;

/**
 * One alert from its opening to its end, as somebody with a chat and a browser lives through it: a
 * torn file arrives; they are told once, look, take it, mute it, discard the file, and are told
 * once that it is over.
 */
class AlertWalkTest {
  private static final Path TORN =
      Path.of("..", "samples", "counter-08", "2025-03-17_cut-short.json");
  private static final String KEY = "scout/v1/bronze/counter-08/2025-03-17_cut-short.json";
  private static final Pattern REMEDY = Pattern.compile("<(http[^|]+)\\|What to do>");

  private static Receivers receivers;
  private static LocalStack stack;
  private static RealChromium chromium;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    assumeTrue(RealChromium.isThere(), "There is no Chromium here: apt-get install chromium");
    receivers = new Receivers();
    stack =
        new LocalStack(
            new StackHome(folder.toRealPath()),
            Map.of(
                "SCOUT_ALERT_ROUTES",
                "-> slack:ops",
                "SCOUT_ALERT_SLACK",
                "ops=" + receivers.address(VendorRules.SLACK)));
    stack.start(choice -> choice.startInMemory(), new EventGate(true));
    chromium = new RealChromium();
  }

  @AfterAll
  static void stop() {
    if (receivers != null) {
      chromium.close();
      stack.close();
      receivers.close();
    }
  }

  @Test
  void isToldTakenMutedActedOnAndOver() throws Exception {
    Shell.Answer upload =
        new Shell(stack.environment()).run("upload", TORN.toString(), "--device", "counter-08");
    assertThat(upload.exitCode()).as(upload.toString()).isZero();
    until("a message", () -> told().size() == 1);
    assertThat(told().get(0).path("text").asText())
        .isEqualTo("Scout warning: quarantined file, " + KEY);

    Page page = chromium.browser().newPage();
    page.navigate(stack.consoleLink().toString());
    leadsToTheRemedy(page);
    leadsFromTheOverviewToTheAlertAndItsFile(page);
    takesTheAlert(page);
    mutesTheAlert(page);
    reprocessesTheFileInVain(page);
    discardsTheFile(page);
    seesThatItIsOver(page);

    until("a second message", () -> told().size() == 2);
    assertThat(told().get(1).path("text").asText())
        .isEqualTo("Scout over: quarantined file, " + KEY);
    assertThat(told().get(1).toString()).doesNotContain("What to do", "./scout");
    assertThat(
            texts(
                "SELECT event FROM scout.alert_messages WHERE sent_at IS NOT NULL"
                    + " ORDER BY created_at"))
        .containsExactly("opened", "resolved");
  }

  /** The link in the chat. */
  private static void leadsToTheRemedy(Page page) {
    Matcher remedy = REMEDY.matcher(told().get(0).toString());
    assertThat(remedy.find()).as(told().toString()).isTrue();
    page.navigate(remedy.group(1));
    readsTheRunbook(page);
  }

  private static void readsTheRunbook(Page page) {
    page.waitForSelector("h2#quarantined_file:target");
    assertThat(page.locator("h2#quarantined_file").boundingBox().y).isBetween(0.0, 200.0);
  }

  private static void leadsFromTheOverviewToTheAlertAndItsFile(Page page) {
    page.click("nav >> text=Overview");
    page.click("#worst + .alerts a:has-text('" + KEY + "')");
    page.waitForSelector("h1:has-text('quarantined_file')");
    assertThat(page.textContent("main"))
        .contains("Upload it corrected", "Means:", "Look:", "Do:", "In a shell", "Over:");
    page.click("dd >> text=" + KEY);
    page.waitForSelector("h2 .status.quarantined");
    page.click("a:text-is('What to do')");
    readsTheRunbook(page);
    page.goBack();
    page.click("[aria-label='Open alerts of the file'] a:has-text('quarantined_file')");
    page.waitForSelector("h1:has-text('quarantined_file')");
  }

  private static void takesTheAlert(Page page) {
    page.click("a:text-is('Acknowledge')");
    assertThat(page.textContent("main")).contains("What it touches", "quarantined_file:" + KEY);
    confirm(page, "Acknowledge", "calling the shop");
    page.waitForSelector("dd:has-text('by " + me(page) + "')");
  }

  private static void mutesTheAlert(Page page) {
    page.click("a:text-is('Mute')");
    page.selectOption("[name=hours]", "8");
    confirm(page, "Mute", "");
    page.waitForSelector("dt:text-is('muted until') + dd time");
    page.click("nav >> text=Overview");
    assertThat(page.textContent("#worst + .alerts")).contains("taken by " + me(page), "muted");
  }

  /** From the alert's page, without looking for the file. */
  private static void reprocessesTheFileInVain(Page page) {
    page.click("#worst + .alerts a:has-text('" + KEY + "')");
    page.click("a:text-is('Reprocess')");
    page.fill("[name=reason]", "perhaps it works now");
    page.click("button:text-is('Reprocess')");
    page.waitForSelector("h1 .outcome.bad:text-is('quarantined again')");
    assertThat(page.textContent(".note.bad")).contains("TRUNCATED");
    page.click("a:text-is('Back')");
    page.waitForSelector("h2 .status.quarantined");
    assertThat(page.locator(".steps li b").allTextContents())
        .contains("first attempt began", "reprocess asked by " + me(page), "latest change");
    page.click("nav >> text=Overview");
  }

  private static void discardsTheFile(Page page) {
    page.click("#worst + .alerts a:has-text('" + KEY + "')");
    page.click("a:text-is('Discard')");
    assertThat(page.textContent("main"))
        .contains("which is quarantined, with no row in any layer", "its alert ends");
    page.fill("[name=reason]", "a test of the shop");
    page.click("button:text-is('Discard')");
    page.waitForSelector("h1 .outcome.good:text-is('discarded')");
    assertThat(texts("SELECT status FROM scout.files")).containsExactly("discarded");
    page.click("a:text-is('Back')");
    page.waitForSelector("h2 .status.discarded");
    assertThat(page.textContent("main"))
        .contains("moved to quarantine", "nothing of the file was loaded")
        .doesNotContain("Open alerts", "archived");
  }

  private static void seesThatItIsOver(Page page) {
    page.click("nav >> text=Overview");
    assertThat(page.textContent("main")).contains("Nothing needs a person.");
    page.click("nav >> text=Alerts");
    assertThat(page.locator("#did ~ .scroll tbody tr").allTextContents())
        .as("what people did, the latest first")
        .satisfiesExactly(
            row ->
                assertThat(row)
                    .contains(me(page), "discard", KEY, "discarded", "a test of the shop"),
            row -> assertThat(row).contains(me(page), "reprocess", KEY, "carried out"),
            row -> assertThat(row).contains(me(page), "mute", KEY, "done"),
            row -> assertThat(row).contains(me(page), "acknowledge", KEY, "calling the shop"));
    page.click("#past ~ .scroll a:has-text('quarantined_file')");
    page.waitForSelector(".chip:has-text('over')");
    assertThat(page.locator("[aria-label='What people did'] tbody tr").count()).isEqualTo(4);
  }

  private static void confirm(Page page, String button, String reason) {
    page.fill("[name=reason]", reason);
    page.click("button:text-is('" + button + "')");
    page.waitForSelector(".outcome.good");
    page.click("a:text-is('Back')");
  }

  /** Whom the page calls me. */
  private static String me(Page page) {
    return page.textContent(".who .name").replace("operator", "").strip();
  }

  private static List<JsonNode> told() {
    return receivers.taken(VendorRules.SLACK);
  }

  private static List<String> texts(String query) {
    DatabaseSettings owner = DatabaseSettings.owner(new Settings(stack.environment()));
    return Jdbi.create(owner.url(), owner.user(), owner.password())
        .withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
