package scout.system.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml with the values of an env file, as the engine would read it. */
final class ComposeFile {
  /** The project's folder, from the module where its tests run. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::?([?-])([^}]*))?}");

  private final Map<String, Map<String, Object>> services;
  private final Map<String, String> values;

  private ComposeFile(Map<String, Map<String, Object>> services, Map<String, String> values) {
    this.services = services;
    this.values = values;
  }

  /** Reads it with the values of {@code .env.example}. */
  @SuppressWarnings("unchecked")
  static ComposeFile read() throws IOException {
    Map<String, Object> file =
        new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(ROOT.resolve(".env.example"))) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new ComposeFile((Map<String, Map<String, Object>>) file.get("services"), values);
  }

  /** A value of the env file. */
  String value(String name) {
    return values.get(name);
  }

  /** The services of no profile, each after those that it depends on. */
  List<String> inOrder() {
    Set<String> ordered = new LinkedHashSet<>();
    services.keySet().stream()
        .filter(name -> !services.get(name).containsKey("profiles"))
        .forEach(name -> add(name, ordered));
    return List.copyOf(ordered);
  }

  private void add(String name, Set<String> ordered) {
    map(name, "depends_on").keySet().forEach(needed -> add(needed, ordered));
    ordered.add(name);
  }

  /** The names of all services. */
  Set<String> names() {
    return services.keySet();
  }

  /** The environment of a service. */
  Map<String, String> environment(String service) {
    Map<String, String> environment = new LinkedHashMap<>();
    map(service, "environment").forEach((name, value) -> environment.put(name, filled(value)));
    return environment;
  }

  /** A list of a service, such as its {@code command}; empty if it has none. */
  List<String> list(String service, String name) {
    return texts((List<?>) services.get(service).getOrDefault(name, List.of()));
  }

  /** True if the engine starts the service again when it ends by itself. */
  boolean restarts(String service) {
    return "unless-stopped".equals(services.get(service).get("restart"));
  }

  /** The command of a service's health check without its first word, which says how to run it. */
  List<String> healthCheck(String service) {
    List<String> test = texts((List<?>) map(service, "healthcheck").get("test"));
    return test.subList(1, test.size());
  }

  private List<String> texts(List<?> items) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(filled(item)));
    return texts;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> map(String service, String name) {
    return (Map<String, Object>) services.get(service).getOrDefault(name, Map.of());
  }

  private String filled(Object text) {
    return VARIABLE
        .matcher(String.valueOf(text))
        .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(value(found)));
  }

  private String value(MatchResult variable) {
    String value = values.getOrDefault(variable.group(1), "");
    if (!value.isEmpty()) {
      return value;
    }
    if ("?".equals(variable.group(2))) {
      throw new IllegalStateException(variable.group(1) + " is not set: " + variable.group(3));
    }
    return variable.group(3) == null ? "" : variable.group(3);
  }
}
