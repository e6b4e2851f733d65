package scout.workflows.refresh;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.UUID;

/**
 * Where the refreshes stand.
 *
 * @param step what it does now, in words a person understands
 * @param refreshId the refresh that runs or ran last, null before the first
 * @param lastError why the last refresh failed, null if it succeeded
 * @param failures how many in a row have failed
 * @param completed how many this run has completed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RefreshState(
    String step, UUID refreshId, String lastError, int failures, int completed) {}
