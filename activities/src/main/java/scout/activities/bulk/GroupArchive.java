package scout.activities.bulk;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Archives many files with few calls. */
@FunctionalInterface
public interface GroupArchive {
  /**
   * Archives the files that need no special treatment.
   *
   * @param fileIds of files that were just loaded, at least one
   * @return the ids of the archived files; the others have to be archived one by one
   */
  Set<UUID> archive(List<UUID> fileIds);
}
