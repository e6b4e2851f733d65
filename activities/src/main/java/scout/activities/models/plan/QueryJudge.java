package scout.activities.models.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.models.JudgedModel;
import scout.models.ModelDeclaration;
import scout.schema.SqlFile;

/** Judges what a model reads and calls, by the tree that PostgreSQL made of it. */
final class QueryJudge {
  private static final SqlFile SQL = ServerText.SQL;

  private static final Pattern SESSION_WORD =
      Pattern.compile(
          "(?i)\\b(current_(date|time|timestamp|user|role|catalog|schema)|localtime(stamp)?"
              + "|session_user|user)\\b");

  private final Handle handle;
  private final Map<String, PlannedTable> tables;
  private final ModelText text;
  private final ModelDeclaration model;

  /**
   * @param tables those that the model may read, by name
   */
  QueryJudge(Handle handle, Map<String, PlannedTable> tables, ModelText text) {
    this.handle = handle;
    this.tables = tables;
    this.text = text;
    this.model = text.model();
  }

  private record Relation(String name, boolean given) {}

  /** What it reads, by name. */
  List<String> inputs(QueryTree tree) {
    List<Relation> relations =
        handle
            .createQuery(SQL.get("relations"))
            .bindArray("oids", Long.class, tree.relations())
            .map(ConstructorMapper.of(Relation.class))
            .list();
    for (Relation relation : relations) {
      if (!relation.given || !tables.containsKey(relation.name)) {
        text.problem(
            text.lineOf(relation.name),
            "MODEL_INPUT_UNKNOWN",
            "A model can't read " + relation.name + " in that way.",
            "Read, by its bare name without a schema, one of "
                + String.join(", ", tables.keySet())
                + ".");
      } else if (model.layer().equals("gold") && relation.name.startsWith("platinum_")) {
        text.problem(
            text.lineOf(relation.name),
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
                text.problem(
                    text.lineOf("last_updated"),
                    "MODEL_CLOCK",
                    "It reads last_updated, which says when Scout wrote a row.",
                    "Use a time of the records; in place of * name the columns."));
    return relations.stream().map(Relation::name).toList();
  }

  /** The columns that it reads of these inputs, see {@link JudgedModel}. */
  Set<String> reads(QueryTree tree, List<String> inputs) {
    return tree.nodes().contains(QueryTree.WHOLE_ROW)
        ? JudgedModel.all(inputs)
        : handle.createQuery(SQL.get("reads")).mapTo(String.class).collectIntoSet();
  }

  private record Function(String name, String arguments, String volatility, boolean builtin) {}

  /** What it calls must give the same for the same rows. */
  void check(QueryTree tree) {
    for (Function function :
        handle
            .createQuery(SQL.get("functions"))
            .bindArray("oids", Long.class, tree.functions())
            .map(ConstructorMapper.of(Function.class))
            .list()) {
      if (!ModelFunctions.allows(function.name, function.builtin, function.volatility)) {
        text.problem(
            text.lineOf(function.name),
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
      text.problem(
          word.find() ? text.line(word.start()) : model.queryLine(),
          "MODEL_CLOCK",
          "It asks for the time or for who runs it, which differ from run to run.",
          "Leave it out; use a time of the records.");
    }
    if (tree.nodes().contains("ROWMARKCLAUSE")) {
      text.problem(
          text.lineOf("for"),
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
                text.problem(
                    model.queryLine(),
                    "MODEL_CAST_UNSTABLE",
                    "It makes a " + type + " of a text, which can depend on the day and session.",
                    "Use to_date(text, 'YYYY-MM-DD') or to_timestamp with a format."));
  }
}
