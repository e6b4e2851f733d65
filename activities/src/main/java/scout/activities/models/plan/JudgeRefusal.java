package scout.activities.models.plan;

import java.util.Set;
import org.postgresql.util.ServerErrorMessage;
import scout.models.ModelDeclaration;

/** What PostgreSQL refuses of a model, as problems of its text. */
final class JudgeRefusal {
  private final ModelText text;
  private final ModelDeclaration model;
  private final Set<String> tables;

  /**
   * @param tables those that the model may read
   */
  JudgeRefusal(ModelText text, Set<String> tables) {
    this.text = text;
    this.model = text.model();
    this.tables = tables;
  }

  /** The tables are empty, so the server's message holds what the file holds, and no values. */
  void refuse(String state, ServerErrorMessage said) {
    int position = said.getInternalPosition();
    int line = position > 0 ? text.line(text.offset(position)) : model.queryLine();
    String message = "PostgreSQL says: " + said.getMessage() + ".";
    switch (state) {
      case "42P11" ->
          text.problem(
              model.queryLine(),
              "MODEL_NOT_ONE_SELECT",
              "It is not one SELECT.",
              "Write one SELECT, with WITH above it if need be, and nothing else.");
      case "SCREF", "25006", "42P17" ->
          text.problem(
              line,
              "MODEL_WRITES",
              message,
              "A model only reads; take out whatever writes or locks.");
      case "42P01", "3F000", "42501" ->
          text.problem(
              line,
              "MODEL_INPUT_UNKNOWN",
              message,
              "Read, by its bare name, one of " + String.join(", ", tables) + ".");
      case "42703", "42P10" ->
          text.problem(
              line,
              "MODEL_COLUMN_UNKNOWN",
              message,
              "./scout models show TABLE lists the columns of a table.");
      case "42883" ->
          text.problem(
              line, "MODEL_FUNCTION_UNKNOWN", message, "Call one of PostgreSQL's functions.");
      case "42701" ->
          text.problem(line, "MODEL_COLUMN_TWICE", message, "Give each column a name of its own.");
      default -> text.problem(line, "MODEL_SQL", message, "Put the SQL right.");
    }
  }
}
