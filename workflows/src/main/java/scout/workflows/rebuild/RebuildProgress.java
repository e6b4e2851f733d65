package scout.workflows.rebuild;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How far a rebuild has come; the next run continues from it.
 *
 * @param plan the work in silver, null if not yet known
 * @param files files of silver done
 * @param records records of silver done
 * @param after the ledger's number of the last file done; null when silver is done
 * @param paused true if it waits for {@code resume}
 * @param done what has changed so far, table by table
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RebuildProgress(
    RebuildPlan plan,
    long files,
    long records,
    Long after,
    boolean paused,
    List<TableChange> done) {
  public RebuildProgress {
    done = done == null ? List.of() : List.copyOf(done);
  }
}
