package scout.activities.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import scout.activities.storage.ObjectStore;
import scout.activities.storage.StoredObject;
import scout.workflows.InputArea;
import scout.workflows.SweepRequest;
import scout.workflows.SweepResult;

/** One attempt of one sweep. */
final class SweepRun {
  private static final int PAGE = 1_000;

  private final ObjectStore store;
  private final InputArea area;
  private final SweepLedger ledger;
  private final Lanes lanes;
  private final Consumer<SweepPlace> beat;

  /** All that lies before it is handed over. */
  private SweepPlace place;

  /**
   * @param beat called again and again with the place; throws when the attempt should end
   */
  SweepRun(
      ObjectStore store,
      InputArea area,
      SweepLedger ledger,
      Lanes lanes,
      Consumer<SweepPlace> beat) {
    this.store = store;
    this.area = area;
    this.ledger = ledger;
    this.lanes = lanes;
    this.beat = beat;
  }

  /**
   * Sweeps. An attempt that has to wait for the files begins again from the start, since it can't
   * know which of them an earlier attempt waited for; the others go on where it stopped.
   *
   * @param before where an earlier attempt stopped
   */
  SweepResult run(UUID sweepId, SweepRequest request, Optional<SweepPlace> before)
      throws InterruptedException {
    place = request.settle() ? SweepPlace.START : before.orElse(SweepPlace.START);
    ledger.begin(sweepId);
    Instant begun = ledger.now();
    if (!place.listedAll()) {
      handOverWhatLiesThere();
    }
    lanes.endOfBatches(place);
    resumeWhatWasCutShort(begun);
    if (request.settle()) {
      lanes.rest(place);
      waitUntilMoved();
    }
    ledger.finish(sweepId, place.counts());
    return place.counts();
  }

  private void handOverWhatLiesThere() throws InterruptedException {
    InboxPages pages = new InboxPages(store, area, place.startAfter());
    Waiting waiting = new Waiting(ledger);
    Backlog backlog = lanes.backlog();
    SweepPlace seen = place;
    Instant asked = ledger.now();
    for (var page = pages.next(); page.isPresent(); page = pages.next()) {
      List<StoredObject> input = input(page.get());
      List<StoredObject> found = waiting.of(input, asked);
      int listed = page.get().size();
      seen = seen.page(pages.place(), listed, listed - input.size(), found.size());
      lanes.journeys(versions(found, false), asked, place);
      backlog.add(versions(found, true), asked);
      if (backlog.large() && !backlog.isEmpty()) {
        lanes.batches(backlog.take(), backlog.since(), place);
      }
      if (backlog.isEmpty()) {
        place = seen;
      }
      beat.accept(place);
      asked = ledger.now();
    }
    if (!backlog.isEmpty()) {
      lanes.journeys(backlog.take(), backlog.since(), place);
    }
    place = seen.through();
  }

  private List<StoredObject> input(List<StoredObject> page) {
    return page.stream().filter(object -> area.accepts(object.key())).toList();
  }

  private List<Version> versions(List<StoredObject> objects, boolean small) {
    return objects.stream()
        .filter(object -> lanes.isSmall(object.size()) == small)
        .map(Version::of)
        .toList();
  }

  /** Whose object is not in the listing any more, e.g. cut between its copy and its delete. */
  private void resumeWhatWasCutShort(Instant begun) throws InterruptedException {
    long after = -1;
    List<SweepLedger.CutShort> page = ledger.cutShort(begun, after, PAGE);
    while (!page.isEmpty()) {
      Set<String> underWay = lanes.keys();
      List<Version> waiting =
          page.stream()
              .map(SweepLedger.CutShort::version)
              .filter(version -> !underWay.contains(version.key()))
              .toList();
      lanes.journeys(waiting, begun, place);
      place = place.resumed(waiting.size());
      beat.accept(place);
      after = page.get(page.size() - 1).seq();
      page = ledger.cutShort(begun, after, PAGE);
    }
  }

  /**
   * The ledger knows of a file's rest a moment before its object is moved; waits for those that are
   * on their way.
   */
  private void waitUntilMoved() throws InterruptedException {
    InboxPages pages = new InboxPages(store, area, null);
    for (var page = pages.next(); page.isPresent(); page = pages.next()) {
      List<Version> input = input(page.get()).stream().map(Version::of).toList();
      for (int i : ledger.atRest(input).keySet()) {
        while (lanes.journeyRuns(input.get(i).key())) {
          lanes.pause(place);
        }
      }
      beat.accept(place);
    }
  }
}
