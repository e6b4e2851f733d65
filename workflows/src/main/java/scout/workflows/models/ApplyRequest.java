package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A declaration to be put in force.
 *
 * @param files its texts
 * @param by who applies it
 * @param losing the tables of which rows or columns may go, as the plan has shown them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApplyRequest(ModelFiles files, String by, List<String> losing) {
  public ApplyRequest {
    losing = losing == null ? List.of() : List.copyOf(losing);
  }
}
