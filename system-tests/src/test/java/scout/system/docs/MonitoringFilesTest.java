package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The rules and the dashboard ask for metrics that docs/monitoring.md names. */
class MonitoringFilesTest {
  private static final Path MONITORING = Path.of("..", "ops", "monitoring");
  private static final Path RULES = MONITORING.resolve("alerts.yml");
  private static final Pattern METRIC = Pattern.compile("\\bscout_[a-z_]*[a-z]\\b");
  private static final Pattern LABEL_OF =
      Pattern.compile("by \\((\\w+)\\) \\((?:\\w+\\()?(scout_\\w+)");

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rules() throws IOException {
    Map<String, List<Map<String, Object>>> file = new Yaml().load(Files.readString(RULES));
    return (List<Map<String, Object>>) file.get("groups").get(0).get("rules");
  }

  private static List<String> questions() throws IOException {
    List<String> questions = new ArrayList<>();
    rules().forEach(rule -> questions.add(String.valueOf(rule.get("expr"))));
    JsonNode board =
        new ObjectMapper().readTree(MONITORING.resolve("dashboards/scout.json").toFile());
    for (JsonNode panel : board.path("panels")) {
      panel.path("targets").forEach(target -> questions.add(target.path("expr").asText()));
    }
    return questions;
  }

  @Test
  void askForMetricsThatThereAre() throws IOException {
    Set<String> documented =
        Page.rows("monitoring.md").stream().map(cells -> cells.get(0)).collect(Collectors.toSet());
    Set<String> asked = new TreeSet<>();
    for (String question : questions()) {
      METRIC.matcher(question).results().forEach(found -> asked.add(plain(found.group())));
    }
    assertThat(documented).containsAll(asked);
    assertThat(asked)
        .contains("scout_records_lost_total", "scout_table_health")
        .contains("scout_alert_messages_sent_total", "scout_alert_messages_failed_total");
  }

  @Test
  void groupByLabelsThatTheMetricsHave() throws IOException {
    for (String question : questions()) {
      LABEL_OF
          .matcher(question)
          .results()
          .filter(found -> !found.group(1).equals("le"))
          .forEach(
              found ->
                  assertThat(labels(plain(found.group(2))))
                      .as(question)
                      .contains("`" + found.group(1) + "`"));
    }
  }

  /** A histogram's series are one metric. */
  private static String plain(String series) {
    return series.replaceAll("_(bucket|sum|count)$", "");
  }

  private static String labels(String metric) {
    try {
      return Page.rows("monitoring.md").stream()
          .filter(cells -> cells.get(0).equals(metric))
          .map(cells -> cells.get(2).matches("\\w+") ? "`" + cells.get(2) + "`" : cells.get(2))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aRuleAsksForWorkflowTasksThatFail() throws IOException {
    assertThat(rules())
        .extracting(rule -> rule.get("expr").toString())
        .anyMatch(expr -> expr.contains("temporal_workflow_task_execution_failed_total"));
  }

  @Test
  void everyRuleSaysWhatIsWrongAndHowBad() throws IOException {
    for (Map<String, Object> rule : rules()) {
      assertThat(rule).containsKeys("alert", "expr", "labels", "annotations");
      assertThat(rule.get("labels").toString()).containsPattern("severity=(warning|critical)");
      assertThat(rule.get("annotations").toString()).contains("summary=");
    }
  }

  /** Prometheus' own judgement, where it is installed. */
  @Test
  void promtoolTakesTheRules() throws Exception {
    boolean there =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getenv("PATH"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    if (there) {
      Process promtool =
          new ProcessBuilder("promtool", "check", "rules", RULES.toString())
              .redirectErrorStream(true)
              .start();
      String says = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(promtool.waitFor()).as(says).isZero();
    } else {
      System.out.println("promtool is not on the PATH: the rules were only parsed.");
    }
  }
}
