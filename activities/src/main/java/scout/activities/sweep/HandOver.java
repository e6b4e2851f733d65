package scout.activities.sweep;

import java.util.List;
import java.util.Set;
import scout.parallel.Parallel;
import scout.storage.ObjectVersion;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;

/** Hands versions over to their journeys, a few at a time. */
final class HandOver implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final Parallel parallel = new Parallel(AT_ONCE);
  private final JourneyStarter starter;
  private final String bucket;

  HandOver(JourneyStarter starter, String bucket) {
    this.starter = starter;
    this.bucket = bucket;
  }

  /** Returns once every version's journey is signalled; rethrows the first failure. */
  void all(List<ObjectVersion> versions) throws InterruptedException {
    var unused =
        parallel.each(
            versions,
            version -> {
              starter.arrived(
                  bucket,
                  version.key(),
                  new FileVersion(version.etag(), FileVersion.SWEEP),
                  Journeys.SWEPT);
              return version;
            });
  }

  /** Returns for each version, in order: false if its journey has ended or waits for a person. */
  List<Boolean> underWay(List<ObjectVersion> versions) throws InterruptedException {
    return parallel.each(versions, version -> starter.underWay(bucket, version.key()));
  }

  /** Returns the ids of the journeys that stopped. */
  Set<String> stopped() {
    return starter.stopped();
  }

  @Override
  public void close() {
    parallel.close();
  }
}
