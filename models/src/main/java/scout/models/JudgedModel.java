package scout.models;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model that PostgreSQL has judged, and found good.
 *
 * @param declaration what its file says
 * @param columns those of its SELECT, in their order
 * @param inputs the tables that it reads, without schema
 * @param reads the columns that it reads of them, as {@code input.column}, or {@code input.*} for
 *     all
 */
public record JudgedModel(
    ModelDeclaration declaration,
    List<ModelColumn> columns,
    List<String> inputs,
    Set<String> reads) {
  public JudgedModel {
    columns = List.copyOf(columns);
    inputs = List.copyOf(inputs);
    reads = Set.copyOf(reads);
  }

  /** Of whose inputs nothing is known but their names. */
  public JudgedModel(ModelDeclaration declaration, List<ModelColumn> columns, List<String> inputs) {
    this(declaration, columns, inputs, all(inputs));
  }

  /** All columns of these tables. */
  public static Set<String> all(List<String> inputs) {
    return inputs.stream().map(input -> input + ".*").collect(Collectors.toSet());
  }

  /** The names of its columns, in their order. */
  public List<String> columnNames() {
    return columns.stream().map(ModelColumn::name).toList();
  }

  /** The columns of its grain, those of its slice first, as in the index. */
  List<String> key() {
    List<String> slice = declaration.slice();
    return Stream.concat(
            slice.stream(), declaration.grain().stream().filter(column -> !slice.contains(column)))
        .toList();
  }

  /** A value in SQL for a column of the grain that may be NULL; empty if it never is. */
  Optional<String> standIn(String column) {
    return declaration.slice().contains(column)
        ? Optional.empty()
        : columns.stream()
            .filter(each -> each.name().equals(column))
            .map(ModelColumn::someValue)
            .findFirst();
  }

  /** The grain's values of a row, as SQL that gives a text for people. */
  String label(String alias) {
    return declaration.grain().stream()
        .map(column -> "coalesce(" + alias + "." + SqlName.quote(column) + "::text, 'NULL')")
        .collect(Collectors.joining(", ", "concat_ws(' ', ", ")"));
  }
}
