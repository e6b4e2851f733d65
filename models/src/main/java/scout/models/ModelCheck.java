package scout.models;

/**
 * A check that a model's header declares.
 *
 * @param name unique within the model, such as {@code no_negative_units}
 * @param blocking true if the model keeps its last state while the check finds something
 * @param query one SELECT that counts what is wrong; 0 passes
 */
public record ModelCheck(String name, boolean blocking, String query) {}
