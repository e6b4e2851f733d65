package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What an application came to.
 *
 * @param declarationId the declaration's number, in force from now on
 * @param held the models that can't be computed, each with the reason
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApplyResult(long declarationId, List<String> held) {
  public ApplyResult {
    held = held == null ? List.of() : List.copyOf(held);
  }
}
