package scout.console;

import io.temporal.client.WorkflowClient;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import scout.console.access.ConsoleSecurity;
import scout.console.actions.ActionsController;
import scout.console.alerts.AlertsController;
import scout.console.data.ConsoleDatabase;
import scout.console.devices.DevicesController;
import scout.console.files.FilesController;
import scout.console.overview.OverviewController;
import scout.console.runbooks.RunbooksController;
import scout.console.sales.SalesController;
import scout.console.tables.TablesController;
import scout.console.usage.UsageController;
import scout.console.web.AssetController;
import scout.console.web.PageFailures;
import scout.console.web.PageRenderer;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * Wires the console into an application that has the {@link Settings}, a {@link WorkflowClient} and
 * a web server.
 */
@Configuration(proxyBeanMethods = false)
@Import({ConsoleSecurity.class, AssetController.class})
public class ConsoleConfiguration {
  /** Arguments for the application's web server: how the session's cookie is kept. */
  public static List<String> serverArguments(Settings settings) {
    boolean secure =
        settings
            .find(SettingCatalog.CONSOLE_URL)
            .map(address -> "https".equals(address.getScheme()))
            .orElse(false);
    return List.of(
        "--server.servlet.session.timeout=8h",
        "--server.servlet.session.tracking-modes=cookie",
        "--server.servlet.session.cookie.name=scout-console",
        "--server.servlet.session.cookie.path=/console",
        "--server.servlet.session.cookie.http-only=true",
        "--server.servlet.session.cookie.same-site=lax",
        "--server.servlet.session.cookie.secure=" + secure);
  }

  @Bean
  ConsoleDatabase consoleDatabase(Settings settings) {
    return ConsoleDatabase.open(settings);
  }

  @Bean
  PageRenderer pageRenderer() {
    return new PageRenderer();
  }

  @Bean
  PageFailures pageFailures(PageRenderer pages) {
    return new PageFailures(pages);
  }

  @Bean
  OverviewController overviewController(PageRenderer pages, ConsoleDatabase database) {
    return new OverviewController(pages, database);
  }

  @Bean
  FilesController filesController(PageRenderer pages, ConsoleDatabase database, Settings settings) {
    return new FilesController(pages, database, settings);
  }

  @Bean
  AlertsController alertsController(
      PageRenderer pages, ConsoleDatabase database, Settings settings) {
    return new AlertsController(pages, database, settings);
  }

  @Bean
  ActionsController actionsController(
      PageRenderer pages, ConsoleDatabase database, WorkflowClient client, Settings settings) {
    return new ActionsController(pages, database, client, settings);
  }

  @Bean
  DevicesController devicesController(
      PageRenderer pages, ConsoleDatabase database, Settings settings) {
    return new DevicesController(pages, database, settings);
  }

  @Bean
  TablesController tablesController(PageRenderer pages, ConsoleDatabase database) {
    return new TablesController(pages, database);
  }

  @Bean
  SalesController salesController(PageRenderer pages, ConsoleDatabase database) {
    return new SalesController(pages, database);
  }

  @Bean
  UsageController usageController(PageRenderer pages, ConsoleDatabase database) {
    return new UsageController(pages, database);
  }

  @Bean
  RunbooksController runbooksController(PageRenderer pages) {
    return new RunbooksController(pages);
  }
}
