package scout.worker;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import scout.traces.TraceRecorder;
import scout.traces.TraceRoot;
import scout.traces.TracedStep;
import scout.workflows.refresh.LayerActivities;
import scout.workflows.refresh.LayerResult;
import scout.workflows.refresh.RefreshRequest;

/** Records each refresh as a trace, whose step of silver links to the traces of its files. */
final class TracedLayers implements LayerActivities {
  private static final String ROOT = "refresh";

  private final LayerActivities layers;
  private final TraceReads reads;
  private final TraceRecorder traces;

  TracedLayers(LayerActivities layers, TraceReads reads, TraceRecorder traces) {
    this.layers = layers;
    this.reads = reads;
    this.traces = traces;
  }

  @Override
  public LayerResult buildSilver(UUID refreshId, RefreshRequest request) {
    Instant began = Instant.now();
    LayerResult result = failing(refreshId, "silver", () -> layers.buildSilver(refreshId, request));
    TracedStep step = TracedStep.done("silver", began, facts(result));
    traces.step(
        TraceRoot.ofRefresh(refreshId),
        result.files() > 0 ? step.linkedTo(reads.settledBy(refreshId)) : step);
    return result;
  }

  @Override
  public LayerResult buildGold(UUID refreshId) {
    return step(refreshId, "gold", () -> layers.buildGold(refreshId));
  }

  @Override
  public LayerResult buildPlatinum(UUID refreshId) {
    return step(refreshId, "platinum", () -> layers.buildPlatinum(refreshId));
  }

  @Override
  public LayerResult runChecks(UUID refreshId, RefreshRequest request) {
    Instant began = Instant.now();
    LayerResult result = step(refreshId, "checks", () -> layers.runChecks(refreshId, request));
    traces.root(
        TraceRoot.ofRefresh(refreshId),
        TracedStep.done(ROOT, reads.refreshBegan(refreshId).orElse(began), facts(result)));
    return result;
  }

  @Override
  public void recordFailure(UUID refreshId, String layer, String error) {
    layers.recordFailure(refreshId, layer, error);
    Instant now = Instant.now();
    traces.root(
        TraceRoot.ofRefresh(refreshId),
        new TracedStep(
            ROOT,
            reads.refreshBegan(refreshId).orElse(now),
            now,
            Map.of("scout.layer", layer),
            List.of(),
            "failed in " + layer));
  }

  private LayerResult step(UUID refreshId, String layer, Supplier<LayerResult> work) {
    Instant began = Instant.now();
    LayerResult result = failing(refreshId, layer, work);
    traces.step(TraceRoot.ofRefresh(refreshId), TracedStep.done(layer, began, facts(result)));
    return result;
  }

  private LayerResult failing(UUID refreshId, String layer, Supplier<LayerResult> work) {
    Instant began = Instant.now();
    try {
      return work.get();
    } catch (RuntimeException e) {
      traces.step(TraceRoot.ofRefresh(refreshId), TracedStep.failed(layer, began, Map.of(), e));
      throw e;
    }
  }

  private static Map<String, String> facts(LayerResult result) {
    return Map.of(
        "scout.files", String.valueOf(result.files()), "scout.rows", String.valueOf(result.rows()));
  }
}
