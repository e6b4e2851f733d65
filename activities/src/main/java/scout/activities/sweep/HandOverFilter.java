package scout.activities.sweep;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import scout.storage.StoredObject;

/**
 * Which of the listed objects have to be handed over. What the ledger holds at rest is there for
 * one of two reasons: it was uploaded again, or it is a leftover, an upload whose archiving was cut
 * before its last step. Leftovers do no harm, and there are never many, unless something is wrong;
 * so that a sweep costs no more than its listing even then, each takes only some of them.
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

  /** How many leftovers the sweep has taken so far. */
  int leftovers() {
    return leftovers;
  }

  /**
   * @param objects of names that are input
   * @param asked a time of the database before they were listed
   */
  List<StoredObject> of(List<StoredObject> objects, Instant asked) {
    Map<Integer, SweepLedger.Rest> atRest =
        ledger.atRest(objects.stream().map(ListedVersion::of).toList());
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
    // A listing tells milliseconds; the ledger keeps the full second that reading the object tells.
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
