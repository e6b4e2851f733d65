package scout.system.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.local.home.StackHome;
import scout.local.stack.EventGate;
import scout.local.stack.LocalStack;
import scout.settings.DatabaseSettings;
import scout.settings.Settings;
import scout.system.Shell;

/**
 * Pictures of every page of the console in a real Chromium, in light and dark, on a desk and on a
 * phone, filled by {@code ./scout simulate} with faults. No part of the build: see docs/testing.md.
 */
class ConsolePictures {
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final List<String> LISTS =
      List.of(
          "/console",
          "/console/files",
          "/console/files?status=quarantined",
          "/console/devices",
          "/console/tables",
          "/console/sales",
          "/console/alerts",
          "/console/usage",
          "/console/runbooks",
          "/console/actions/sweep");

  /** Of each kind of page the first that a list leads to. */
  private static final Map<String, List<String>> DETAILS =
      Map.of(
          "/console/files?status=quarantined", List.of("/console/file?"),
          "/console/files", List.of("/console/file?"),
          "/console/devices", List.of("/console/devices/"),
          "/console/tables", List.of("/console/tables/gold_store_daily_summary"),
          "/console/sales", List.of("/console/sales/"),
          "/console/alerts", List.of("/console/alerts/", "/console/actions/acknowledge"));

  @Test
  void takes(@TempDir Path folder) throws Exception {
    Files.createDirectories(PICTURES);
    try (LocalStack stack = new LocalStack(new StackHome(folder.toRealPath()), Map.of());
        RealChromium chromium = new RealChromium()) {
      stack.start(choice -> choice.startInMemory(), new EventGate(true));
      fill(stack);
      Page page = chromium.browser().newPage();
      page.navigate(stack.consoleLink().toString());
      for (String path : pages(stack, page)) {
        take(stack, page, path);
      }
    }
  }

  private static void fill(LocalStack stack) throws Exception {
    for (int days = 6; days >= 0; days--) {
      Shell.Answer answer =
          new Shell(stack.environment())
              .run(
                  ("simulate --seed "
                          + (7 + days)
                          + " --devices 12 --stores 5 --files 40 --rate 40 --records 20"
                          + " --faults all --fault-percent 20 --day "
                          + LocalDate.now(ZoneOffset.UTC).minusDays(days))
                      .split(" ", -1));
      assertThat(answer.exitCode()).as(answer.toString()).isZero();
    }
    new Shell(stack.environment()).run("sweep", "--wait", "--timeout", "300");
    DatabaseSettings owner = DatabaseSettings.owner(new Settings(stack.environment()));
    Jdbi database = Jdbi.create(owner.url(), owner.user(), owner.password());
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (database.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT FROM scout.files_under_way)"
                        + " OR EXISTS (SELECT FROM scout.files_pending)"
                        + " OR NOT EXISTS (SELECT FROM scout.platinum_store_features)")
                .mapTo(boolean.class)
                .one())) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static List<String> pages(LocalStack stack, Page page) {
    List<String> paths = new ArrayList<>();
    for (String path : LISTS) {
      paths.add(path);
      page.navigate(address(stack, path));
      for (String prefix : DETAILS.getOrDefault(path, List.of())) {
        Locator link = page.locator("main a[href^='" + prefix + "']");
        if (link.count() > 0) {
          paths.add(link.first().getAttribute("href"));
        }
      }
    }
    return paths;
  }

  private static String address(LocalStack stack, String path) {
    return URI.create(stack.environment().get("SCOUT_URL")).resolve(path).toString();
  }

  private static void take(LocalStack stack, Page page, String path) {
    String name =
        path.replaceFirst("^/", "").replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
    for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
      for (int width : List.of(1280, 375)) {
        page.setViewportSize(width, 900);
        page.navigate(address(stack, path));
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"))
            .as(path + " fits " + width)
            .isEqualTo(true);
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(
                    PICTURES.resolve(
                        "%s-%s-%s.png"
                            .formatted(
                                name.length() > 60 ? name.substring(0, 60) : name,
                                width > 500 ? "desk" : "phone",
                                colours.name().toLowerCase(Locale.ROOT)))));
      }
    }
  }
}
