package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What a test of a model said.
 *
 * @param table the model
 * @param name of the test
 * @param passed true if the model gave what was expected
 * @param differences the rows that were missing or too many, or why it could not run
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TestOutcome(String table, String name, boolean passed, List<String> differences) {
  public TestOutcome {
    differences = differences == null ? List.of() : List.copyOf(differences);
  }
}
