package scout.local.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.TestDatabase;
import scout.activities.models.plan.Planner;
import scout.models.DeclarationFiles;
import scout.models.ShippedSource;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.workflows.models.PlanProblem;

/**
 * A look at each of the real files: the proposal, unedited, never gives less than before, and what
 * it can't give is said. {@code target/fit-cases.md} tells what each gave.
 */
class FitCasesTest {
  private static final Path CASES = Path.of("../activities/src/test/cases");
  private static final Path TABLE = Path.of("target/fit-cases.md");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> ROWS = new TreeMap<>();
  private static final List<String> ALL_SALES = new ArrayList<>();

  private static TestDatabase database;
  private static Handle handle;

  /** A case: its files, and what is expected of it with each of its settings. */
  record Case(String name, List<String> files, List<JsonNode> expected) {
    @Override
    public String toString() {
      return name;
    }

    /** How many sales are expected at most; 0 where a person must be told of losses. */
    long sales() {
      long most = 0;
      for (JsonNode expect : expected) {
        String alerts = expect.path("alerts").toString();
        boolean lossy = alerts.contains("file_lost\"") || alerts.contains("ids_shared\"");
        JsonNode transactions = expect.path("transactions");
        for (JsonNode each : transactions.isArray() ? transactions : List.of(transactions)) {
          most = Math.max(most, lossy ? 0 : each.asLong());
        }
      }
      return most;
    }
  }

  static List<Case> cases() throws IOException {
    Map<String, Case> cases = new LinkedHashMap<>();
    for (String list : List.of("expected.jsonl", "own.jsonl")) {
      for (String line : Files.readAllLines(CASES.resolve(list))) {
        JsonNode node = JSON.readTree(line);
        List<String> files = new ArrayList<>();
        node.get("files").forEach(file -> files.add(file.asText()));
        String name = node.get("name").asText();
        cases
            .computeIfAbsent(name, n -> new Case(n, files, new ArrayList<>()))
            .expected()
            .add(node.path("expect"));
      }
    }
    return List.copyOf(cases.values());
  }

  @BeforeAll
  static void open() throws Exception {
    database = TestDatabase.create();
    DatabaseSettings transform = database.settings(DatabaseRole.TRANSFORM);
    handle = Jdbi.open(transform.url(), transform.user(), transform.password());
  }

  @AfterAll
  static void close() throws IOException {
    handle.close();
    database.close();
    List<String> lines = new ArrayList<>();
    lines.add(
        "The proposal, unedited, gives all sales of "
            + ALL_SALES.size()
            + " of "
            + ROWS.size()
            + " cases.");
    lines.add("");
    lines.add("| case | all | read | today | proposed | lost | settings | refused | advice |");
    lines.add("|---|---|---|---|---|---|---|---|---|");
    lines.addAll(ROWS.values());
    Files.createDirectories(TABLE.getParent());
    Files.write(TABLE, lines);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void looksWithoutHarm(Case each) throws Exception {
    List<SampleInput> inputs = new ArrayList<>();
    for (String file : each.files()) {
      inputs.add(FitInputs.file(CASES.resolve(each.name()).resolve(file)));
    }
    FitReport report = new FileFitting(Map.of(), new TypingTrial(handle)).look(inputs);
    TrialOutcome after = report.after();
    List<String> refused =
        report.proposed().stream()
            .filter(sample -> sample.refusal() != null)
            .filter(sample -> !sample.refusal().equals(SampleReader.UNSUPPORTED))
            .map(sample -> sample.refusal() + ": " + sample.message())
            .toList();
    boolean noLoss = after.lost() + after.rejected() + refused.size() == 0;
    boolean all = noLoss || each.sales() > 0 && after.transactions() >= each.sales();
    if (all) {
      ALL_SALES.add(each.name());
    }
    ROWS.put(
        each.name(),
        "| %s | %s | %d | %d | %d | %d | %s | %s | %s |"
            .formatted(
                each.name(),
                all ? "yes" : "no",
                after.read(),
                report.before().transactions(),
                after.transactions(),
                after.lost() + after.rejected(),
                report.proposal().settings().stream()
                    .map(setting -> "`" + setting.envLine() + "`")
                    .collect(Collectors.joining(" ")),
                String.join("; ", refused),
                String.join(" ", report.proposal().advice())));
    assertThat(after.transactions()).isGreaterThanOrEqualTo(report.before().transactions());
    List<String> text = new FitPages(report).lines();
    assertThat(text).isNotEmpty();
    assertThat(JSON.writeValueAsString(new FitPages(report).values())).contains("\"settings\"");
    assertThat(refusedByPlan(DeclarationText.of(report))).isEmpty();
    if (!all) {
      assertThat(refused.size() + after.codes().size() + report.proposal().advice().size())
          .as("something is said of what is not given: %s", text)
          .isPositive();
    }
  }

  private static List<PlanProblem> refusedByPlan(String declaration) {
    return handle.inTransaction(
        own -> {
          List<PlanProblem> problems =
              Planner.plan(
                      own,
                      new DeclarationFiles(Map.of(ShippedSource.FILE, declaration)),
                      ZoneId.of("Asia/Manila"),
                      false)
                  .result()
                  .problems();
          own.rollback();
          return problems;
        });
  }
}
