package scout.workflows.rebuild;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Where a rebuild stands.
 *
 * @param step what it does now, in words a person understands
 * @param paused true if it waits for {@code resume}
 * @param done what has changed so far, table by table
 * @param files files of silver done, of {@code filesInAll}
 * @param filesInAll null if silver is not rebuilt or not counted yet
 * @param records records of silver done, of {@code recordsInAll}
 * @param recordsInAll null as {@code filesInAll}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RebuildState(
    String step,
    boolean paused,
    List<TableChange> done,
    long files,
    Long filesInAll,
    long records,
    Long recordsInAll) {}
