package scout.starter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.BeansException;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import scout.console.ConsoleConfiguration;
import scout.settings.LogFormat;
import scout.settings.SettingCatalog;
import scout.settings.SettingException;
import scout.settings.Settings;

/**
 * The Spring Boot application that maintains the Schedules, receives storage events and watches for
 * silence.
 */
public final class StarterApplication {
  private static final int WRONG_USAGE = 2;

  private StarterApplication() {}

  /** Runs it with the settings of the environment. */
  public static void main(String[] arguments) {
    try {
      start(System.getenv());
    } catch (BeansException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SettingException setting) {
          System.err.println(setting.getMessage());
          System.exit(WRONG_USAGE);
        }
      }
      throw e;
    }
  }

  /**
   * Starts it. Temporal and the database may come later; {@code GET /health} reports when all is
   * ready.
   *
   * @param settings by name, as in the environment; {@code SCOUT_HTTP_ADDRESS} (default 127.0.0.1)
   *     and {@code SCOUT_HTTP_PORT} (default 8080, 0 is any free one) set where it listens
   * @return to be closed by the caller
   */
  public static ConfigurableApplicationContext start(Map<String, String> settings) {
    Settings values = new Settings(settings);
    return new SpringApplicationBuilder(StarterConfiguration.class)
        .web(WebApplicationType.SERVLET)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties(LogFormat.of(values).springProperties())
        .initializers(
            context ->
                ((GenericApplicationContext) context).registerBean(Settings.class, () -> values))
        .run(arguments(values).toArray(String[]::new));
  }

  private static List<String> arguments(Settings values) {
    List<String> arguments = new ArrayList<>(ConsoleConfiguration.serverArguments(values));
    arguments.add("--server.address=" + values.get(SettingCatalog.HTTP_ADDRESS));
    arguments.add("--server.port=" + values.get(SettingCatalog.HTTP_PORT));
    // a refused body is still read after the answer, up to this size
    arguments.add("--server.tomcat.max-swallow-size=64MB");
    arguments.add("--server.shutdown=graceful");
    arguments.add("--spring.jmx.enabled=false");
    return arguments;
  }

  /** The port on which it listens. */
  public static int port(ConfigurableApplicationContext application) {
    return ((WebServerApplicationContext) application).getWebServer().getPort();
  }
}
