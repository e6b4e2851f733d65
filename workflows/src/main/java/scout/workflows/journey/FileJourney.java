package scout.workflows.journey;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import scout.workflows.WorkflowIds;

/**
 * The journey of one object: load, then archive. It is always started by signal-with-start, so no
 * version that arrives meanwhile is lost. If a file can't be loaded, its journey stays open until a
 * person sends {@code reprocess} or {@code discard}, or a new version arrives.
 *
 * <p>Workflow id: {@link WorkflowIds#file}. A signal's input is one JSON object with optional
 * fields, or empty.
 */
@WorkflowInterface
public interface FileJourney {
  /**
   * @param start may be null when a person starts it by hand; the object is then read from the id
   * @return how it ended, in words a person understands
   */
  @WorkflowMethod
  String run(JourneyStart start);

  /** A version of the object was seen in the bucket. */
  @SignalMethod(description = "A version of the object lies in the bucket; look at it.")
  void arrived(FileVersion version);

  /** Read the file again, from where its object is now, and replace its rows. */
  @SignalMethod(
      description =
          "Read the file again and replace its rows. Input: nothing, or {\"reason\": \"…\"}.")
  void reprocess(ReprocessRequest request);

  /** Take the file's rows out of every layer and keep the record that this was done. */
  @SignalMethod(
      description =
          "Take the file's rows out of every layer. Input: nothing, or {\"reason\": \"…\"}.")
  void discard(DiscardRequest request);

  /** Where the journey stands. */
  @QueryMethod(description = "Where the journey stands.")
  JourneyState state();
}
