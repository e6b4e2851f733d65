package scout.console.files;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import scout.console.audit.AskedAction;
import scout.schema.ArchivedKey;

/**
 * What happened to a version, each step with the time that the ledger or the audit has for it. The
 * ledger counts attempts but keeps the time of the first alone, so a later one appears by what it
 * changed and by who asked for it, never by the time of another.
 */
public final class FileSteps {
  /** Something that happened to a file. */
  public record Step(String name, OffsetDateTime at) {}

  /** Times that one statement wrote differ by less. */
  private static final Duration ONE_STATEMENT = Duration.ofMillis(5);

  private final List<Step> steps = new ArrayList<>();

  private FileSteps() {}

  /**
   * The steps of a version in order.
   *
   * @param asked what people asked for about its key
   */
  static List<Step> of(FileVersionRow version, List<AskedAction> asked) {
    FileSteps all = new FileSteps();
    boolean again = version.attempt() > 1;
    all.add("uploaded", version.uploadedAt());
    all.add(again ? "first attempt began" : "reading began", version.claimedAt());
    all.add(again ? "loaded first" : "loaded", version.loadedAt());
    all.add(again ? "quarantined first" : "quarantined", version.quarantinedAt());
    all.add("stopped", version.stoppedAt());
    all.add(ArchivedKey.step(version.archivedKey()), version.archivedAt());
    all.add("taken by silver", version.settledAt());
    all.add("reprocessed", version.replayedAt());
    all.add("discarded", version.discardedAt());
    all.add("gone", version.goneAt());
    asked.stream()
        .filter(action -> version.etag().equals(action.etag()))
        .forEach(
            action ->
                all.add(action.action() + " asked by " + action.operator(), action.askedAt()));
    OffsetDateTime known = version.updatedAt().minus(ONE_STATEMENT);
    if (again && all.steps.stream().allMatch(step -> step.at().isBefore(known))) {
      all.add("latest change", version.updatedAt());
    }
    all.steps.sort(Comparator.comparing(Step::at));
    return List.copyOf(all.steps);
  }

  private void add(String name, OffsetDateTime at) {
    if (at != null) {
      steps.add(new Step(name, at));
    }
  }
}
