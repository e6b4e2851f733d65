package scout.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.UUID;
import scout.workflows.LayerActivities;
import scout.workflows.LayerResult;
import scout.workflows.RefreshRequest;

/** The steps of a refresh, with the time that each takes; one that fails counts too. */
final class MeasuredLayers implements LayerActivities {
  private final LayerActivities layers;
  private final Timer silver;
  private final Timer gold;
  private final Timer platinum;
  private final Timer checks;

  MeasuredLayers(LayerActivities layers, MeterRegistry registry) {
    this.layers = layers;
    this.silver = timer(registry, "silver");
    this.gold = timer(registry, "gold");
    this.platinum = timer(registry, "platinum");
    this.checks = timer(registry, "checks");
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

  @Override
  public LayerResult buildSilver(UUID refreshId, RefreshRequest request) {
    return silver.record(() -> layers.buildSilver(refreshId, request));
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
