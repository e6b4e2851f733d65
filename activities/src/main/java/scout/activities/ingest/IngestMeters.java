package scout.activities.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import scout.activities.ledger.LedgerFile;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.FileVersion;

/**
 * Counts the outcomes of arriving versions, each once. The counts end with the process, as
 * Prometheus expects. The ledger keeps the lasting numbers.
 */
public final class IngestMeters {
  /** How the loading of a version can end. */
  private static final List<FileStatus> OUTCOMES =
      List.of(FileStatus.LOADED, FileStatus.QUARANTINED, FileStatus.DUPLICATE, FileStatus.GONE);

  private static final List<String> FOUND_BY_SWEEP = List.of(FileVersion.SWEEP, FileVersion.BULK);

  private final Map<FileStatus, Counter> files = new EnumMap<>(FileStatus.class);
  private final Counter loaded;
  private final Counter rejected;
  private final Counter eventsLost;
  private final Timer load;
  private final Duration eventDelay;

  /**
   * @param registry receives all meters at once, so that each exists from the start
   * @param eventDelay how long a storage event may take; if a sweep finds a version later than that
   *     after its upload, its event was lost
   */
  public IngestMeters(MeterRegistry registry, Duration eventDelay) {
    for (FileStatus outcome : OUTCOMES) {
      files.put(
          outcome,
          Counter.builder("scout.files")
              .description("Versions of objects by how their loading ended")
              .tag("outcome", outcome.word())
              .register(registry));
    }
    this.loaded = records(registry, "loaded");
    this.rejected = records(registry, "rejected");
    this.eventsLost =
        Counter.builder("scout.events.lost")
            .description("Versions that a sweep found, since no storage event told of them")
            .register(registry);
    this.load =
        Timer.builder("scout.load")
            .description("Time from a version's claim to the commit of its outcome")
            .serviceLevelObjectives(
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5))
            .register(registry);
    this.eventDelay = eventDelay;
  }

  private static Counter records(MeterRegistry registry, String outcome) {
    return Counter.builder("scout.records")
        .description("Records that were read, by what became of them in bronze")
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Meters that nobody reads. */
  static IngestMeters unseen() {
    return new IngestMeters(new SimpleMeterRegistry(), Duration.ZERO);
  }

  /**
   * Records a claim. If a sweep found the version, its first claim shows that its event was lost or
   * is late. A journey names the source that signalled it first.
   *
   * @param source who saw it, see {@link FileVersion}; may be null
   */
  void claimed(LedgerFile claim, String source) {
    boolean overdue = claim.claimedAt().minus(eventDelay).isAfter(claim.uploadedAt());
    boolean swept = source != null && FOUND_BY_SWEEP.contains(source);
    if (claim.attempt() == 1 && overdue && swept) {
      eventsLost.increment();
    }
  }

  /**
   * Records the end of a load after its commit.
   *
   * @param file loaded, quarantined, duplicate or gone
   */
  void ended(LedgerFile file, Duration took) {
    files.get(file.status()).increment();
    loaded.increment(file.loaded());
    rejected.increment(file.rejected());
    load.record(took);
  }
}
