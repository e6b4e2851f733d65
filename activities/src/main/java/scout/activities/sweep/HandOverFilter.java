package scout.activities.sweep;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import scout.storage.StoredObject;

/**
 * Selects the listed objects that have to be handed over. An object whose version is at rest in the
 * ledger was either uploaded again, or is a leftover: its archiving was cut before the last step.
 * Leftovers are harmless and rare. A sweep takes at most 100, so that it stays as cheap as its
 * listing even when something is wrong.
 */
final class HandOverFilter {
  private static final int LEFTOVERS = 100;

  private final SweepLedger ledger;
  private int leftovers;

  /**
   * @param leftovers how many earlier attempts of the sweep have taken
   */
  HandOverFilter(SweepLedger ledger, int leftovers) {
    this.ledger = ledger;
    this.leftovers = leftovers;
  }

  /** Returns how many leftovers the sweep has taken so far. */
  int leftovers() {
    return leftovers;
  }

  /**
   * @param objects whose names are input
   * @param asked the database's time before they were listed
   */
  List<StoredObject> of(List<StoredObject> objects, Instant asked) {
    Map<Integer, SweepLedger.Rest> atRest =
        ledger.atRest(objects.stream().map(StoredObject::version).toList());
    List<StoredObject> waiting = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      if (waits(objects.get(i), atRest.get(i), asked)) {
        waiting.add(objects.get(i));
      }
    }
    return waiting;
  }

  private boolean waits(StoredObject object, SweepLedger.Rest rest, Instant asked) {
    if (rest == null) {
      return true;
    }
    if (!rest.since().isBefore(asked)) {
      return false; // it came to rest while it was listed
    }
    // A listing has milliseconds; reading an object, and so the ledger, has full seconds only.
    Instant uploadedAt = object.lastModified().truncatedTo(ChronoUnit.SECONDS);
    if (rest.gone() || uploadedAt.isAfter(rest.uploadedAt())) {
      return true;
    }
    if (leftovers == LEFTOVERS) {
      return false;
    }
    leftovers++;
    return true;
  }
}
