package scout.models;

import java.util.List;

/**
 * A model that PostgreSQL has judged, and found good.
 *
 * @param declaration what its file says
 * @param columns those of its SELECT, in their order
 * @param inputs the tables that it reads, without schema
 */
public record JudgedModel(
    ModelDeclaration declaration, List<ModelColumn> columns, List<String> inputs) {
  public JudgedModel {
    columns = List.copyOf(columns);
    inputs = List.copyOf(inputs);
  }
}
