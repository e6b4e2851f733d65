package scout.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A source: where its records' fields are, and the tables that they fill.
 *
 * @param source its name
 * @param about what it holds, for people
 * @param silver the table of its winning records
 * @param key which records are deliveries of the same thing
 * @param slices the columns by which changes are handed on
 * @param records where the records are in a file; empty if Scout finds them itself
 * @param fields in the order of the file
 * @param tables its child tables, in the order of the file
 */
public record SourceDeclaration(
    String source,
    String about,
    String silver,
    RecordKey key,
    List<String> slices,
    Optional<String> records,
    List<FieldDeclaration> fields,
    List<ChildTable> tables) {
  public SourceDeclaration {
    slices = List.copyOf(slices);
    fields = List.copyOf(fields);
    tables = List.copyOf(tables);
  }

  /** Returns the fields that Scout doesn't ship: silver's own columns. */
  public List<FieldDeclaration> ownFields() {
    Set<String> shipped = ShippedSource.COLUMNS;
    return fields.stream().filter(field -> !shipped.contains(field.name())).toList();
  }

  /** Returns a field by its name. */
  public Optional<FieldDeclaration> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** Returns a child table by its name. */
  public Optional<ChildTable> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /**
   * Returns how each part of a composed key is read, in words that stay the same while its text
   * does; empty if the key is {@code transaction_id} as it is.
   */
  public List<List<String>> keyReadings() {
    return key.composed() ? key.parts().stream().map(this::reading).toList() : List.of();
  }

  private List<String> reading(String name) {
    return ownFields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .map(this::reading)
        .orElseGet(() -> shippedReading(name));
  }

  private List<String> reading(FieldDeclaration field) {
    List<String> words = new ArrayList<>(List.of(field.type().toString()));
    field.from().forEach(path -> words.addAll(List.of("from", path.text())));
    field.of().ifPresent(time -> words.addAll(reading(time)));
    words.addAll(forms(field));
    field.byDefault().ifPresent(value -> words.addAll(List.of("default", value)));
    return words;
  }

  /** The paths of a shipped field are told elsewhere, since settings may give them. */
  private List<String> shippedReading(String name) {
    List<String> words = new ArrayList<>(List.of(name));
    field(name)
        .ifPresent(field -> words.addAll(forms(field.of().flatMap(this::field).orElse(field))));
    return words;
  }

  private static List<String> forms(FieldDeclaration field) {
    List<String> words = new ArrayList<>();
    if (!field.timeForms().equals(TimeForms.USUAL)) {
      words.add(field.timeForms().iso() ? "iso" : "");
      words.add(field.timeForms().epoch() ? "epoch" : "");
      field.timeForms().patterns().forEach(pattern -> words.add(pattern.text()));
    }
    return words;
  }

  /** Returns whether both read every record alike, comments and descriptions aside. */
  public boolean readsAs(SourceDeclaration other) {
    if (tables.size() != other.tables.size()
        || !records.equals(other.records)
        || !key.equals(other.key)
        || !FieldDeclarations.readAlike(fields, other.fields)) {
      return false;
    }
    for (int i = 0; i < tables.size(); i++) {
      if (!tables.get(i).readsAs(other.tables.get(i))) {
        return false;
      }
    }
    return true;
  }
}
