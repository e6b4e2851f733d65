package scout.workflows.batch;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import scout.workflows.journey.FileJourney;

/**
 * The bulk lane: loads and archives a group of small files of a backlog, many files a step. Each
 * file still has its own transaction and its own row in the ledger. A file that is quarantined or
 * fails gets a {@link FileJourney}.
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
