package scout.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program itself, as its image starts it. */
class JsonLogsTest {
  @Test
  @Timeout(180)
  void writesAnObjectALine() throws Exception {
    ProcessBuilder starter =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StarterApplication.class.getName());
    starter
        .environment()
        .putAll(
            Map.of(
                "SCOUT_LOG_FORMAT", "json",
                "SCOUT_HTTP_PORT", "0",
                "SCOUT_WEBHOOK_TOKEN", "token",
                "SCOUT_DB_URL", "jdbc:postgresql://127.0.0.1:1/none",
                "SCOUT_DB_WATCH_PASSWORD", "none",
                "TEMPORAL_ADDRESS", "127.0.0.1:1"));
    Process process = starter.redirectErrorStream(true).start();
    try (BufferedReader lines = process.inputReader()) {
      JsonNode line =
          new ObjectMapper()
              .readTree(
                  lines.lines().filter(each -> each.startsWith("{")).findFirst().orElseThrow());
      assertThat(line.path("@timestamp").asText()).isNotEmpty();
      assertThat(line.path("level").asText()).isNotEmpty();
      assertThat(line.path("message").asText()).isNotEmpty();
    } finally {
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }
}
