package scout.activities.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import scout.storage.ObjectVersion;

/**
 * The small files that a sweep has found and not handed over yet. It keeps at most as many as a
 * setting allows. Once there are more, they are a backlog and leave in groups.
 */
final class Backlog {
  private final int minFiles;
  private List<ObjectVersion> versions = new ArrayList<>();
  private Instant since;
  private boolean large;

  Backlog(int minFiles) {
    this.minFiles = minFiles;
  }

  /**
   * @param asked the database's time before they were listed
   */
  void add(List<ObjectVersion> found, Instant asked) {
    if (versions.isEmpty()) {
      since = asked;
    }
    versions.addAll(found);
    large = large || versions.size() > minFiles;
  }

  /** True once there are enough of them for the bulk lane; all later ones use it too. */
  boolean large() {
    return large;
  }

  boolean isEmpty() {
    return versions.isEmpty();
  }

  /** The database's time before the first of them was listed; the backlog must not be empty. */
  Instant since() {
    return since;
  }

  /** Removes and returns all of them. */
  List<ObjectVersion> take() {
    List<ObjectVersion> taken = versions;
    versions = new ArrayList<>();
    return taken;
  }
}
