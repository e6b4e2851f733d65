package scout.activities.models.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import scout.models.DeclarationProblem;
import scout.models.JudgedModel;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;
import scout.schema.SqlFile;

/** Judges one model, over empty temporary tables of the names and forms of its inputs. */
final class ModelJudge {
  private static final SqlFile SQL = ServerText.SQL;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SAVEPOINT = "model_judge";
  private static final Map<String, String> SLICE_TYPES =
      Map.of("store_id", "text", "transaction_date", "date");

  private static final Pattern TYPE =
      Pattern.compile(
          "(text|boolean|smallint|integer|bigint|real|double precision"
              + "|numeric(\\([0-9]{1,4},[0-9]{1,4}\\))?|character varying(\\([0-9]{1,8}\\))?"
              + "|character(\\([0-9]{1,8}\\))?|date|interval|uuid|jsonb|time without time zone"
              + "|timestamp with(out)? time zone)(\\[\\])?");
  private static final Pattern COLUMN = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** PostgreSQL reads these as times when it sees the text, and then never again. */
  private static final Pattern CLOCK_WORD =
      Pattern.compile("(?i)'\\s*(now|today|tomorrow|yesterday)\\s*'(?!\\s*::\\s*text)");

  private static final Pattern SESSION_WORD =
      Pattern.compile(
          "(?i)\\b(current_(date|time|timestamp|user|role|catalog|schema)|localtime(stamp)?"
              + "|session_user|user)\\b");

  private final Handle handle;
  private final Map<String, PlannedTable> tables;
  private final ModelDeclaration model;
  private final String file;
  private final List<DeclarationProblem> problems = new ArrayList<>();

  /**
   * @param tables those that the model may read, by name; they are temporary tables of the session
   */
  ModelJudge(Handle handle, Map<String, PlannedTable> tables, ModelDeclaration model) {
    this.handle = handle;
    this.tables = tables;
    this.model = model;
    this.file = model.table() + ".sql";
  }

  /** What is wrong; empty if {@link #judge} found a model that can be computed. */
  List<DeclarationProblem> problems() {
    return List.copyOf(problems);
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
    List<String> inputs = inputs(tree);
    checkTree(tree);
    checkColumns(columns);
    if (problems.isEmpty()) {
      checkSlice();
    }
    handle.execute(SQL.get("drop_view"));
    return problems.isEmpty()
        ? Optional.of(new JudgedModel(model, columns, inputs))
        : Optional.empty();
  }

  private boolean isOneQuery() {
    Matcher clock = CLOCK_WORD.matcher(model.query());
    if (clock.find()) {
      problem(
          line(clock.start()),
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
      refuse(refused.getSQLState(), refused.getServerErrorMessage());
      return false;
    }
  }

  /** The tables are empty, so the server's message holds what the file holds, and no values. */
  private void refuse(String state, ServerErrorMessage said) {
    int position = said.getInternalPosition();
    int line = position > 0 ? line(offset(position)) : model.queryLine();
    String message = "PostgreSQL says: " + said.getMessage() + ".";
    switch (state) {
      case "42P11" ->
          problem(
              model.queryLine(),
              "MODEL_NOT_ONE_SELECT",
              "It is not one SELECT.",
              "Write one SELECT, with WITH above it if need be, and nothing else.");
      case "SCREF", "25006", "42P17" ->
          problem(
              line,
              "MODEL_WRITES",
              message,
              "A model only reads; take out whatever writes or locks.");
      case "42P01", "3F000", "42501" ->
          problem(
              line,
              "MODEL_INPUT_UNKNOWN",
              message,
              "Read, by its bare name, one of " + String.join(", ", tables.keySet()) + ".");
      case "42703", "42P10" ->
          problem(
              line,
              "MODEL_COLUMN_UNKNOWN",
              message,
              "./scout models show TABLE lists the columns of a table.");
      case "42883" ->
          problem(line, "MODEL_FUNCTION_UNKNOWN", message, "Call one of PostgreSQL's functions.");
      case "42701" ->
          problem(line, "MODEL_COLUMN_TWICE", message, "Give each column a name of its own.");
      default -> problem(line, "MODEL_SQL", message, "Put the SQL right.");
    }
  }

  private static final List<String> OUTAGE = List.of("08", "57", "58", "53", "XX");

  private record Relation(String name, boolean given) {}

  private List<String> inputs(QueryTree tree) {
    List<Relation> relations =
        handle
            .createQuery(SQL.get("relations"))
            .bindArray("oids", Long.class, tree.relations())
            .map(ConstructorMapper.of(Relation.class))
            .list();
    for (Relation relation : relations) {
      if (!relation.given || !tables.containsKey(relation.name)) {
        problem(
            lineOf(relation.name),
            "MODEL_INPUT_UNKNOWN",
            "A model can't read " + relation.name + " in that way.",
            "Read, by its bare name without a schema, one of "
                + String.join(", ", tables.keySet())
                + ".");
      } else if (model.layer().equals("gold") && relation.name.startsWith("platinum_")) {
        problem(
            lineOf(relation.name),
            "MODEL_LAYER",
            "A table of gold can't read " + relation.name + " of platinum.",
            "Name this one platinum_…, or read a table of silver or gold.");
      }
    }
    handle
        .createQuery(SQL.get("reads_last_updated"))
        .mapTo(String.class)
        .findFirst()
        .ifPresent(
            of ->
                problem(
                    lineOf("last_updated"),
                    "MODEL_CLOCK",
                    "It reads last_updated, which says when Scout wrote a row.",
                    "Use a time of the records; in place of * name the columns."));
    return relations.stream().map(Relation::name).toList();
  }

  private record Function(String name, String arguments, String volatility, boolean builtin) {}

  private void checkTree(QueryTree tree) {
    for (Function function :
        handle
            .createQuery(SQL.get("functions"))
            .bindArray("oids", Long.class, tree.functions())
            .map(ConstructorMapper.of(Function.class))
            .list()) {
      if (!ModelFunctions.allows(function.name, function.builtin, function.volatility)) {
        problem(
            lineOf(function.name),
            function.builtin ? "MODEL_FUNCTION_UNSTABLE" : "MODEL_FUNCTION_OWN",
            function.name
                + "("
                + function.arguments
                + ") "
                + (function.builtin
                    ? "can give something else another time, with the same rows."
                    : "is a function of your own, and what it reads can't be seen."),
            function.builtin
                ? "Leave it out; the rows alone may decide."
                : "Write what it does into the SELECT.");
      }
    }
    if (tree.nodes().contains("SQLVALUEFUNCTION")) {
      Matcher word = SESSION_WORD.matcher(model.query());
      problem(
          word.find() ? line(word.start()) : model.queryLine(),
          "MODEL_CLOCK",
          "It asks for the time or for who runs it, which differ from run to run.",
          "Leave it out; use a time of the records.");
    }
    if (tree.nodes().contains("ROWMARKCLAUSE")) {
      problem(
          lineOf("for"),
          "MODEL_WRITES",
          "It locks rows.",
          "A model only reads; take FOR UPDATE or FOR SHARE out.");
    }
    handle
        .createQuery(SQL.get("unstable_casts"))
        .bindArray("oids", Long.class, tree.textCasts())
        .mapTo(String.class)
        .forEach(
            type ->
                problem(
                    model.queryLine(),
                    "MODEL_CAST_UNSTABLE",
                    "It makes a " + type + " of a text, which can depend on the day and session.",
                    "Use to_date(text, 'YYYY-MM-DD') or to_timestamp with a format."));
  }

  private void checkColumns(List<ModelColumn> columns) {
    Map<String, String> types =
        columns.stream().collect(Collectors.toMap(ModelColumn::name, ModelColumn::type));
    for (ModelColumn column : columns) {
      if (column.name().equals("last_updated") || !COLUMN.matcher(column.name()).matches()) {
        problem(
            model.queryLine(),
            "MODEL_COLUMN_NAME",
            "Its SELECT gives a column '" + column.name() + "'.",
            "Name it by AS, in lower-case letters, digits and _; last_updated is Scout's.");
      } else if (!TYPE.matcher(column.type()).matches()) {
        problem(
            lineOf(column.name()),
            "MODEL_COLUMN_TYPE",
            column.name() + " would be of the type " + column.type() + ".",
            "Cast it, for example to text, numeric, bigint, date, timestamptz or jsonb.");
      }
    }
    for (String name : model.grain()) {
      if (!types.containsKey(name)) {
        problem(
            0,
            "MODEL_GRAIN_UNKNOWN",
            "Its grain names " + name + ", which its SELECT doesn't give.",
            "Name columns of the SELECT: " + String.join(", ", types.keySet()) + ".");
      }
    }
    for (String name : model.slice()) {
      String type = types.get(name);
      if (type != null && !type.equals(SLICE_TYPES.get(name))) {
        problem(
            lineOf(name),
            "MODEL_SLICE_TYPE",
            name + " is of the type " + type + ".",
            "Give it the type " + SLICE_TYPES.get(name) + ", or another name.");
      }
    }
  }

  private void checkSlice() {
    List<String> shown =
        model.slice().stream()
            .filter(column -> model.looksBack() == 0 || !column.equals("transaction_date"))
            .toList();
    if (shown.isEmpty()) {
      return;
    }
    ServerText.put(
        handle,
        "condition",
        shown.stream()
            .map(column -> "t." + column + " = " + SliceProof.DUE + "." + column)
            .collect(Collectors.joining(" AND ")));
    ServerText.run(handle, "explain_slice", model.query());
    SliceProof.unshown(plan(), shown, slicesOf())
        .ifPresent(
            scan ->
                problem(
                    model.queryLine(),
                    "MODEL_SLICE_NOT_SHOWN",
                    "One slice can't be shown to be enough: " + scan + ".",
                    "Join on transaction_id, store_id and transaction_date; write AS NOT"
                        + " MATERIALIZED where a WITH is read twice; put the slice's columns into"
                        + " each GROUP BY and PARTITION BY; or take another slice, or none."));
  }

  private Map<String, Set<String>> slicesOf() {
    return tables.values().stream()
        .collect(Collectors.toMap(PlannedTable::name, PlannedTable::slices));
  }

  private JsonNode plan() {
    try {
      return JSON.readTree(handle.createQuery(SQL.get("answer")).mapTo(String.class).one())
          .get(0)
          .get("Plan");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("PostgreSQL's plan is no JSON", e);
    }
  }

  /** The first line of the file in which the query names this; else where the query begins. */
  private int lineOf(String name) {
    Matcher word =
        Pattern.compile("\\b" + Pattern.quote(name) + "\\b", Pattern.CASE_INSENSITIVE)
            .matcher(model.query());
    return word.find() ? line(word.start()) : model.queryLine();
  }

  /** PostgreSQL counts characters from 1, Java from 0 and in UTF-16. */
  private int offset(int position) {
    String query = model.query();
    int before = Math.min(position - 1, query.codePointCount(0, query.length()));
    return query.offsetByCodePoints(0, before);
  }

  private int line(int offset) {
    String query = model.query();
    int end = Math.min(offset, query.length());
    return model.queryLine() + (int) query.substring(0, end).chars().filter(c -> c == '\n').count();
  }

  private void problem(int line, String code, String message, String remedy) {
    problems.add(new DeclarationProblem(file, line, code, message, remedy));
  }
}
