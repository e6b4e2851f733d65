package scout.workflows;

import java.util.List;

/**
 * Where a rebuild stands.
 *
 * @param step what it does now, in words a person understands
 * @param paused true if it waits for {@code resume}
 * @param done what has changed so far, table by table
 */
public record RebuildState(String step, boolean paused, List<TableChange> done) {}
