package scout.activities.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The small files that a sweep has found and not handed over yet. It holds no more than a setting
 * of them: as soon as there are more, they are a backlog, and leave in groups.
 */
final class Backlog {
  private final int minFiles;
  private List<ListedVersion> versions = new ArrayList<>();
  private Instant since;
  private boolean large;

  Backlog(int minFiles) {
    this.minFiles = minFiles;
  }

  /**
   * @param asked a time of the database before they were listed
   */
  void add(List<ListedVersion> found, Instant asked) {
    if (versions.isEmpty()) {
      since = asked;
    }
    versions.addAll(found);
    large = large || versions.size() > minFiles;
  }

  /** True once there were so many that they go through the bulk lane, as do all that follow. */
  boolean large() {
    return large;
  }

  boolean isEmpty() {
    return versions.isEmpty();
  }

  /** A time of the database before the first of them was listed; there must be one. */
  Instant since() {
    return since;
  }

  /** Takes all of them out. */
  List<ListedVersion> take() {
    List<ListedVersion> taken = versions;
    versions = new ArrayList<>();
    return taken;
  }
}
