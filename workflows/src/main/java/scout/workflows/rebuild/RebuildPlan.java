package scout.workflows.rebuild;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The work of a rebuild of silver.
 *
 * @param atOnce true if it needs one transaction, since it also applies changed settings
 * @param files how many files
 * @param records how many records they hold in bronze
 * @param last the ledger's number of the last of them; files that settle later are already correct
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RebuildPlan(boolean atOnce, long files, long records, long last) {}
