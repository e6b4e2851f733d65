package scout.workflows;

/**
 * What a run of {@link LayerRefresh} begins with.
 *
 * @param pending a nudge that was not served when the run was continued, may be null
 * @param failures how many refreshes in a row have failed
 */
public record RefreshStart(RefreshRequest pending, int failures) {}
