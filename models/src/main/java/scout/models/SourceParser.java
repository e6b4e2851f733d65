package scout.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import scout.models.DeclaredWord.Place;
import scout.models.FieldType.Kind;
import scout.models.SourceYaml.Members;

/** Reads the declaration of a source, such as {@code edge_transactions.yaml}. */
public final class SourceParser {
  private static final Set<String> CHILD_COLUMNS =
      Set.of("transaction_id", "store_id", "transaction_date", "item_no");
  private static final Set<String> OTHER_TABLES =
      Set.of("silver_edge_transactions", "silver_superseded");
  private static final int MOST_FIELDS = 200;
  private static final int MOST_TABLES = 10;

  private final SourceYaml yaml;
  private final Optional<SourceDeclaration> shipped;

  private SourceParser(String file, Optional<SourceDeclaration> shipped) {
    this.yaml = new SourceYaml(file);
    this.shipped = shipped;
  }

  /**
   * Reads a file. Shipped fields that it doesn't name are as Scout ships them.
   *
   * @param file its name, for problems
   * @throws DeclarationException with everything that is wrong
   */
  public static SourceDeclaration parse(String file, String text) {
    return new SourceParser(file, Optional.of(ShippedSource.declaration())).parse(text);
  }

  static SourceDeclaration shipped(String text) {
    return new SourceParser(ShippedSource.FILE, Optional.empty()).parse(text);
  }

  private SourceDeclaration parse(String text) {
    Optional<SourceDeclaration> source = yaml.read(text).flatMap(this::source);
    if (!yaml.problems().isEmpty() || source.isEmpty()) {
      throw new DeclarationException(yaml.problems());
    }
    return source.get();
  }

  private Optional<SourceDeclaration> source(Members said) {
    said.only(Place.SOURCE);
    expect(said, "source", "edge_transactions");
    expect(said, "silver", "silver_edge_transactions");
    List<String> slices = said.texts("slices");
    if (!slices.isEmpty() && !slices.equals(List.of("store_id", "transaction_date"))) {
      yaml.problem(
          said.line("slices"),
          "SOURCE_FIXED",
          "The slices are other ones.",
          "Write slices: [store_id, transaction_date], or leave them out.");
    }
    List<FieldDeclaration> fields = fields(said.node("fields"));
    addShipped(fields);
    checkShipped(fields);
    checkDerived(fields);
    RecordKey key = new KeyParser(yaml, said, fields).read();
    List<ChildTable> tables = tables(said);
    if (fields.size() > MOST_FIELDS || tables.size() > MOST_TABLES) {
      yaml.problem(
          said.line,
          "SOURCE_SIZE",
          "There are too many fields or tables.",
          "Declare at most " + MOST_FIELDS + " fields and " + MOST_TABLES + " tables.");
    }
    return Optional.of(
        new SourceDeclaration(
            "edge_transactions",
            said.text("about").orElse(""),
            "silver_edge_transactions",
            key,
            List.of("store_id", "transaction_date"),
            said.text("records"),
            fields,
            tables));
  }

  /** For now there is one source, whose names are Scout's. */
  private void expect(Members said, String word, String value) {
    Optional<String> given = said.text(word);
    if (given.isPresent() && !given.get().equals(value)
        || given.isEmpty() && word.equals("source") && said.node(word).isEmpty()) {
      yaml.problem(
          said.line(word),
          "SOURCE_FIXED",
          "It is not the source that Scout has.",
          "Write " + word + ": " + value + ".");
    }
  }

  private List<FieldDeclaration> fields(Optional<Node> node) {
    List<FieldDeclaration> fields = new ArrayList<>();
    Optional<Members> all = node.flatMap(each -> yaml.members(each, "fields"));
    for (String name : all.map(Members::names).orElse(Set.of())) {
      Node field = all.orElseThrow().node(name).orElseThrow();
      yaml.members(field, name)
          .flatMap(values -> new FieldParser(yaml, name, values).read())
          .ifPresent(fields::add);
    }
    return fields;
  }

  private void addShipped(List<FieldDeclaration> fields) {
    Set<String> named = new HashSet<>();
    fields.forEach(field -> named.add(field.name()));
    shipped.ifPresent(
        source ->
            source.fields().stream()
                .filter(field -> !named.contains(field.name()))
                .forEach(fields::add));
  }

  /** Scout's own columns keep their types and their rules. */
  private void checkShipped(List<FieldDeclaration> fields) {
    if (shipped.isEmpty()) {
      return;
    }
    for (FieldDeclaration field : fields) {
      Optional<FieldDeclaration> own = shipped.get().field(field.name());
      if (own.isEmpty() && ShippedSource.COLUMNS.contains(field.name())) {
        yaml.problem(
            field.line(),
            "SOURCE_SHIPPED",
            field.name() + " is filled by Scout itself.",
            "Give the field another name.");
      } else if (own.isPresent() && !follows(field, own.get())) {
        yaml.problem(
            field.line(),
            "SOURCE_SHIPPED",
            field.name() + " is a field of Scout's, whose type and rules are fixed.",
            "Change only where it is found, the formats of a time, the format of an amount, and the"
                + " fallback of transaction_timestamp; or give the field another name.");
      }
    }
  }

  private static boolean follows(FieldDeclaration field, FieldDeclaration own) {
    return field.type().equals(own.type())
        && field.of().equals(own.of())
        && !field.nullIfUnfit()
        && field.oneOf().isEmpty()
        && field.byDefault().isEmpty()
        && (!field.required() || own.required())
        && field.from().stream().noneMatch(FieldPath::throughList);
  }

  private void checkDerived(List<FieldDeclaration> fields) {
    for (FieldDeclaration field : fields) {
      if (field.of().isEmpty()) {
        continue;
      }
      boolean ofTime =
          fields.stream()
              .anyMatch(
                  other ->
                      other.name().equals(field.of().get()) && other.type().kind() == Kind.TIME);
      if (field.type().kind() != Kind.DATE || !ofTime) {
        yaml.problem(
            field.line(),
            "SOURCE_OF",
            field.name() + " is not the day of a time.",
            "Only a date can be of another field, which is a time.");
      }
    }
  }

  private List<ChildTable> tables(Members said) {
    List<ChildTable> tables = new ArrayList<>();
    Optional<Members> all = said.node("tables").flatMap(node -> yaml.members(node, "tables"));
    for (String name : all.map(Members::names).orElse(Set.of())) {
      yaml.members(all.orElseThrow().node(name).orElseThrow(), name)
          .flatMap(values -> table(name, values))
          .ifPresent(tables::add);
    }
    return tables;
  }

  private Optional<ChildTable> table(String name, Members said) {
    int before = yaml.problems().size();
    said.only(Place.CHILD);
    if (!FieldParser.isName(name)
        || !name.matches("silver_.{1,41}")
        || OTHER_TABLES.contains(name)) {
      yaml.problem(
          said.line,
          "SOURCE_NAME",
          name + " can't be the name of a child table.",
          "Begin it with silver_, and use at most 48 small letters, digits and _.");
    }
    Optional<FieldPath> each = said.text("each").flatMap(FieldPath::parse);
    if (each.isEmpty()) {
      yaml.problem(
          said.line("each"),
          "SOURCE_PATH",
          name + " doesn't say whose elements it holds.",
          "Give it each: and the path of a list, like items.");
    }
    List<FieldDeclaration> fields = fields(said.node("fields"));
    for (FieldDeclaration field : fields) {
      if (CHILD_COLUMNS.contains(field.name()) || field.of().isPresent() || field.fallsBack()) {
        yaml.problem(
            field.line(),
            "SOURCE_SHIPPED",
            name + " can't have " + field.name() + " like this.",
            "It has transaction_id, store_id, transaction_date and item_no by itself; its fields are"
                + " found in the element, so they have neither of nor fallback.");
      }
    }
    if (fields.isEmpty() && yaml.problems().size() == before) {
      yaml.problem(said.line, "SOURCE_VALUE", name + " has no fields.", "Give it fields: {…}.");
    }
    return yaml.problems().size() > before
        ? Optional.empty()
        : Optional.of(new ChildTable(name, each.orElseThrow(), fields, said.line));
  }
}
