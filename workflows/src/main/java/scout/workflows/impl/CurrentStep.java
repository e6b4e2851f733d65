package scout.workflows.impl;

import io.temporal.workflow.Workflow;

/** What a workflow does now, in words: for its query, and beside it in the Web UI. */
final class CurrentStep {
  private String words;

  /**
   * @param words until the workflow's first step
   */
  CurrentStep(String words) {
    this.words = words;
  }

  void tell(String next) {
    words = next;
    Workflow.setCurrentDetails(next);
  }

  String words() {
    return words;
  }
}
