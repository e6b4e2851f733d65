package scout.activities.sweep;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import scout.workflows.FileVersion;
import scout.workflows.Journeys;

/** Hands versions over to their journeys, a few at a time. */
final class HandOver implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
  private final JourneyStarter starter;
  private final String bucket;

  HandOver(JourneyStarter starter, String bucket) {
    this.starter = starter;
    this.bucket = bucket;
  }

  /** Returns when each version's journey is told; throws what the first that failed threw. */
  void all(List<Version> versions) throws InterruptedException {
    List<Callable<Void>> calls =
        versions.stream()
            .map(
                version ->
                    (Callable<Void>)
                        () -> {
                          starter.arrived(
                              bucket,
                              version.key(),
                              new FileVersion(version.etag(), FileVersion.SWEEP),
                              Journeys.SWEPT);
                          return null;
                        })
            .toList();
    for (Future<Void> told : executor.invokeAll(calls)) {
      try {
        told.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("Handing a file over failed", e.getCause());
      }
    }
  }

  /** False if the journey of this key has ended, or waits for a person. */
  boolean underWay(String key) {
    return starter.underWay(bucket, key);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
