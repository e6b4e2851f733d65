package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Where an application stands.
 *
 * @param step what it does now, in words a person understands
 * @param paused true if it waits for {@code resume}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApplyState(String step, boolean paused) {}
