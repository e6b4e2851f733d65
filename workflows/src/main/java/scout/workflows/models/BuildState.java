package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How the models in force stand.
 *
 * @param building those that were not computed yet
 * @param held those that can't be computed, each with the reason
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BuildState(List<String> building, List<String> held) {
  public BuildState {
    building = building == null ? List.of() : List.copyOf(building);
    held = held == null ? List.of() : List.copyOf(held);
  }
}
