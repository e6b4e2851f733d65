package scout.starter.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** How much there is. */
final class Counts {
  private final Map<String, Long> ledger = new LinkedHashMap<>();
  private long inInbox;
  private long inArchive;

  private Counts() {}

  /** Counts what the database holds. */
  static Counts of(Handle snapshot) {
    Counts counts = new Counts();
    snapshot
        .createQuery(LedgerProofs.SQL.get("counts"))
        .mapToMap(Long.class)
        .one()
        .forEach(counts.ledger::put);
    return counts;
  }

  /** Counts another object; gives how many there are by now. */
  long another(boolean inbox) {
    if (inbox) {
      inInbox++;
    } else {
      inArchive++;
    }
    return inInbox + inArchive;
  }

  /** All of it by name. */
  Map<String, Long> all() {
    Map<String, Long> all = new LinkedHashMap<>();
    all.put("objects_in_inbox", inInbox);
    all.put("objects_in_archive", inArchive);
    all.putAll(ledger);
    return all;
  }
}
