package scout.activities.models.plan;

import java.util.List;
import java.util.Optional;
import scout.models.Declaration;
import scout.models.JudgedModel;
import scout.workflows.models.PlanResult;

/**
 * A declaration that was judged.
 *
 * @param declaration empty if its files can't be read
 * @param models those that can be computed, each behind those that it reads
 * @param result for people
 */
public record Planned(
    Optional<Declaration> declaration, List<JudgedModel> models, PlanResult result) {
  public Planned {
    models = List.copyOf(models);
  }
}
