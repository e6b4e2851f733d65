package scout.workflows.sweep;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How to sweep.
 *
 * @param settle true to end only when every object handed over is at rest
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SweepRequest(boolean settle) {}
