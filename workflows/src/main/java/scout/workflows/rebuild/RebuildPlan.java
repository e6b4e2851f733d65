package scout.workflows.rebuild;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What a rebuild of silver has before it.
 *
 * @param atOnce true if it has to be done in one transaction, since it also puts other settings in
 *     force
 * @param files how many files
 * @param records how many records they hold in bronze
 * @param last the ledger's number of the last of them; files that settle later are right already
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RebuildPlan(boolean atOnce, long files, long records, long last) {}
