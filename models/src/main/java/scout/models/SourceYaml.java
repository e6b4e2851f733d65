package scout.models;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads the YAML of a declaration, and keeps what is wrong with it. */
final class SourceYaml {
  private final String file;
  private final String kind;
  private final String beginning;
  private final List<DeclarationProblem> problems = new ArrayList<>();

  SourceYaml(String file) {
    this(file, "SOURCE", "source: NAME");
  }

  /**
   * @param kind the first word of its problems' codes
   * @param beginning how such a file begins, for people
   */
  SourceYaml(String file, String kind, String beginning) {
    this.file = file;
    this.kind = kind;
    this.beginning = beginning;
  }

  /** Everything that is wrong, in the order of lines. */
  List<DeclarationProblem> problems() {
    return problems.stream().sorted((a, b) -> Integer.compare(a.line(), b.line())).toList();
  }

  void problem(int line, String code, String message, String remedy) {
    problems.add(new DeclarationProblem(file, line, code, message, remedy));
  }

  /** The text's only value; empty, with a problem, if it isn't one object. */
  Optional<Members> read(String text) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root instanceof MappingNode) {
        return members(root, "the file");
      }
      problem(
          0, kind + "_YAML", "It is no list of named values.", "Begin it with " + beginning + ".");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      problem(line, kind + "_YAML", "It is no YAML: " + e.getProblem() + ".", "Put that right.");
    } catch (YAMLException e) {
      problem(0, kind + "_YAML", "It is no YAML.", "Save it as plain YAML in UTF-8.");
    }
    return Optional.empty();
  }

  /** The named values of an object; empty, with a problem, if it is none. */
  Optional<Members> members(Node node, String of) {
    if (!(node instanceof MappingNode mapping)) {
      problem(
          line(node),
          kind + "_VALUE",
          "What is said of " + of + " is no list of named values.",
          "Write {name: value, …}, or one name and value on each line.");
      return Optional.empty();
    }
    Map<String, Node> values = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Optional<String> name = text(tuple.getKeyNode(), "a name in " + of);
      name.ifPresent(
          key -> {
            if (values.put(key, tuple.getValueNode()) != null) {
              problem(
                  line(tuple.getKeyNode()),
                  kind + "_TWICE",
                  key + " stands twice in " + of + ".",
                  "Leave one of them out.");
            }
            lines.put(key, line(tuple.getKeyNode()));
          });
    }
    return Optional.of(new Members(of, line(node), values, lines));
  }

  /** One text or number; empty, with a problem, if it is none. */
  Optional<String> text(Node node, String of) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    problem(line(node), kind + "_VALUE", "There is no text for " + of + ".", "Write one.");
    return Optional.empty();
  }

  /** A list of texts, or one alone. */
  List<String> texts(Node node, String of) {
    if (!(node instanceof SequenceNode list)) {
      return text(node, of).stream().toList();
    }
    if (list.getValue().isEmpty()) {
      problem(
          line(node), kind + "_VALUE", "The list of " + of + " is empty.", "Name at least one.");
    }
    return list.getValue().stream().flatMap(each -> text(each, of).stream()).toList();
  }

  static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /**
   * Named values.
   *
   * @param of what they tell of, for people
   */
  final class Members {
    final String of;
    final int line;
    private final Map<String, Node> values;
    private final Map<String, Integer> lines;

    private Members(String of, int line, Map<String, Node> values, Map<String, Integer> lines) {
      this.of = of;
      this.line = line;
      this.values = values;
      this.lines = lines;
    }

    /** The names, in the order of the file. */
    Set<String> names() {
      return values.keySet();
    }

    int line(String name) {
      return lines.getOrDefault(name, line);
    }

    Optional<Node> node(String name) {
      return Optional.ofNullable(values.get(name));
    }

    Optional<String> text(String name) {
      return node(name).flatMap(node -> SourceYaml.this.text(node, name + " of " + of));
    }

    List<String> texts(String name) {
      return node(name)
          .map(node -> SourceYaml.this.texts(node, name + " of " + of))
          .orElse(List.of());
    }

    /** True or false; false if it isn't said. */
    boolean flag(String name) {
      Optional<String> said = text(name);
      if (said.isPresent() && !said.get().equals("true") && !said.get().equals("false")) {
        problem(
            line(name),
            kind + "_VALUE",
            name + " of " + of + " is neither true nor false.",
            "Write one of them.");
      }
      return said.filter("true"::equals).isPresent();
    }

    /** Reports names that nothing is known of. */
    void only(DeclaredWord.Place place) {
      Set<String> known = place.names();
      for (String name : values.keySet()) {
        if (!known.contains(name)) {
          problem(
              line(name),
              kind + "_WORD",
              "Nothing is known of " + name + " in " + of + ".",
              "Use " + String.join(", ", known.stream().sorted().toList()) + ".");
        }
      }
    }
  }
}
