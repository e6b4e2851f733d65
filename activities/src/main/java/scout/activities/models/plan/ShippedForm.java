package scout.activities.models.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    List<DeclarationProblem> problems = new ArrayList<>();
    Map<String, String> types =
        model.columns().stream().collect(Collectors.toMap(ModelColumn::name, ModelColumn::type));
    for (ModelColumn column : held.shipped()) {
      String type = types.get(column.name());
      if (type == null) {
        problems.add(
            problem(
                declared,
                declared.queryLine(),
                "SHIPPED_COLUMN_MISSING",
                "It lacks the column " + column.name() + ", which views and checks of Scout read.",
                "Give " + column.name() + " as " + column.type() + "; more columns are welcome."));
      } else if (!type.equals(column.type())) {
        problems.add(
            problem(
                declared,
                lineOf(declared, column.name()),
                "SHIPPED_COLUMN_TYPE",
                column.name() + " would be of the type " + type + ".",
                "Cast it to " + column.type() + ", which views and checks of Scout read."));
      }
    }
    if (!declared.grain().equals(held.grain()) || !declared.slice().equals(held.grain())) {
      problems.add(
          problem(
              declared,
              0,
              "SHIPPED_GRAIN",
              "Its rows would be other ones than those that Scout ships.",
              "Write grain and slice: " + String.join(", ", held.grain()) + "."));
    }
    return problems;
  }

  private static DeclarationProblem problem(
      ModelDeclaration model, int line, String code, String message, String remedy) {
    return new DeclarationProblem(model.table() + ".sql", line, code, message, remedy);
  }

  /** The first line of the file in which the query names the column; else where it begins. */
  private static int lineOf(ModelDeclaration model, String name) {
    Matcher word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(model.query());
    int lines =
        word.find()
            ? (int) model.query().substring(0, word.start()).chars().filter(c -> c == '\n').count()
            : 0;
    return model.queryLine() + lines;
  }
}
