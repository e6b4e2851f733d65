package scout.workflows.rebuild;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What a rebuild changed.
 *
 * @param dryRun true if nothing was changed; the result then shows what would change
 * @param tables table by table, the lowest layer first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RebuildResult(boolean dryRun, List<TableChange> tables) {}
