package scout.workflows.impl;

import io.temporal.common.SearchAttributeUpdate;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import scout.workflows.SearchAttributes;
import scout.workflows.ShortName;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

/** Shows people a journey's state: in its details, its query and its search attributes. */
final class JourneyDetails {
  /** Markdown for the Web UI. Commands are set as code, since it would change their quotes. */
  private static final String SIGNALS =
      """


      What you can do:

      - send the signal `reprocess`: the file is read again, from where it lies now
      - send the signal `discard`: the file is given up
      - or upload a corrected file under the same key

      The input of a signal is empty, or an object such as `{"reason": "parser fixed"}`.\
      """;

  private static final Pattern MARKS = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~]");

  /** Text that a shell reads as one word without quotes, and that Markdown leaves alone in code. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_/.:,@%+=-]+");

  private final String key;
  private String step = "Starting";

  /**
   * @param key the full object key, null if unknown
   */
  JourneyDetails(String key) {
    this.key = key;
  }

  /** What the journey does now, in words. */
  String step() {
    return step;
  }

  /** Records that a longer step runs. */
  void does(String what) {
    tell(what, "");
  }

  /** Records that a step is done. */
  void ended(LoadResult result) {
    boolean loaded = result.status() == FileStatus.LOADED || result.status() == FileStatus.ARCHIVED;
    String corrected = result.corrected() ? " A later version of it is loaded." : "";
    tell(outcome(result) + corrected, loaded ? whatBecameOfThem() : "");
    find(result);
  }

  /** Silver reads the records later, after the journey has ended. */
  private String whatBecameOfThem() {
    String word = key != null && PLAIN.matcher(key).matches() ? key : "KEY";
    return "\n\nWhat became of its records in the layers: `./scout file " + word + "`";
  }

  /**
   * Records that it waits for a person or a new version.
   *
   * @param why what has to be decided
   * @param refusal why the latest request failed, null if it did not
   */
  void waits(LoadResult why, TemporalFailure refusal) {
    String refused =
        refusal == null ? "" : "The latest request was refused: " + message(refusal) + "\n\n";
    String words =
        why.status() == FileStatus.QUARANTINED
            ? outcome(why) + " Nothing of it is loaded."
            : "Stopped:" + cause(why) + " The next sweep tries again.";
    tell(refused + words + " It waits for a signal.", SIGNALS);
    find(why);
  }

  /** The result of a journey that stopped for a reason other than the file's data. */
  static LoadResult stopped(String etag, ActivityFailure failure) {
    String code = failure.getCause() instanceof ApplicationFailure cause ? cause.getType() : null;
    return new LoadResult(
        null, etag, null, FileStatus.LOADING, 0, 0, 0, code, message(failure), false);
  }

  private static String message(TemporalFailure failure) {
    Throwable told = failure instanceof ActivityFailure ? failure.getCause() : failure;
    return told instanceof ApplicationFailure cause
        ? cause.getOriginalMessage()
        : told.getMessage();
  }

  /** A continued run has lost its summary, so the details name the file too. */
  private void tell(String words, String more) {
    step = words;
    Workflow.setCurrentDetails(MARKS.matcher(key + "\n\n" + words).replaceAll("\\\\$0") + more);
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
      case UNKNOWN -> "Ended in a way that only another release knows; the ledger has the word.";
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
    // It ended with a result, so "loading" can only mean that it stopped.
    updates.add(
        SearchAttributes.STATUS.valueSet(
            result.status() == FileStatus.LOADING
                ? SearchAttributes.STOPPED
                : result.status().word()));
    updates.add(SearchAttributes.RECORDS.valueSet(result.read()));
    Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate<?>[]::new));
  }
}
