package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import scout.activities.fields.PayloadField;
import scout.activities.ingest.IngestSettings;
import scout.activities.parse.ParseSettings;
import scout.settings.DatabaseRole;
import scout.settings.Setting;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** Holds the list of settings against the code; its page is held in settings. */
class ConfigurationTest {
  private static final List<String> MODULES =
      List.of(
          "settings", "workflows", "schema", "activities", "worker", "starter", "local", "bench");
  private static final Pattern NAME =
      Pattern.compile("\"((?:SCOUT|TEMPORAL|OTEL)_[A-Z0-9_]*[A-Z0-9])\"");

  /** A setting of Temporal's own server, not of Scout. */
  private static final String OF_THE_SERVER = "TEMPORAL_BROADCAST_ADDRESS";

  private static final Map<String, String> REQUIRED =
      Map.of(
          "SCOUT_DB_URL", "jdbc:postgresql://localhost:5432/scout",
          "SCOUT_DB_INGEST_PASSWORD", "secret",
          "SCOUT_DB_TRANSFORM_PASSWORD", "secret",
          "SCOUT_S3_ENDPOINT", "http://localhost:9000",
          "SCOUT_S3_ACCESS_KEY", "scout-service",
          "SCOUT_S3_SECRET_KEY", "secret",
          "TEMPORAL_ADDRESS", "localhost:7233");

  /** The names are in one list; whoever needs one takes it from there. */
  @Test
  void noSourceNamesASettingByItself() throws IOException {
    TreeSet<String> inCode = new TreeSet<>();
    for (String module : MODULES) {
      for (String source : Page.sources(module)) {
        if (!source.contains("class SettingCatalog")) {
          NAME.matcher(source).results().forEach(found -> inCode.add(found.group(1)));
        }
      }
    }
    assertThat(inCode).containsExactly(OF_THE_SERVER);
  }

  @Test
  void everyRoleAndEveryFieldHasASetting() {
    assertThat(DatabaseRole.values())
        .allSatisfy(
            role -> assertThat(role.passwordSetting()).isEqualTo("SCOUT_DB_" + role + "_PASSWORD"));
    assertThat(PayloadField.values())
        .allSatisfy(field -> assertThat(field.setting()).isEqualTo("SCOUT_PATHS_" + field))
        .allSatisfy(field -> assertThat(field.paths().defaultText()).isEqualTo(field.flatName()));
  }

  @Test
  void theWorkerTakesTheDefaultsOfTheCatalog() throws Throwable {
    Map<String, String> spelledOut = new TreeMap<>(REQUIRED);
    for (Setting<?> setting : SettingCatalog.all()) {
      if (setting.defaultText() != null) {
        spelledOut.put(setting.name(), setting.defaultText());
      }
    }
    assertThat(workerSettings(spelledOut)).isEqualTo(workerSettings(REQUIRED));
    assertThat(IngestSettings.of(new Settings(Map.of()))).isEqualTo(IngestSettings.defaults());
  }

  @Test
  void theWorkerTakesHowFilesAreRead() {
    ParseSettings reading =
        IngestSettings.of(
                new Settings(
                    Map.of(
                        "SCOUT_CSV_DELIMITER", "tab",
                        "SCOUT_CSV_SHORT_ROWS", "fill",
                        "SCOUT_RECORDS_AT", "response.data")))
            .reading();
    assertThat(reading.csvDelimiter()).isEqualTo('\t');
    assertThat(reading.fillShortRows()).isTrue();
    assertThat(reading.recordsAt()).isEqualTo("response.data");
  }

  /** All that a worker reads, as a record that knows when it is the same. */
  private static Object workerSettings(Map<String, String> settings) throws Throwable {
    Method of =
        Class.forName("scout.worker.WorkerSettings").getDeclaredMethod("of", Settings.class);
    of.setAccessible(true);
    try {
      return of.invoke(null, new Settings(settings));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
