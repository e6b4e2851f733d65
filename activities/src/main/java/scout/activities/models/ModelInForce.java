package scout.activities.models;

import java.util.Set;
import scout.models.JudgedModel;
import scout.models.ModelReaders;

/**
 * A model in force, as the database has it.
 *
 * @param model what is declared, as it was judged
 * @param position models are computed in this order
 * @param state how it stands
 * @param built true once its table was computed by its present query; before, nothing reads it
 * @param problem why it is held; null otherwise
 * @param shipped true if its text is Scout's own
 * @param blocks true if a check of its own keeps it from changing
 * @param inputColumns the columns of its inputs that tell their slices, as {@code input.column}; of
 *     a model that looks back
 * @param readers the models that read its table, those too that are computed beside theirs
 * @param waits true if something waits for it
 * @param due false while it waits until its time has come, see {@code every}
 */
public record ModelInForce(
    JudgedModel model,
    int position,
    ModelState state,
    boolean built,
    String problem,
    boolean shipped,
    boolean blocks,
    Set<String> inputColumns,
    ModelReaders readers,
    boolean waits,
    boolean due) {
  public ModelInForce {
    inputColumns = Set.copyOf(inputColumns);
  }

  /** The name of its table, without schema. */
  public String table() {
    return model.declaration().table();
  }

  /** Returns true if other models may read its table. */
  public boolean readable() {
    return built && state == ModelState.ACTIVE;
  }
}
