package scout.console.actions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import scout.console.alerts.AlertReads;
import scout.console.alerts.AlertReads.AlertRow;
import scout.console.files.FileReads;
import scout.console.files.FileReads.FileStory;
import scout.console.web.Words;
import scout.workflows.operator.OperatorActionKind;

/** Says of an action what it touches. */
final class ActionPlans {
  private final FileReads files;
  private final AlertReads alerts;
  private final String area;

  /**
   * @param area the bucket and prefix that a sweep looks at
   */
  ActionPlans(FileReads files, AlertReads alerts, String area) {
    this.files = files;
    this.alerts = alerts;
    this.area = area;
  }

  ActionPlan plan(OperatorActionKind kind, String target) {
    return switch (kind) {
      case REPROCESS, DISCARD -> ofFile(kind, target);
      case ACKNOWLEDGE -> ofAlert(kind, target);
      case MUTE -> ofAlert(kind, target);
      case SWEEP ->
          whole(
              kind,
              "Run a sweep?",
              List.of(
                  "Lists every object below " + area + ".",
                  "Begins to load each that the ledger lacks, and goes on with those that"
                      + " stopped.",
                  "Files that are loaded stay as they are."),
              "Run the sweep",
              area);
      case REFRESH ->
          whole(
              kind,
              "Run a refresh?",
              List.of(
                  "Takes the loaded files that silver does not have yet.",
                  "Recomputes what changed in gold and platinum, and runs the checks.",
                  "Rows that do not change stay untouched."),
              "Run the refresh",
              "silver, gold, platinum");
    };
  }

  /** The same of an action that was begun: of a file without what it touches, a long read. */
  ActionPlan begun(OperatorActionKind kind, String target) {
    return switch (kind) {
      case REPROCESS, DISCARD -> ofFile(kind, target, List.of(), List.of());
      default -> plan(kind, target);
    };
  }

  private static ActionPlan whole(
      OperatorActionKind kind, String title, List<String> touches, String button, String subject) {
    return new ActionPlan(
        kind.word(), title, touches, button, false, subject, "", List.of(), "/console");
  }

  private ActionPlan ofFile(OperatorActionKind kind, String key) {
    List<FileStory> stories = new ArrayList<>(files.stories(key));
    // the one that waits for a person is meant, else the latest
    stories.sort(Comparator.comparing(story -> !story.version().quarantined()));
    return ofFile(
        kind,
        key,
        FileTouches.of(stories.get(0), kind == OperatorActionKind.DISCARD),
        stories.stream().map(story -> story.version().etag()).toList());
  }

  private static ActionPlan ofFile(
      OperatorActionKind kind, String key, List<String> touches, List<String> etags) {
    boolean discard = kind == OperatorActionKind.DISCARD;
    String button = discard ? "Discard" : "Reprocess";
    return new ActionPlan(
        kind.word(),
        button + " this file?",
        touches,
        button,
        discard,
        key,
        key,
        etags,
        "/console/file?key=" + Words.query(key));
  }

  private ActionPlan ofAlert(OperatorActionKind kind, String target) {
    AlertRow alert = alerts.one(AlertNumber.of(target));
    boolean mute = kind == OperatorActionKind.MUTE;
    return new ActionPlan(
        kind.word(),
        mute ? "Mute this alert?" : "Acknowledge this alert?",
        mute
            ? List.of(
                "The alert stays open here; nobody is told of it for the time below.",
                "It is told of again where the time is over and the problem is not.")
            : List.of(
                "Others see that you take care of it, and since when.",
                "It stays open until the problem ends. If it gets worse, it counts as new."),
        mute ? "Mute" : "Acknowledge",
        false,
        alert.fingerprint(),
        target,
        List.of(),
        "/console/alerts/" + alert.id());
  }
}
