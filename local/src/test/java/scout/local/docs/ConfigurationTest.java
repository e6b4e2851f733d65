package scout.local.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.fields.PayloadField;
import scout.settings.Role;
import scout.settings.SettingException;
import scout.settings.Settings;

/** Holds docs/configuration.md against the code. */
class ConfigurationTest {
  private static final List<String> MODULES =
      List.of("settings", "workflows", "schema", "activities", "worker", "starter", "local");
  private static final Pattern NAME =
      Pattern.compile("\"((?:SCOUT|TEMPORAL)_[A-Z0-9_]*[A-Z0-9])\"");

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

  private record Documented(String name, String type, String defaultValue) {}

  private static List<Documented> documented() throws IOException {
    return Page.rows("configuration.md").stream()
        .map(cells -> new Documented(cells.get(0), cells.get(1), cells.get(2)))
        .toList();
  }

  @Test
  void namesEverySettingOfTheCodeAndNoOther() throws IOException {
    TreeSet<String> inCode = new TreeSet<>();
    for (String module : MODULES) {
      for (String source : Page.sources(module)) {
        NAME.matcher(source).results().forEach(found -> inCode.add(found.group(1)));
      }
    }
    inCode.remove(OF_THE_SERVER);
    Arrays.stream(Role.values()).map(Role::passwordSetting).forEach(inCode::add);
    Arrays.stream(PayloadField.values()).map(PayloadField::setting).forEach(inCode::add);
    List<String> names = documented().stream().map(Documented::name).toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(names)).isEqualTo(inCode);
  }

  @Test
  void statesTheDefaultsThatTheWorkerTakes() throws Throwable {
    Map<String, String> spelledOut = new TreeMap<>(REQUIRED);
    for (Documented setting : documented()) {
      if (!List.of("–", "none").contains(setting.defaultValue())) {
        spelledOut.put(setting.name(), setting.defaultValue());
      }
    }
    assertThat(workerSettings(spelledOut)).isEqualTo(workerSettings(REQUIRED));
  }

  static Stream<Documented> numbers() throws IOException {
    return documented().stream()
        .filter(setting -> setting.type().startsWith("number"))
        // the starter's, which takes it only while it starts
        .filter(setting -> !setting.name().equals("SCOUT_HTTP_PORT"));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void statesTheRangeOfEachNumber(Documented setting) {
    Matcher range = Pattern.compile("number (\\d+) to (\\d+)").matcher(setting.type());
    assertThat(range.matches()).as(setting.type()).isTrue();
    for (long outside :
        new long[] {Long.parseLong(range.group(1)) - 1, Long.parseLong(range.group(2)) + 1}) {
      Map<String, String> settings = new HashMap<>(REQUIRED);
      settings.put(setting.name(), Long.toString(outside));
      assertThatThrownBy(() -> workerSettings(settings))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining(
              setting.name()
                  + ": '"
                  + outside
                  + "' is not a whole number from "
                  + range.group(1)
                  + " to "
                  + range.group(2));
    }
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
