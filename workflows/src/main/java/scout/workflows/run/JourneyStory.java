package scout.workflows.run;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import scout.workflows.FileStatus;
import scout.workflows.LoadResult;
import scout.workflows.SearchAttributes;
import scout.workflows.ShortName;

/** Tells people where a journey stands: in its details, its query and its search attributes. */
final class JourneyStory {
  private static final String SIGNALS =
      """


      What you can do; the input of a signal is nothing, or {"reason": "…"}:
      - signal `reprocess`: the file is read again, from where it lies now
      - signal `discard`: the file is given up
      - or upload a corrected file under the same key""";

  private String step = "Starting";

  /** What the journey does now, in words. */
  String step() {
    return step;
  }

  /** It does something that takes its time. */
  void does(String what) {
    tell(what, what);
  }

  /** A step is done. */
  void ended(LoadResult result) {
    String words = outcome(result);
    tell(words, words);
    find(result);
  }

  /**
   * It waits for a person, or for a new version.
   *
   * @param why what has to be decided
   * @param refusal why the latest request could not be carried out, null if none failed
   */
  void waits(LoadResult why, ActivityFailure refusal) {
    String refused =
        refusal == null ? "" : "The latest request was refused: " + message(refusal) + "\n\n";
    String words =
        why.status() == FileStatus.QUARANTINED
            ? outcome(why) + " Nothing of it is loaded."
            : "Stopped:" + cause(why) + " The next sweep tries again.";
    tell(refused + words + " It waits for a signal.", refused + words + SIGNALS);
    find(why);
  }

  /** What a journey waits with that was stopped by something other than the file's data. */
  static LoadResult stopped(String etag, ActivityFailure failure) {
    String code = failure.getCause() instanceof ApplicationFailure cause ? cause.getType() : null;
    return new LoadResult(
        null, etag, null, FileStatus.LOADING, 0, 0, 0, code, message(failure), false);
  }

  private static String message(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure cause
        ? cause.getOriginalMessage()
        : failure.getCause().getMessage();
  }

  private void tell(String words, String details) {
    step = words;
    Workflow.setCurrentDetails(details);
  }

  private static String outcome(LoadResult result) {
    String counts =
        String.format(
            "%d records read: %d loaded, %d rejected.",
            result.read(), result.loaded(), result.rejected());
    return switch (result.status()) {
      case LOADING -> "Loading.";
      case LOADED -> "Loaded, not archived yet. " + counts + cause(result);
      case ARCHIVED -> "Loaded and archived. " + counts + cause(result);
      case QUARANTINED -> "Quarantined." + cause(result) + " " + counts;
      case DISCARDED -> "Discarded: its rows are taken out of every layer." + cause(result);
      case DUPLICATE -> "A duplicate: a version with the same bytes is already loaded.";
      case GONE -> "The object is not there any more; there was nothing to load.";
    };
  }

  private static String cause(LoadResult result) {
    if (result.code() == null && result.reason() == null) {
      return "";
    }
    String code = result.code() == null ? "" : " " + result.code() + ":";
    return code + (result.reason() == null ? "" : " " + result.reason());
  }

  private static void find(LoadResult result) {
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    if (result.deviceId() != null) {
      updates.add(SearchAttributes.DEVICE.valueSet(ShortName.of(result.deviceId())));
    }
    updates.add(SearchAttributes.STATUS.valueSet(result.status().word()));
    updates.add(SearchAttributes.RECORDS.valueSet(result.read()));
    Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate<?>[]::new));
  }
}
