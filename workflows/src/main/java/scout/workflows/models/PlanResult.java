package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What differs between a declaration and the one in force.
 *
 * @param problems why it is refused; empty if it can be applied
 * @param tables what applying it does, in the order in which it is done
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanResult(List<PlanProblem> problems, List<TablePlan> tables) {
  public PlanResult {
    problems = problems == null ? List.of() : List.copyOf(problems);
    tables = tables == null ? List.of() : List.copyOf(tables);
  }

  /** The tables whose rows or columns would be gone. */
  public List<String> losing() {
    return tables.stream().filter(TablePlan::loses).map(TablePlan::table).toList();
  }

  /** True if there is something to apply. */
  public boolean changes() {
    return tables.stream().anyMatch(TablePlan::changes);
  }
}
