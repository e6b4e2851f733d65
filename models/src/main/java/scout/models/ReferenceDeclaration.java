package scout.models;

import java.util.Collections;
import java.util.List;

/**
 * Reference data: a table whose rows stand in a file.
 *
 * @param table its name, which is the file's; it begins with {@code ref_}
 * @param about what it holds, for people; empty if nobody said so
 * @param columns in the order of the file
 * @param grain the columns that are unique together; all of them if nobody said so
 * @param rows each with a value for each column, as its type writes it; null for an empty cell
 */
public record ReferenceDeclaration(
    String table,
    String about,
    List<ReferenceColumn> columns,
    List<String> grain,
    List<List<String>> rows) {
  public ReferenceDeclaration {
    columns = List.copyOf(columns);
    grain = List.copyOf(grain);
    rows = rows.stream().map(Collections::unmodifiableList).toList();
    if (grain.isEmpty()) {
      throw new IllegalArgumentException(table + " has no grain");
    }
  }

  /** The columns as PostgreSQL knows them. */
  public List<ModelColumn> modelColumns() {
    return columns.stream()
        .map(column -> new ModelColumn(column.name(), column.type().sqlType()))
        .toList();
  }
}
