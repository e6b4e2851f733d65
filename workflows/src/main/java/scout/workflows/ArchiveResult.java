package scout.workflows;

/**
 * Where an object lies after archiving.
 *
 * @param status the ledger's status after the step
 * @param archivedKey its full key now, null if there is no object any more
 */
public record ArchiveResult(FileStatus status, String archivedKey) {}
