package scout.workflows.impl;

import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import scout.workflows.refresh.LayerActivities;
import scout.workflows.refresh.LayerResult;
import scout.workflows.refresh.LostRecords;
import scout.workflows.refresh.RefreshRequest;

/** Layers that build nothing and remember what they were asked for. */
final class FakeLayers implements LayerActivities {
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<UUID> ids = Collections.synchronizedList(new ArrayList<>());
  private volatile Consumer<String> before = layer -> {};
  private volatile String failedChecks;
  private volatile Boolean arriving;

  /** Called with the name of each layer before it is built; may throw. */
  void before(Consumer<String> action) {
    before = action;
  }

  /** Fails a layer in a way that trying again can't help. */
  void breaks(String broken) {
    before(
        layer -> {
          if (layer.equals(broken)) {
            throw ApplicationFailure.newNonRetryableFailure("column is missing", "SCHEMA");
          }
        });
  }

  void failsChecks(String names) {
    failedChecks = names;
  }

  /** Says that files are on their way when the checks end, or not; null to say nothing. */
  void arriving(Boolean says) {
    arriving = says;
  }

  /** What was called, in order. */
  List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** How often a layer was asked for. */
  long count(String layer) {
    return calls().stream().filter(layer::equals).count();
  }

  /** The refreshes' ids, one for each call. */
  List<UUID> ids() {
    synchronized (ids) {
      return List.copyOf(ids);
    }
  }

  private LayerResult call(String layer, UUID refreshId) {
    calls.add(layer);
    ids.add(refreshId);
    before.accept(layer);
    boolean checks = layer.equals("checks");
    return layer.equals("silver")
        ? new LayerResult(1, 2, null, 3, new LostRecords(1, 0, 0), null)
        : new LayerResult(1, 2, checks ? failedChecks : null, 0, null, checks ? arriving : null);
  }

  @Override
  public LayerResult buildSilver(UUID refreshId, RefreshRequest request) {
    return call("silver", refreshId);
  }

  @Override
  public LayerResult buildGold(UUID refreshId) {
    return call("gold", refreshId);
  }

  @Override
  public LayerResult buildPlatinum(UUID refreshId) {
    return call("platinum", refreshId);
  }

  @Override
  public LayerResult runChecks(UUID refreshId, RefreshRequest request) {
    return call("checks", refreshId);
  }

  @Override
  public void recordFailure(UUID refreshId, String layer, String error) {
    calls.add("failed in " + layer + ": " + error);
    ids.add(refreshId);
  }
}
