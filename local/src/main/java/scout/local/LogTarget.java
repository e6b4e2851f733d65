package scout.local;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where the log goes; to be chosen once, before anything is logged. */
public final class LogTarget {
  private LogTarget() {}

  /** To a file, so that the screen stays free. */
  public static void file(Path file) {
    System.setProperty("scout.log.file", file.toString());
    choose("file");
  }

  /** To the screen. */
  static void console() {
    choose("console");
  }

  /** The applications that start side by side must not each set up the log. */
  private static void choose(String target) {
    System.setProperty("scout.log.to", target);
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    LoggerFactory.getILoggerFactory();
    // the web server logs by the JDK's own means
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
