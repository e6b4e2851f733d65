package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How far the models are that are computed beside their tables.
 *
 * @param done true once all have caught up with what came in meanwhile
 * @param share how far they are, in words; null once done
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BesideProgress(boolean done, String share) {}
