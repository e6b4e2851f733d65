package scout.activities.bulk;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Archives many files with few calls. */
@FunctionalInterface
public interface GroupArchive {
  /**
   * Archives those about which nothing is out of the ordinary.
   *
   * @param fileIds of files that were just loaded, at least one
   * @return the ids of those that are archived; the others have to be archived by themselves
   */
  Set<UUID> archive(List<UUID> fileIds);
}
