package scout.activities.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import scout.storage.ObjectVersion;
import scout.workflows.batch.FileGroup;

/**
 * Hands a sweep's files over, each to its journey or many to a batch. Waits while too many are
 * under way. Not thread-safe.
 */
final class SweepScheduler {
  private static final int JOURNEYS_AT_ONCE = 100;
  private static final long PAUSE_MILLIS = 200;

  private final HandOver handOver;
  private final RunningBatches batches;
  private final UnfinishedVersions unfinished;
  private final SweepSettings settings;
  private final Consumer<SweepPlace> beat;

  /**
   * @param beat called with the sweep's place while waiting; throws when the sweep should end
   */
  SweepScheduler(
      HandOver handOver,
      RunningBatches batches,
      UnfinishedVersions unfinished,
      SweepSettings settings,
      Consumer<SweepPlace> beat) {
    this.handOver = handOver;
    this.batches = batches;
    this.unfinished = unfinished;
    this.settings = settings;
    this.beat = beat;
  }

  /** An empty backlog. */
  Backlog backlog() {
    return new Backlog(settings.bulkMinFiles());
  }

  boolean isSmall(long bytes) {
    return bytes < settings.bulkMaxBytes();
  }

  /**
   * Hands each over to its journey.
   *
   * @param since the database's time before they were handed over
   */
  void journeys(List<ObjectVersion> versions, Instant since, SweepPlace place)
      throws InterruptedException {
    int next = 0;
    while (next < versions.size()) {
      waitForFewer(settings.maxUnfinished(), place);
      int room = Math.min(JOURNEYS_AT_ONCE, settings.maxUnfinished() - underWay());
      List<ObjectVersion> some = versions.subList(next, Math.min(next + room, versions.size()));
      handOver.all(some);
      unfinished.add(some, since);
      beat.accept(place);
      next += some.size();
    }
  }

  /** Hands all over in batches, otherwise like {@link #journeys}. */
  void batches(List<ObjectVersion> versions, Instant since, SweepPlace place)
      throws InterruptedException {
    int most = Math.min(FileGroup.MAX_FILES, settings.maxUnfinished());
    for (int next = 0; next < versions.size(); next += most) {
      List<ObjectVersion> some = versions.subList(next, Math.min(next + most, versions.size()));
      waitForFewer(settings.maxUnfinished() - some.size() + 1, place);
      batches.start(some, since);
      beat.accept(place);
    }
  }

  /** Waits until the batches have ended, so that no other sweep finds their files. */
  void endOfBatches(SweepPlace place) throws InterruptedException {
    batches.look();
    while (batches.files() > 0) {
      pause(place);
      batches.look();
    }
  }

  /** Waits until all that was handed over has come to rest. */
  void rest(SweepPlace place) throws InterruptedException {
    waitForFewer(1, place);
  }

  /** Waits for a moment. */
  void pause(SweepPlace place) throws InterruptedException {
    beat.accept(place);
    Thread.sleep(PAUSE_MILLIS);
  }

  /** Returns the ids of the journeys that stopped and wait to be told. */
  Set<String> stopped() {
    return handOver.stopped();
  }

  /** The keys that are under way in journeys. */
  Set<String> keys() {
    return unfinished.keys();
  }

  /** Returns the versions whose journey runs and doesn't wait for a person. */
  List<ObjectVersion> underWay(List<ObjectVersion> versions, SweepPlace place)
      throws InterruptedException {
    List<ObjectVersion> busy = new ArrayList<>();
    for (int next = 0; next < versions.size(); next += JOURNEYS_AT_ONCE) {
      List<ObjectVersion> some =
          versions.subList(next, Math.min(next + JOURNEYS_AT_ONCE, versions.size()));
      List<Boolean> underWay = handOver.underWay(some);
      for (int i = 0; i < some.size(); i++) {
        if (underWay.get(i)) {
          busy.add(some.get(i));
        }
      }
      beat.accept(place);
    }
    return busy;
  }

  private int underWay() {
    return unfinished.size() + batches.files();
  }

  private void waitForFewer(int files, SweepPlace place) throws InterruptedException {
    while (underWay() >= files) {
      beat.accept(place);
      batches.look();
      unfinished.look();
      if (underWay() >= files) {
        pause(place);
      }
    }
  }
}
