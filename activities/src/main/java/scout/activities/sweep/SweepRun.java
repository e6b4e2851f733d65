package scout.activities.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.storage.ObjectVersion;
import scout.storage.StoredObject;
import scout.storage.upload.InputName;
import scout.workflows.WorkflowIds;
import scout.workflows.sweep.SweepRequest;
import scout.workflows.sweep.SweepResult;

/** One attempt of one sweep. */
final class SweepRun {
  private static final int PAGE = 1_000;

  private final ObjectStore store;
  private final BucketLayout area;
  private final SweepLedger ledger;
  private final SweepScheduler lanes;
  private final SweepTurn turn;
  private final Consumer<SweepPlace> beat;

  /** Everything before it is handed over and counted. */
  private SweepPlace place;

  /**
   * @param beat called regularly with the place; throws when the attempt should end
   */
  SweepRun(
      ObjectStore store,
      BucketLayout area,
      SweepLedger ledger,
      SweepScheduler lanes,
      SweepTurn turn,
      Consumer<SweepPlace> beat) {
    this.store = store;
    this.area = area;
    this.ledger = ledger;
    this.lanes = lanes;
    this.turn = turn;
    this.beat = beat;
  }

  /**
   * Waits for this sweep's turn, then sweeps. The turn ends before it waits for files to come to
   * rest. A new attempt continues where the last one stopped. If it has to wait for the files, it
   * starts over, since it can't know which of them the last attempt waited for. It counts only what
   * is not counted yet.
   *
   * @param before where an earlier attempt stopped
   */
  SweepResult run(UUID sweepId, SweepRequest request, Optional<SweepPlace> before)
      throws InterruptedException {
    place = before.orElse(SweepPlace.START);
    while (!turn.take()) {
      lanes.pause(place);
    }
    ledger.begin(sweepId);
    Instant begun = ledger.now();
    if (request.settle() || !place.listedAll()) {
      handOverWhatLiesThere(request.settle() ? null : place.startAfter());
    }
    lanes.endOfBatches(place);
    resumeWhatWasCutShort(begun, request.settle() ? 0 : place.resumedTo());
    turn.end();
    if (request.settle()) {
      lanes.rest(place);
      waitUntilMoved();
    }
    ledger.finish(sweepId, place);
    return place.counts();
  }

  private void handOverWhatLiesThere(String startAfter) throws InterruptedException {
    InboxPages pages = new InboxPages(store, area, startAfter);
    HandOverFilter waiting = new HandOverFilter(ledger, place.leftovers());
    Backlog backlog = lanes.backlog();
    Set<String> stopped = lanes.stopped();
    SweepPlace seen = place;
    Instant asked = ledger.now();
    for (var page = pages.next(); page.isPresent(); page = pages.next()) {
      List<StoredObject> input = input(page.get());
      List<StoredObject> found = waiting.of(input, asked);
      List<String> listed = page.get().stream().map(StoredObject::key).toList();
      seen = seen(seen, pages.place(), listed, pages.untold(), found, waiting.leftovers());
      Set<StoredObject> bulk = bulk(found, stopped);
      lanes.journeys(versions(found, object -> !bulk.contains(object)), asked, place);
      backlog.add(versions(found, bulk::contains), asked);
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

  /** The place after a page. Objects that an earlier attempt counted are not counted again. */
  private SweepPlace seen(
      SweepPlace before,
      String end,
      List<String> page,
      List<String> untold,
      List<StoredObject> found,
      int leftovers) {
    if (before.holds(end)) {
      return before;
    }
    List<String> listed = newKeys(before, page);
    List<String> without = newKeys(before, untold);
    List<String> hidden = listed.stream().filter(InputName::hidden).toList();
    List<String> unsupported =
        listed.stream().filter(key -> !InputName.hidden(key) && !area.accepts(key)).toList();
    List<String> taken = newKeys(before, found.stream().map(StoredObject::key).toList());
    return before.page(
        end,
        before.leftInPlace().with(area, unsupported).without(without),
        leftovers,
        new SweepResult(
            listed.size() + without.size(),
            unsupported.size() + without.size(),
            taken.size(),
            0,
            hidden.size()));
  }

  private static List<String> newKeys(SweepPlace before, List<String> keys) {
    return keys.stream().filter(key -> !before.holds(key)).toList();
  }

  private List<StoredObject> input(List<StoredObject> page) {
    return page.stream().filter(object -> area.accepts(object.key())).toList();
  }

  /**
   * The small ones, but for those whose journey waits: it has to be told.
   *
   * @param stopped the ids of journeys that stopped. Some have no row, e.g. if the storage refused
   *     everything for a while
   */
  private Set<StoredObject> bulk(List<StoredObject> found, Set<String> stopped) {
    List<StoredObject> small =
        found.stream().filter(object -> lanes.isSmall(object.size())).toList();
    Set<String> awaited =
        small.isEmpty() ? Set.of() : ledger.awaited(small.stream().map(StoredObject::key).toList());
    return small.stream()
        .filter(object -> !awaited.contains(object.key()))
        .filter(object -> !stopped.contains(WorkflowIds.file(area.bucket(), object.key())))
        .collect(Collectors.toSet());
  }

  private static List<ObjectVersion> versions(
      List<StoredObject> objects, Predicate<StoredObject> wanted) {
    return objects.stream().filter(wanted).map(StoredObject::version).toList();
  }

  /** Files whose object is no longer listed, e.g. cut between copying and deleting it. */
  private void resumeWhatWasCutShort(Instant begun, long from) throws InterruptedException {
    long after = from;
    List<SweepLedger.CutShort> page = ledger.cutShort(begun, after, PAGE);
    while (!page.isEmpty()) {
      Set<String> underWay = lanes.keys();
      List<SweepLedger.CutShort> waiting =
          page.stream().filter(file -> !underWay.contains(file.version().key())).toList();
      lanes.journeys(waiting.stream().map(SweepLedger.CutShort::version).toList(), begun, place);
      after = page.get(page.size() - 1).seq();
      long counted = place.resumedTo();
      place =
          place.resumed(
              Math.max(after, counted),
              waiting.stream().filter(file -> file.seq() > counted).count());
      beat.accept(place);
      page = ledger.cutShort(begun, after, PAGE);
    }
  }

  /**
   * The ledger records that a file is at rest a moment before its object is moved. Waits for
   * objects that are being moved.
   */
  private void waitUntilMoved() throws InterruptedException {
    InboxPages pages = new InboxPages(store, area, null);
    for (var page = pages.next(); page.isPresent(); page = pages.next()) {
      List<ObjectVersion> input = input(page.get()).stream().map(StoredObject::version).toList();
      List<ObjectVersion> moving =
          lanes.underWay(ledger.atRest(input).keySet().stream().map(input::get).toList(), place);
      while (!moving.isEmpty()) {
        lanes.pause(place);
        moving = lanes.underWay(moving, place);
      }
      beat.accept(place);
    }
  }
}
