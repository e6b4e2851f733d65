package scout.activities.models.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.util.PSQLException;
import scout.models.DeclarationProblem;
import scout.models.JudgedModel;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;
import scout.schema.SqlFile;

/** Judges one model, over empty temporary tables of the names and forms of its inputs. */
final class ModelJudge {
  private static final SqlFile SQL = ServerText.SQL;
  private static final String SAVEPOINT = "model_judge";

  /** PostgreSQL reads these as times when it sees the text, and then never again. */
  private static final Pattern CLOCK_WORD =
      Pattern.compile("(?i)'\\s*(now|today|tomorrow|yesterday)\\s*'(?!\\s*::\\s*text)");

  private final Handle handle;
  private final Map<String, PlannedTable> tables;
  private final ModelDeclaration model;
  private final ModelText text;

  /**
   * @param tables those that the model may read, by name; they are temporary tables of the session
   */
  ModelJudge(Handle handle, Map<String, PlannedTable> tables, ModelDeclaration model) {
    this.handle = handle;
    this.tables = tables;
    this.model = model;
    this.text = new ModelText(model);
  }

  /** What is wrong; empty if {@link #judge} found a model that can be computed. */
  List<DeclarationProblem> problems() {
    return text.problems();
  }

  /** Returns the model with its columns and inputs; empty, with problems, if it is refused. */
  Optional<JudgedModel> judge() {
    if (!isOneQuery() || !isView()) {
      return Optional.empty();
    }
    List<ModelColumn> columns =
        handle
            .createQuery(SQL.get("view_columns"))
            .map(ConstructorMapper.of(ModelColumn.class))
            .list();
    QueryTree tree =
        QueryTree.read(handle.createQuery(SQL.get("view_tree")).mapTo(String.class).one());
    QueryJudge query = new QueryJudge(handle, tables, text);
    List<String> inputs = query.inputs(tree);
    Set<String> reads = query.reads(tree, inputs);
    query.check(tree);
    new ColumnJudge(text).check(columns);
    if (text.good()) {
      new SliceJudge(handle, tables, text).check();
    }
    handle.execute(SQL.get("drop_view"));
    return text.good()
        ? Optional.of(new JudgedModel(model, columns, inputs, reads))
        : Optional.empty();
  }

  private boolean isOneQuery() {
    Matcher clock = CLOCK_WORD.matcher(model.query());
    if (clock.find()) {
      text.problem(
          text.line(clock.start()),
          "MODEL_CLOCK",
          "The word " + clock.group() + " can mean the day on which it is read.",
          "Leave the clock out; write " + clock.group().strip() + "::text if you mean the word.");
    }
    return succeeds(
        () -> {
          handle.createQuery(SQL.get("only_reads")).mapToMap().list();
          ServerText.run(handle, "open", model.query());
        },
        true);
  }

  private boolean isView() {
    return succeeds(() -> ServerText.run(handle, "make_view", model.query()), false);
  }

  private boolean succeeds(Runnable statement, boolean undo) {
    handle.savepoint(SAVEPOINT);
    try {
      statement.run();
      if (undo) {
        handle.rollbackToSavepoint(SAVEPOINT);
      }
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (!(e.getCause() instanceof PSQLException refused)
          || refused.getServerErrorMessage() == null
          || OUTAGE.contains(refused.getSQLState().substring(0, 2))) {
        throw e;
      }
      handle.rollbackToSavepoint(SAVEPOINT);
      new JudgeRefusal(text, tables.keySet())
          .refuse(refused.getSQLState(), refused.getServerErrorMessage());
      return false;
    }
  }

  private static final List<String> OUTAGE = List.of("08", "57", "58", "53", "XX");
}
