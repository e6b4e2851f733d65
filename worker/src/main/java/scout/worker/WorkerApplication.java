package scout.worker;

import java.util.Map;
import org.springframework.beans.BeansException;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import scout.settings.LogFormat;
import scout.settings.SettingException;
import scout.settings.Settings;

/** Starts the worker. */
public final class WorkerApplication {
  private static final int WRONG_USAGE = 2;
  private static final int UNREACHABLE = 3;

  private WorkerApplication() {}

  /** Runs it with the settings of the environment until it is stopped. */
  public static void main(String[] arguments) {
    try {
      start(System.getenv()).registerShutdownHook();
    } catch (SettingException e) {
      fail(WRONG_USAGE, e.getMessage());
    } catch (ServiceUnreachable e) {
      fail(UNREACHABLE, e.getMessage());
    }
  }

  private static void fail(int status, String message) {
    System.err.println(message);
    System.exit(status);
  }

  /**
   * Starts it; the database and Temporal must be reachable.
   *
   * @param settings by name, as in the environment
   * @return to be closed by the caller; closing takes up to 30 seconds while steps are running
   * @throws SettingException if a setting is missing or invalid
   * @throws ServiceUnreachable if the database or Temporal does not answer
   */
  public static ConfigurableApplicationContext start(Map<String, String> settings) {
    Settings read = new Settings(settings);
    WorkerSettings values = WorkerSettings.of(read);
    try {
      return application(values, LogFormat.of(read).springProperties());
    } catch (BeansException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ServiceUnreachable unreachable) {
          throw unreachable;
        }
        if (cause instanceof SettingException setting) {
          throw setting;
        }
      }
      throw e;
    }
  }

  private static ConfigurableApplicationContext application(
      WorkerSettings values, Map<String, Object> logging) {
    return new SpringApplicationBuilder(WorkerConfiguration.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .registerShutdownHook(false)
        .properties(logging)
        .initializers(
            context ->
                ((GenericApplicationContext) context)
                    .registerBean(WorkerSettings.class, () -> values))
        .run(
            "--spring.main.keep-alive=true",
            "--spring.jmx.enabled=false",
            "--spring.lifecycle.timeout-per-shutdown-phase=40s",
            // The caller gets the exception.
            "--logging.level.org.springframework.boot.SpringApplication=OFF",
            "--logging.level.org.springframework.context=ERROR");
  }
}
