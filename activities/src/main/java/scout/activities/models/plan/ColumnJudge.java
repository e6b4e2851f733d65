package scout.activities.models.plan;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import scout.models.ModelColumn;
import scout.models.ModelDeclaration;

/** Judges the columns that a model gives, and those that its header names. */
final class ColumnJudge {
  private static final Map<String, String> SLICE_TYPES =
      Map.of("store_id", "text", "transaction_date", "date");

  private static final Pattern TYPE =
      Pattern.compile(
          "(text|boolean|smallint|integer|bigint|real|double precision"
              + "|numeric(\\([0-9]{1,4},[0-9]{1,4}\\))?|character varying(\\([0-9]{1,8}\\))?"
              + "|character(\\([0-9]{1,8}\\))?|date|interval|uuid|jsonb|time without time zone"
              + "|timestamp with(out)? time zone)(\\[\\])?");
  private static final Pattern COLUMN = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  private final ModelText text;
  private final ModelDeclaration model;

  ColumnJudge(ModelText text) {
    this.text = text;
    this.model = text.model();
  }

  void check(List<ModelColumn> columns) {
    Map<String, String> types =
        columns.stream().collect(Collectors.toMap(ModelColumn::name, ModelColumn::type));
    for (ModelColumn column : columns) {
      if (column.name().equals("last_updated") || !COLUMN.matcher(column.name()).matches()) {
        text.problem(
            model.queryLine(),
            "MODEL_COLUMN_NAME",
            "Its SELECT gives a column '" + column.name() + "'.",
            "Name it by AS, in lower-case letters, digits and _; last_updated is Scout's.");
      } else if (!TYPE.matcher(column.type()).matches()) {
        text.problem(
            text.lineOf(column.name()),
            "MODEL_COLUMN_TYPE",
            column.name() + " would be of the type " + column.type() + ".",
            "Cast it, for example to text, numeric, bigint, date, timestamptz or jsonb.");
      }
    }
    for (String name : model.grain()) {
      if (!types.containsKey(name)) {
        text.problem(
            0,
            "MODEL_GRAIN_UNKNOWN",
            "Its grain names " + name + ", which its SELECT doesn't give.",
            "Name columns of the SELECT: " + String.join(", ", types.keySet()) + ".");
      }
    }
    for (String name : model.slice()) {
      String type = types.get(name);
      if (type != null && !type.equals(SLICE_TYPES.get(name))) {
        text.problem(
            text.lineOf(name),
            "MODEL_SLICE_TYPE",
            name + " is of the type " + type + ".",
            "Give it the type " + SLICE_TYPES.get(name) + ", or another name.");
      }
    }
  }
}
