package scout.workflows.refresh;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * The input of a run of {@link LayerRefresh}.
 *
 * @param pending a nudge not yet served when the run was continued, may be null
 * @param failures how many refreshes in a row have failed
 * @param retryAt when the next attempt after a failure is due; null is at once
 * @param lastError why the last refresh failed, null if it succeeded
 * @param restedAt when the rest after a long refresh ends; null is at once
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RefreshStart(
    RefreshRequest pending, int failures, Instant retryAt, String lastError, Instant restedAt) {}
