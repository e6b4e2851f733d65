package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What the tests of a declaration said.
 *
 * @param problems why the declaration is refused; then no test ran
 * @param tests one for each test
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TestResult(List<PlanProblem> problems, List<TestOutcome> tests) {
  public TestResult {
    problems = problems == null ? List.of() : List.copyOf(problems);
    tests = tests == null ? List.of() : List.copyOf(tests);
  }
}
