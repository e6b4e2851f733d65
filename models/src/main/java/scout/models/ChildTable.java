package scout.models;

import java.util.List;

/**
 * A table with a row for each element of a list in the record.
 *
 * @param name of the table, without schema
 * @param each where the list is found
 * @param fields of an element; at least one
 * @param line where the file declares it, from 1
 */
public record ChildTable(String name, FieldPath each, List<FieldDeclaration> fields, int line) {
  public ChildTable {
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException(name + " has no fields");
    }
  }

  /** Returns whether both hold the same rows. */
  public boolean readsAs(ChildTable other) {
    return name.equals(other.name)
        && each.equals(other.each)
        && FieldDeclarations.readAlike(fields, other.fields);
  }
}
