package scout.workflows;

/**
 * What one layer's step did.
 *
 * @param files files settled (silver), else 0
 * @param rows rows written or removed
 * @param failedChecks names the checks that failed, comma-separated; null if none did
 */
public record LayerResult(long files, long rows, String failedChecks) {}
