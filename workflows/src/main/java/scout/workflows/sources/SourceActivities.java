package scout.workflows.sources;

import io.temporal.activity.ActivityInterface;

/** The steps that bring a declaration of the source into force. Each can be called again. */
@ActivityInterface
public interface SourceActivities {
  /**
   * Makes the columns and child tables that are declared, takes away those that no longer are, and
   * puts the declaration in force: from then on each new batch fills them. What silver has is not
   * filled yet.
   *
   * @param declared the text of {@code edge_transactions.yaml}
   * @param by who applies it
   */
  SourceChange declareSource(String declared, String by);

  /**
   * The same, but takes nothing away: models in force may still read it.
   *
   * @param declared the text of {@code edge_transactions.yaml}
   * @param by who applies it
   */
  SourceChange extendSource(String declared, String by);

  /** Takes away the columns and child tables that are no longer declared. */
  void trimSource();

  /**
   * Fills the next part of what silver has, or reads it again. Before that it lets a refresh settle
   * the files that have just arrived. No model may read a new column before it is full.
   *
   * @param done what the call before gave; null for the first
   */
  SourceFill fillSlice(SourceFill done);
}
