package scout.activities.models.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import scout.models.DeclarationProblem;
import scout.models.JudgedModel;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;

/** What a file must keep that replaces a model of Scout's own. */
final class ShippedForm {
  private ShippedForm() {}

  /**
   * What is wrong with it; empty if all that read the table find what they know.
   *
   * @param held the table, which Scout ships
   */
  static List<DeclarationProblem> problems(JudgedModel model, DeclaredTable held) {
    ModelDeclaration declared = model.declaration();
    ModelText text = new ModelText(declared);
    Map<String, String> types =
        model.columns().stream().collect(Collectors.toMap(ModelColumn::name, ModelColumn::type));
    for (ModelColumn column : held.shipped()) {
      String type = types.get(column.name());
      if (type == null) {
        text.problem(
            declared.queryLine(),
            "SHIPPED_COLUMN_MISSING",
            "It lacks the column " + column.name() + ", which views and checks of Scout read.",
            "Give " + column.name() + " as " + column.type() + "; more columns are welcome.");
      } else if (!type.equals(column.type())) {
        text.problem(
            text.lineOf(column.name()),
            "SHIPPED_COLUMN_TYPE",
            column.name() + " would be of the type " + type + ".",
            "Cast it to " + column.type() + ", which views and checks of Scout read.");
      }
    }
    if (!declared.grain().equals(held.grain()) || !declared.slice().equals(held.grain())) {
      text.problem(
          0,
          "SHIPPED_GRAIN",
          "Its rows would be other ones than those that Scout ships.",
          "Write grain and slice: " + String.join(", ", held.grain()) + ".");
    }
    return text.problems();
  }
}
