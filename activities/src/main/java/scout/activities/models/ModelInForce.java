package scout.activities.models;

import scout.models.JudgedModel;

/**
 * A model in force, as the database has it.
 *
 * @param model what is declared, as it was judged
 * @param position models are computed in this order
 * @param state how it stands
 * @param built true once its table was computed by its present query; before, nothing reads it
 * @param problem why it is held; null otherwise
 * @param due false while it waits until its time has come, see {@code every}
 */
public record ModelInForce(
    JudgedModel model, int position, ModelState state, boolean built, String problem, boolean due) {
  /** The name of its table, without schema. */
  public String table() {
    return model.declaration().table();
  }

  /** Returns true if other models may read its table. */
  public boolean readable() {
    return built && state == ModelState.ACTIVE;
  }
}
