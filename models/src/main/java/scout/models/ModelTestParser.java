package scout.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import scout.models.DeclaredWord.Place;
import scout.models.SourceYaml.Members;

/** Reads the tests of a model: {@code gold_brand_daily.test.yaml}. */
final class ModelTestParser {
  /** How the file's name ends. */
  static final String ENDING = ".test.yaml";

  private final String file;
  private final String table;
  private final SourceYaml yaml;

  private ModelTestParser(String file) {
    this.file = file;
    this.table = file.substring(0, file.length() - ENDING.length());
    this.yaml = new SourceYaml(file, "TEST", "given:, or with tests: and a list");
  }

  /**
   * Reads a file: one test, or several under {@code tests}.
   *
   * @throws DeclarationException with everything that is wrong
   */
  static List<ModelTest> parse(String file, String text) {
    return new ModelTestParser(file).parse(text);
  }

  private List<ModelTest> parse(String text) {
    List<ModelTest> tests =
        yaml.read(text)
            .map(
                members ->
                    members.names().contains("tests") ? several(members) : List.of(test(members)))
            .orElse(List.of());
    if (!yaml.problems().isEmpty()) {
      throw new DeclarationException(yaml.problems());
    }
    return tests;
  }

  private List<ModelTest> several(Members members) {
    members.only(Place.TESTS);
    List<ModelTest> tests = new ArrayList<>();
    Node node = members.node("tests").orElseThrow();
    if (!(node instanceof SequenceNode list)) {
      yaml.problem(
          members.line("tests"), "TEST_LIST", "There is no list of tests.", "Begin each with -.");
      return tests;
    }
    list.getValue()
        .forEach(each -> yaml.members(each, "a test").ifPresent(test -> tests.add(test(test))));
    return tests;
  }

  private ModelTest test(Members said) {
    said.only(Place.TEST);
    for (String word : List.of("given", "expect")) {
      if (!said.names().contains(word)) {
        yaml.problem(
            said.line,
            "TEST_WORD_MISSING",
            "The test doesn't say " + word + ".",
            "Write given: with rows by table, and expect: with rows.");
      }
    }
    Map<String, List<Map<String, String>>> given = new LinkedHashMap<>();
    said.node("given")
        .flatMap(node -> yaml.members(node, "given"))
        .ifPresent(
            tables ->
                tables
                    .names()
                    .forEach(name -> given.put(name, rows(tables.node(name).orElseThrow(), name))));
    List<Map<String, String>> expect =
        said.node("expect").map(node -> rows(node, "expect")).orElse(List.of());
    return new ModelTest(file, said.line, said.text("name").orElse(table), table, given, expect);
  }

  private List<Map<String, String>> rows(Node node, String of) {
    List<Map<String, String>> rows = new ArrayList<>();
    if (!(node instanceof SequenceNode list)) {
      yaml.problem(
          SourceYaml.line(node),
          "TEST_ROWS",
          "There is no list of rows for " + of + ".",
          "Begin each row with -, or write [] for none.");
      return rows;
    }
    for (Node each : list.getValue()) {
      if (each instanceof MappingNode) {
        yaml.members(each, "a row of " + of).ifPresent(row -> rows.add(row(row)));
      } else {
        yaml.problem(
            SourceYaml.line(each),
            "TEST_ROWS",
            "A row of " + of + " has no named values.",
            "Write - {column: value, …}.");
      }
    }
    return rows;
  }

  private Map<String, String> row(Members members) {
    Map<String, String> row = new LinkedHashMap<>();
    for (String name : members.names()) {
      value(name, members.node(name).orElseThrow()).ifPresent(v -> row.put(name, v.orElse(null)));
    }
    return row;
  }

  private Optional<Optional<String>> value(String column, Node node) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(
          scalar.getTag().equals(Tag.NULL) ? Optional.empty() : Optional.of(scalar.getValue()));
    }
    yaml.problem(
        SourceYaml.line(node),
        "TEST_VALUE",
        "The value of " + column + " is no single text or number.",
        "Write one; put JSON and lists in quotes, as PostgreSQL reads them.");
    return Optional.empty();
  }
}
