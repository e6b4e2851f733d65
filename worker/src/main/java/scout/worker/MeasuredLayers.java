package scout.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.UUID;
import scout.workflows.refresh.LayerActivities;
import scout.workflows.refresh.LayerResult;
import scout.workflows.refresh.RefreshRequest;

/**
 * Measures the steps of a refresh, failed ones too. Also counts the records that became no
 * transaction, each time their file is settled.
 */
final class MeasuredLayers implements LayerActivities {
  private final LayerActivities layers;
  private final Timer silver;
  private final Timer gold;
  private final Timer platinum;
  private final Timer checks;
  private final Counter unkeyed;
  private final Counter rejected;
  private final Counter overridden;

  MeasuredLayers(LayerActivities layers, MeterRegistry registry) {
    this.layers = layers;
    this.silver = timer(registry, "silver");
    this.gold = timer(registry, "gold");
    this.platinum = timer(registry, "platinum");
    this.checks = timer(registry, "checks");
    this.unkeyed = lost(registry, "unkeyed");
    this.rejected = lost(registry, "rejected");
    this.overridden = lost(registry, "overridden");
  }

  private static Timer timer(MeterRegistry registry, String layer) {
    return Timer.builder("scout.refresh")
        .description("Time that a step of a refresh takes")
        .tag("layer", layer)
        .serviceLevelObjectives(
            Duration.ofMillis(50),
            Duration.ofMillis(250),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5))
        .register(registry);
  }

  private static Counter lost(MeterRegistry registry, String cause) {
    return Counter.builder("scout.records.lost")
        .description("Records in bronze that became no transaction")
        .tag("cause", cause)
        .register(registry);
  }

  @Override
  public LayerResult buildSilver(UUID refreshId, RefreshRequest request) {
    LayerResult result = silver.record(() -> layers.buildSilver(refreshId, request));
    if (result.lost() != null) {
      unkeyed.increment(result.lost().unkeyed());
      rejected.increment(result.lost().rejected());
      overridden.increment(result.lost().overridden());
    }
    return result;
  }

  @Override
  public LayerResult buildGold(UUID refreshId) {
    return gold.record(() -> layers.buildGold(refreshId));
  }

  @Override
  public LayerResult buildPlatinum(UUID refreshId) {
    return platinum.record(() -> layers.buildPlatinum(refreshId));
  }

  @Override
  public LayerResult runChecks(UUID refreshId, RefreshRequest request) {
    return checks.record(() -> layers.runChecks(refreshId, request));
  }

  @Override
  public void recordFailure(UUID refreshId, String layer, String error) {
    layers.recordFailure(refreshId, layer, error);
  }
}
