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
 * Counts what becomes of the versions that arrive, each once. What this process counted is gone
 * when it ends, as Prometheus expects; the ledger has the numbers that last.
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
   * @param registry takes the meters, all of them at once, so that each is there from the start
   * @param eventDelay how long a storage event may take; what a sweep finds later than that after
   *     its upload had an event that was lost
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

  /** Meters that nobody looks at. */
  static IngestMeters unseen() {
    return new IngestMeters(new SimpleMeterRegistry(), Duration.ZERO);
  }

  /**
   * A version was claimed. The first claim of one that a sweep found tells that its event was lost,
   * or is late: whoever tells the journey first is the one that it names.
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
   * Loading has ended and is committed.
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
