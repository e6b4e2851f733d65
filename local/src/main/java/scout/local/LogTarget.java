package scout.local;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the log goes; choose it once, before anything is logged. */
public final class LogTarget {
  private LogTarget() {}

  /** Logs to a file, so that the screen stays free. */
  public static void file(Path file) {
    System.setProperty("scout.log.file", file.toString());
    choose("file");
  }

  /** Logs to the screen. */
  static void console() {
    choose("console");
  }

  /** Applications that start side by side must not each configure the log. */
  private static void choose(String target) {
    System.setProperty("scout.log.to", target);
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    LoggerFactory.getILoggerFactory();
    // the web server uses the JDK's own logging
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
