package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Whether a declaration's tables were made.
 *
 * @param done false if somebody holds a table; then it is tried again
 * @param waitsFor who holds it, in words; null if done
 * @param declarationId the declaration's number; null until done
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DeclareResult(boolean done, String waitsFor, Long declarationId) {}
