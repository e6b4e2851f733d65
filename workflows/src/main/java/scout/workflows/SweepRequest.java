package scout.workflows;

/**
 * How to sweep.
 *
 * @param settle true to end only when every object that the sweep handed over has come to rest
 */
public record SweepRequest(boolean settle) {}
