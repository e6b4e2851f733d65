package scout.traces;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A step that is over.
 *
 * @param name what was done, in a word
 * @param facts its attributes; no payloads, no secrets
 * @param links other traces that it took something from
 * @param failure why it failed, without payload text; null if it did not
 */
public record TracedStep(
    String name,
    Instant began,
    Instant ended,
    Map<String, String> facts,
    List<TraceRoot> links,
    String failure) {
  public TracedStep {
    facts = Map.copyOf(facts);
    links = List.copyOf(links);
  }

  /** One that went well and ends now. */
  public static TracedStep done(String name, Instant began, Map<String, String> facts) {
    return new TracedStep(name, began, Instant.now(), facts, List.of(), null);
  }

  /** One that failed now; of the exception its class alone, since a message may hold a payload. */
  public static TracedStep failed(
      String name, Instant began, Map<String, String> facts, RuntimeException failure) {
    return new TracedStep(
        name, began, Instant.now(), facts, List.of(), failure.getClass().getSimpleName());
  }

  /** The same with links. */
  public TracedStep linkedTo(List<TraceRoot> others) {
    return new TracedStep(name, began, ended, facts, others, failure);
  }
}
