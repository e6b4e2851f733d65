package scout.workflows.journey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Where a journey stands.
 *
 * @param key the full object key
 * @param step what it does now, in words a person understands
 * @param last the latest result of loading, null before the first
 * @param pending how many requests wait
 * @param waiting true if it needs a signal from a person or a new version to continue
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JourneyState(
    String key, String step, LoadResult last, int pending, boolean waiting) {}
