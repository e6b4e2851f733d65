package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.fields.FieldPaths;

/** The CSV files among the real ones are read as their list promises. */
final class CsvCasesTest {
  private static final Path CASES = Path.of("src/test/cases");

  static List<Named<JsonNode>> cases() throws Exception {
    ObjectMapper json = new ObjectMapper();
    List<Named<JsonNode>> cases = new ArrayList<>();
    for (String line : Files.readAllLines(CASES.resolve("expected.jsonl"))) {
      JsonNode one = json.readTree(line);
      JsonNode files = one.at("/expect/files");
      boolean isCsv = files.size() == 1 && files.fieldNames().next().endsWith(".csv");
      if (isCsv && files.elements().next().get("read").isInt()) {
        cases.add(Named.of(one.get("name").asText() + one.get("settings"), one));
      }
    }
    assertThat(cases).hasSizeGreaterThan(15);
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endsAsPromised(JsonNode one) throws Exception {
    String name = one.at("/expect/files").fieldNames().next();
    JsonNode promise = one.at("/expect/files").get(name);
    boolean fill = one.at("/settings/SCOUT_CSV_SHORT_ROWS").asText().equals("fill");
    ParseSettings settings =
        new ParseSettings(ParseLimits.defaults(), FieldPaths.defaults(), null, fill, null);
    byte[] content = Files.readAllBytes(CASES.resolve(one.get("name").asText()).resolve(name));

    Collected whole = Collected.of(name, content, settings);
    Collected pieces =
        Collected.of(
            name, () -> new SmallReads(new ByteArrayInputStream(content), new Random(1)), settings);

    assertThat(pieces.outcomes()).isEqualTo(whole.outcomes());
    assertThat(whole.summary.read()).isEqualTo(promise.get("read").asLong());
    assertThat(whole.summary.rejected()).isEqualTo(rejected(promise));
    String code = promise.get("code").asText("");
    if (code.startsWith("CSV_")) {
      assertThat(whole.rejects).extracting(reject -> reject.code().name()).contains(code);
    }
    if (code.equals("MOSTLY_REJECTED")) {
      String says = one.at("/expect/say/0").asText();
      assertThat(says.split("\\|")).anyMatch(whole.summary.hint()::contains);
    }
  }

  private static long rejected(JsonNode promise) {
    return promise.get("rejected").asLong();
  }
}
