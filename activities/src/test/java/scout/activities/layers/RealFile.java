package scout.activities.layers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files as devices really write them, with what Scout must make of each: a line of {@code
 * expected.jsonl}. The folder's README says what the members mean.
 *
 * @param device the folder below the prefix that they are uploaded to
 * @param settings environment variables beside the defaults
 * @param expect null where nothing is promised
 */
record RealFile(
    String name, String device, List<String> files, Map<String, String> settings, JsonNode expect) {
  private static final Path CASES = Path.of("src/test/cases");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All cases, in their order. */
  static List<RealFile> all() throws IOException {
    List<RealFile> cases = new ArrayList<>();
    for (String list : List.of("expected.jsonl", "own.jsonl")) {
      for (String line : Files.readAllLines(CASES.resolve(list))) {
        cases.add(read(JSON.readTree(line)));
      }
    }
    return cases;
  }

  private static RealFile read(JsonNode line) {
    List<String> files = new ArrayList<>();
    line.get("files").forEach(file -> files.add(file.asText()));
    Map<String, String> settings = new LinkedHashMap<>();
    line.get("settings").properties().forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
    String name = line.get("name").asText();
    JsonNode expect = line.get("expect");
    return new RealFile(
        name,
        settings.isEmpty() ? name : name + "-set",
        files,
        settings,
        expect == null || expect.isNull() ? null : expect);
  }

  byte[] content(String file) throws IOException {
    return Files.readAllBytes(CASES.resolve(name).resolve(file));
  }

  /** Whether a value is one that a member of {@code expect} allows; null allows any. */
  static boolean allows(JsonNode wanted, String actual) {
    if (wanted == null || wanted.isNull()) {
      return true;
    }
    if (wanted.isArray()) {
      for (JsonNode each : wanted) {
        if (each.asText().equals(actual)) {
          return true;
        }
      }
      return false;
    }
    return wanted.asText().equals(actual);
  }

  @Override
  public String toString() {
    return device;
  }
}
