package scout.workflows.batch;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import scout.workflows.journey.FileJourney;

/**
 * The bulk lane: takes a group of small files of a backlog through loading and archiving, many
 * files a step. Each file is still loaded in a transaction of its own and has its own row in the
 * ledger; one that leaves the good path gets a {@link FileJourney}.
 */
@WorkflowInterface
public interface FileBatch {
  /**
   * Returns when each file is at rest or has a journey of its own.
   *
   * @param group which files
   */
  @WorkflowMethod
  BatchResult run(FileGroup group);

  /** How far it has come, in words a person understands. */
  @QueryMethod
  String state();
}
