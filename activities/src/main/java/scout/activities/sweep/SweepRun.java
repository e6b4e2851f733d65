package scout.activities.sweep;

import io.temporal.activity.ActivityExecutionContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import scout.activities.storage.ObjectStore;
import scout.activities.storage.StoredObject;
import scout.workflows.InputArea;
import scout.workflows.SweepRequest;
import scout.workflows.SweepResult;

/** One attempt of one sweep. */
final class SweepRun {
  private static final int PAGE = 1_000;
  private static final int BATCH = 100;
  private static final long PAUSE_MILLIS = 200;

  private final ObjectStore store;
  private final InputArea area;
  private final SweepLedger ledger;
  private final HandOver handOver;
  private final Unfinished unfinished;
  private final int maxUnfinished;
  private final ActivityExecutionContext context;
  private final BooleanSupplier stopping;
  private SweepPlace place;

  SweepRun(
      ObjectStore store,
      InputArea area,
      SweepLedger ledger,
      HandOver handOver,
      int maxUnfinished,
      ActivityExecutionContext context,
      BooleanSupplier stopping) {
    this.store = store;
    this.area = area;
    this.ledger = ledger;
    this.handOver = handOver;
    this.unfinished = new Unfinished(ledger, handOver);
    this.maxUnfinished = maxUnfinished;
    this.context = context;
    this.stopping = stopping;
  }

  /**
   * Sweeps. An attempt that has to wait for the files begins again from the start, since it can't
   * know which of them an earlier attempt waited for; the others go on where it stopped.
   */
  SweepResult run(UUID sweepId, SweepRequest request) throws InterruptedException {
    Optional<SweepPlace> before = context.getHeartbeatDetails(SweepPlace.class);
    place = request.settle() ? SweepPlace.START : before.orElse(SweepPlace.START);
    ledger.begin(sweepId);
    Instant begun = ledger.now();
    if (!place.listedAll()) {
      handOverWhatLiesThere();
    }
    resumeWhatWasCutShort(begun);
    if (request.settle()) {
      waitUntilUnfinished(0);
      waitUntilMoved();
    }
    ledger.finish(sweepId, place.counts());
    return place.counts();
  }

  private void handOverWhatLiesThere() throws InterruptedException {
    InboxPages pages = new InboxPages(store, area, place.startAfter());
    Instant asked = ledger.now();
    for (var page = pages.next(); page.isPresent(); page = pages.next()) {
      List<Version> input = input(page.get());
      List<Version> waiting = without(input, ledger.atRest(input, asked));
      handOver(waiting, asked);
      int listed = page.get().size();
      place = place.page(pages.place(), listed, listed - input.size(), waiting.size());
      beat();
      asked = ledger.now();
    }
    place = place.through();
  }

  private List<Version> input(List<StoredObject> page) {
    return page.stream()
        .filter(object -> area.accepts(object.key()))
        .map(object -> new Version(object.key(), object.etag()))
        .toList();
  }

  /** Whose object is not in the listing any more, e.g. cut between its copy and its delete. */
  private void resumeWhatWasCutShort(Instant begun) throws InterruptedException {
    long after = -1;
    List<SweepLedger.CutShort> page = ledger.cutShort(begun, after, PAGE);
    while (!page.isEmpty()) {
      Set<String> underWay = unfinished.keys();
      List<Version> waiting =
          page.stream()
              .map(SweepLedger.CutShort::version)
              .filter(version -> !underWay.contains(version.key()))
              .toList();
      handOver(waiting, begun);
      place = place.resumed(waiting.size());
      beat();
      after = page.get(page.size() - 1).seq();
      page = ledger.cutShort(begun, after, PAGE);
    }
  }

  private void handOver(List<Version> versions, Instant since) throws InterruptedException {
    int next = 0;
    while (next < versions.size()) {
      waitUntilUnfinished(maxUnfinished - 1);
      int count = Math.min(BATCH, maxUnfinished - unfinished.size());
      List<Version> batch = versions.subList(next, Math.min(next + count, versions.size()));
      handOver.all(batch);
      unfinished.add(batch, since);
      beat();
      next += batch.size();
    }
  }

  private void waitUntilUnfinished(int most) throws InterruptedException {
    while (unfinished.size() > most) {
      beat();
      unfinished.look();
      if (unfinished.size() > most) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /**
   * The ledger knows of a file's rest a moment before its object is moved; waits for those that are
   * on their way.
   */
  private void waitUntilMoved() throws InterruptedException {
    InboxPages pages = new InboxPages(store, area, null);
    for (var page = pages.next(); page.isPresent(); page = pages.next()) {
      List<Version> input = input(page.get());
      BitSet atRest = ledger.atRest(input, Instant.EPOCH);
      for (int i = atRest.nextSetBit(0); i >= 0; i = atRest.nextSetBit(i + 1)) {
        while (handOver.underWay(input.get(i).key())) {
          beat();
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    }
  }

  /** Keeps the place, and ends the attempt when the worker stops: another goes on from there. */
  private void beat() {
    context.heartbeat(place);
    if (stopping.getAsBoolean()) {
      throw new IllegalStateException("The worker stops; the sweep goes on elsewhere");
    }
  }

  private static List<Version> without(List<Version> versions, BitSet places) {
    List<Version> left = new ArrayList<>();
    for (int i = places.nextClearBit(0); i < versions.size(); i = places.nextClearBit(i + 1)) {
      left.add(versions.get(i));
    }
    return left;
  }
}
