package scout.models;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import scout.models.FieldType.Kind;
import scout.models.SourceYaml.Members;

/** Reads the key of a source, whose parts are fields. */
final class KeyParser {
  /** Scout's own fields that may be parts, in the order in which people are told of them. */
  private static final List<String> SHIPPED =
      List.of(
          "transaction_id", "store_id", "transaction_date", "transaction_timestamp", "device_id");

  private static final int MOST_PARTS = 8;

  private final SourceYaml yaml;
  private final Members source;
  private final List<FieldDeclaration> fields;

  /**
   * @param fields all that the source declares, and what Scout ships
   */
  KeyParser(SourceYaml yaml, Members source, List<FieldDeclaration> fields) {
    this.yaml = yaml;
    this.source = source;
    this.fields = fields;
  }

  /** The key; {@link RecordKey#USUAL} if there is none, or none that can be used. */
  RecordKey read() {
    int before = yaml.problems().size();
    List<String> parts = source.texts("key");
    Set<String> named = new LinkedHashSet<>();
    for (String part : parts) {
      if (!named.add(part)) {
        wrong(part + " stands twice in the key.", "Leave one of them out.");
      }
    }
    named.forEach(this::check);
    if (parts.size() > MOST_PARTS) {
      wrong("The key has too many parts.", "Name at most " + MOST_PARTS + " fields.");
    }
    return parts.isEmpty() || yaml.problems().size() > before
        ? RecordKey.USUAL
        : new RecordKey(parts);
  }

  private void check(String part) {
    Optional<FieldDeclaration> field = field(part);
    boolean shipped = ShippedSource.COLUMNS.contains(part);
    if (shipped ? !SHIPPED.contains(part) : field.isEmpty() && !isNamed(part)) {
      wrong(
          "The key can't have " + part + " as a part.",
          "Name "
              + String.join(", ", SHIPPED)
              + " or fields of your own, which stand under fields: {…}.");
    } else if (!shipped && field.isPresent() && !fits(field.get())) {
      wrong(
          part + ", a part of the key, is a " + field.get().type() + ".",
          "Take a key, text, word, currency, integer, boolean, date or time.");
    } else if (field.filter(this::isOfUpload).isPresent()) {
      wrong(
          part
              + ", a part of the key, may be the time of the upload: a record that is sent again"
              + " would be another sale.",
          "Leave out fallback, or take " + part + " out of the key.");
    }
  }

  private static boolean fits(FieldDeclaration field) {
    return field.type().kind() != Kind.DECIMAL && field.type().kind() != Kind.JSON;
  }

  private boolean isOfUpload(FieldDeclaration field) {
    return field.fallsBack()
        || field.of().flatMap(this::field).filter(FieldDeclaration::fallsBack).isPresent();
  }

  private Optional<FieldDeclaration> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** Whether there is such a field, even if it can't be read, which is told apart from this. */
  private boolean isNamed(String name) {
    return source.node("fields").filter(MappingNode.class::isInstance).stream()
        .flatMap(fields -> ((MappingNode) fields).getValue().stream())
        .map(NodeTuple::getKeyNode)
        .anyMatch(key -> key instanceof ScalarNode scalar && scalar.getValue().equals(name));
  }

  private void wrong(String message, String remedy) {
    yaml.problem(source.line("key"), "SOURCE_KEY", message, remedy);
  }
}
