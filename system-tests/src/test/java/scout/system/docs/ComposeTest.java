package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import scout.local.temporal.InstalledServers;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.settings.TemporalSettings;
import scout.workflows.SearchAttributes;

/** Holds docker-compose.yml against the code, and against its own promises. */
class ComposeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(:?[?-][^}]*)?}");
  private static final Set<String> ONCE =
      Set.of("s3-volumes", "s3-prepare", "temporal-schema", "temporal-namespace", "migrate", "cli");

  /** Hands the volumes to the user that the object store runs as, and ends. */
  private static final String ROOT_FOR_A_MOMENT = "s3-volumes";

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> services() throws IOException {
    Map<String, Object> file =
        new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
    return (Map<String, Map<String, Object>>) file.get("services");
  }

  private static Map<String, String> example() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(ROOT.resolve(".env.example"))) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return values;
  }

  /** The environment of a service with the values of .env.example. */
  @SuppressWarnings("unchecked")
  private static Map<String, String> environment(String service) throws IOException {
    Map<String, String> example = example();
    Map<String, String> environment = new LinkedHashMap<>();
    ((Map<String, Object>) services().get(service).get("environment"))
        .forEach(
            (name, value) ->
                environment.put(
                    name,
                    VARIABLE
                        .matcher(String.valueOf(value))
                        .replaceAll(found -> example.get(found.group(1)))));
    return environment;
  }

  static Stream<String> names() throws IOException {
    return services().keySet().stream();
  }

  @Test
  void takesTheVersionsThatTheTestsRunOn() throws IOException {
    String server = installed("temporal-server");
    assertThat(services().get("temporal").get("image"))
        .isEqualTo("docker.io/temporalio/server:" + server);
    assertThat(services().get("temporal-schema").get("image"))
        .isEqualTo("docker.io/temporalio/admin-tools:" + server);
    assertThat(services().get("temporal-ui").get("image"))
        .isEqualTo("docker.io/temporalio/ui:" + installed("temporal-ui-server"));
  }

  private static String installed(String program) {
    return InstalledServers.PROGRAMS.stream()
        .filter(candidate -> candidate.name().equals(program))
        .map(candidate -> candidate.version().substring(1))
        .findFirst()
        .orElseThrow();
  }

  /** A tag of two numbers at least: what was tested is what runs. */
  @Test
  void pinsEveryImage() throws IOException {
    List<String> images = new ArrayList<>();
    for (Map<String, Object> service : services().values()) {
      if (!service.containsKey("build")) {
        images.add(String.valueOf(service.get("image")));
      }
    }
    Pattern.compile("(?m)^FROM (\\S+/\\S+)")
        .matcher(Files.readString(ROOT.resolve("Dockerfile")))
        .results()
        .forEach(found -> images.add(found.group(1)));
    assertThat(images)
        .hasSizeGreaterThan(10)
        .allMatch(image -> image.matches("docker\\.io/\\S+:[A-Za-z.]*\\d+[.-]\\d+\\S*"));
  }

  @Test
  void asksForNothingThatTheExampleLacks() throws IOException {
    Set<String> asked = new TreeSet<>();
    VARIABLE
        .matcher(Files.readString(ROOT.resolve("docker-compose.yml")))
        .results()
        .forEach(found -> asked.add(found.group(1)));
    assertThat(example().keySet()).containsExactlyInAnyOrderElementsOf(asked);
    assertThat(Files.readAllLines(ROOT.resolve(".gitignore"))).contains(".env");
  }

  @ParameterizedTest
  @ValueSource(strings = {"migrate", "worker", "starter", "cli"})
  void givesOnlySettingsThatScoutReads(String service) throws IOException {
    List<String> documented =
        Page.rows("configuration.md").stream().map(cells -> cells.get(0)).toList();
    assertThat(documented).containsAll(environment(service).keySet());
  }

  @Test
  void givesTheWorkerAllThatItReads() throws Throwable {
    Method of =
        Class.forName("scout.worker.WorkerSettings").getDeclaredMethod("of", Settings.class);
    of.setAccessible(true);
    Settings settings = new Settings(environment("worker"));
    assertThatCode(
            () -> {
              try {
                of.invoke(null, settings);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  void givesTheOwnerToTheMigrationAlone() throws IOException {
    Settings migrate = new Settings(environment("migrate"));
    assertThat(DatabaseSettings.owner(migrate).user()).isEqualTo("scout");
    for (DatabaseRole role : DatabaseRole.values()) {
      assertThat(migrate.find(role.password())).as(role.name()).isPresent();
    }
    assertThat(environment("worker")).doesNotContainKey("SCOUT_DB_PASSWORD");
    assertThat(environment("starter")).doesNotContainKey("SCOUT_DB_PASSWORD");
  }

  @Test
  void givesTheStarterNoStorageSecret() throws IOException {
    assertThat(environment("starter"))
        .containsKeys("SCOUT_WEBHOOK_TOKEN", "SCOUT_DB_WATCH_PASSWORD", "TEMPORAL_ADDRESS")
        .doesNotContainKey("SCOUT_S3_SECRET_KEY");
  }

  /** They ask Temporal, read as scout_watch, upload as a device does, and look at the bucket. */
  @Test
  void givesTheCommandsNoSecretThatNoneOfThemNeeds() throws IOException {
    Map<String, String> environment = environment("cli");
    assertThat(environment.keySet().stream().filter(name -> name.matches(".*(_KEY|WORD|TOKEN)")))
        .containsExactlyInAnyOrder(
            "SCOUT_DB_WATCH_PASSWORD",
            "SCOUT_S3_ACCESS_KEY",
            "SCOUT_S3_SECRET_KEY",
            "SCOUT_DEVICE_ACCESS_KEY",
            "SCOUT_DEVICE_SECRET_KEY");
    Settings settings = new Settings(environment);
    assertThat(DatabaseSettings.of(DatabaseRole.WATCH, settings).url()).contains("//postgres:");
    assertThat(TemporalSettings.of(settings).address()).isEqualTo("temporal:7233");
    assertThat(StorageSettings.service(settings).endpoint()).hasHost("s3");
    assertThat(StorageSettings.device(settings).endpoint()).hasHost("s3");
    assertThat(settings.get(SettingCatalog.URL)).hasHost("starter");
  }

  @Test
  void startsTheCommandsOnRequestAloneAndNothingWithThem() throws IOException {
    assertThat(services().get("cli"))
        .containsEntry("profiles", List.of("cli"))
        .doesNotContainKeys("depends_on", "restart", "ports");
  }

  @ParameterizedTest
  @MethodSource("names")
  @SuppressWarnings("unchecked")
  void keepsEachServiceInBounds(String name) throws IOException {
    Map<String, Object> service = services().get(name);
    var deploy = (Map<String, Map<String, Map<String, Object>>>) service.get("deploy");
    assertThat(deploy.get("resources").get("limits")).containsKeys("cpus", "memory");
    for (Object port : (List<Object>) service.getOrDefault("ports", List.of())) {
      assertThat(port.toString()).startsWith("127.0.0.1:");
    }
    if (!name.equals(ROOT_FOR_A_MOMENT) && !service.containsKey("build")) {
      assertThat(String.valueOf(service.get("user"))).isNotIn("null", "root", "0", "0:0");
    }
    if (!ONCE.contains(name)) {
      assertThat(service).containsKeys("healthcheck", "restart");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  @SuppressWarnings("unchecked")
  void waitsForWhatEachServiceNeeds(String name) throws IOException {
    Map<String, Object> service = services().get(name);
    var needed = (Map<String, Map<String, String>>) service.getOrDefault("depends_on", Map.of());
    needed.forEach(
        (other, how) ->
            assertThat(how.get("condition"))
                .isEqualTo(
                    ONCE.contains(other) ? "service_completed_successfully" : "service_healthy"));
  }

  @ParameterizedTest
  @MethodSource("names")
  @SuppressWarnings("unchecked")
  void mountsOnlyWhatIsThere(String name) throws IOException {
    for (Object volume : (List<Object>) services().get(name).getOrDefault("volumes", List.of())) {
      String from = volume.toString().split(":", 2)[0];
      if (from.startsWith("./")) {
        assertThat(ROOT.resolve(from)).exists();
      }
    }
  }

  /** Else a task waits for the heartbeat of a worker that has stopped. */
  /** Of an operating system's order, an upgrade of the image can corrupt the unique indexes. */
  @Test
  void makesItsDatabaseWithTheOrderThatIsTested() throws IOException {
    assertThat(environment("postgres").get("POSTGRES_INITDB_ARGS"))
        .contains("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  }

  @Test
  void hasWorkersThatStopTakeBackTheirPolls() throws IOException {
    assertThat(environment("temporal"))
        .containsEntry("DYNAMIC_CONFIG_FILE_PATH", "/scout/temporal-dynamic-config.yaml");
    assertThat(Files.readString(ROOT.resolve("ops/compose/temporal-dynamic-config.yaml")))
        .contains("frontend.enableCancelWorkerPollsOnShutdown:\n  - value: true\n");
  }

  @Test
  void makesEverySearchAttribute() throws IOException {
    String script = Files.readString(ROOT.resolve("ops/compose/temporal-namespace.sh"));
    SearchAttributes.ALL.forEach(
        attribute -> {
          String type =
              switch (attribute.getValueType()) {
                case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
                case INDEXED_VALUE_TYPE_INT -> "Int";
                default -> throw new AssertionError(attribute.getValueType());
              };
          assertThat(script).contains(attribute.getName() + ":" + type);
        });
  }

  @Test
  void buildsImagesThatCarryNothingEmbedded() throws IOException {
    assertThat(Files.readString(ROOT.resolve("Dockerfile")))
        .contains("-pl worker,starter,cli ", "USER 10001")
        .doesNotContain("COPY local local");
  }

  /** Images and {@code ./scout} are made of the modules that the build has. */
  @Test
  void knowsEveryModule() throws IOException {
    List<String> modules =
        Pattern.compile("<module>(.*)</module>")
            .matcher(Files.readString(ROOT.resolve("pom.xml")))
            .results()
            .map(found -> found.group(1))
            .toList();
    String dockerfile = Files.readString(ROOT.resolve("Dockerfile"));
    assertThat(modules)
        .contains("cli")
        .allMatch(module -> dockerfile.matches("(?s).*\\nCOPY " + module + "[ /].*"));
    // The tests of the whole are no program.
    List<String> programs = modules.stream().filter(each -> !each.equals("system-tests")).toList();
    String script = Files.readString(ROOT.resolve("scout"));
    assertThat(
            (word(script, "command_modules='(.*)'")
                    + word(script, "in \\$command_modules( \\S.*);"))
                .split(" "))
        .containsExactlyInAnyOrderElementsOf(programs);
  }

  private static String word(String text, String form) {
    var found = Pattern.compile(form).matcher(text);
    assertThat(found.find()).as(form).isTrue();
    return found.group(1);
  }

  /** Four workers, Temporal's four services, a starter, commands and people; see docs/scale.md. */
  @Test
  void hasConnectionsForFourWorkers() throws IOException {
    String command = String.valueOf(services().get("postgres").get("command"));
    var given = Pattern.compile("max_connections=(\\d+)").matcher(command);
    assertThat(given.find()).isTrue();
    Settings defaults = new Settings(Map.of());
    int worker =
        defaults.get(SettingCatalog.INGEST_CONNECTIONS)
            + defaults.get(SettingCatalog.TRANSFORM_CONNECTIONS);
    Map<String, String> temporal = environment("temporal");
    int service =
        Integer.parseInt(temporal.get("SQL_MAX_CONNS"))
            + Integer.parseInt(temporal.get("SQL_VIS_MAX_CONNS"));
    assertThat(Integer.parseInt(given.group(1)))
        .isGreaterThanOrEqualTo(4 * worker + 4 * service + 40);
  }
}
