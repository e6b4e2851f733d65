package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Where an object lies after archiving.
 *
 * @param status the ledger's status after the step
 * @param archivedKey its full key now, null if the object is gone
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ArchiveResult(FileStatus status, String archivedKey) {}
