package scout.cli.commands;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import scout.cli.terminal.AnswerRow;
import scout.workflows.models.PlanResult;
import scout.workflows.models.TablePlan;
import scout.workflows.models.TableSize;

/** A plan as lines and tables for people, or as JSON. */
final class PlanRows {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private final Consumer<String> line;
  private final Consumer<List<AnswerRow>> table;

  /**
   * @param line prints a line
   * @param table prints rows
   */
  PlanRows(Consumer<String> line, Consumer<List<AnswerRow>> table) {
    this.line = line;
    this.table = table;
  }

  /** The same as maps, with names as everywhere in Scout's JSON. */
  static Map<String, Object> json(Object result) {
    return JSON.convertValue(result, new TypeReference<>() {});
  }

  void print(PlanResult plan) {
    if (!plan.problems().isEmpty()) {
      plan.problems().forEach(problem -> line.accept(problem.toString()));
      line.accept("");
      line.accept("It is refused; nothing was changed.");
      return;
    }
    List<TablePlan> changed = plan.tables().stream().filter(TablePlan::changes).toList();
    for (TablePlan each : changed) {
      line.accept(
          each.change() + " " + each.table() + (each.loses() ? " (loses rows or columns)" : ""));
      each.differences().forEach(difference -> line.accept("  " + difference));
      each.notes().forEach(note -> line.accept("  " + note));
      if (!each.readers().isEmpty()) {
        line.accept("  Read by " + String.join(", ", each.readers()) + ".");
      }
    }
    List<AnswerRow> sizes =
        changed.stream().filter(each -> each.size() != null).map(PlanRows::row).toList();
    if (!sizes.isEmpty()) {
      line.accept("");
      table.accept(sizes);
    }
    if (changed.isEmpty()) {
      line.accept("Nothing differs from the declaration in force.");
    }
  }

  private static AnswerRow row(TablePlan plan) {
    TableSize size = plan.size();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("table", plan.table());
    values.put("rows", size.rows());
    values.put("slices", size.slices());
    values.put("median_slice", size.medianRows());
    values.put("largest_slice", size.largestRows());
    values.put("first_build_ms", size.buildMillis());
    values.put("one_new_file_ms", size.fileMillis());
    return new AnswerRow(values);
  }
}
