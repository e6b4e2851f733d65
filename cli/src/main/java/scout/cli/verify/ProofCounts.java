package scout.cli.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The numbers of files, objects and rows. */
final class ProofCounts {
  private final Map<String, Long> ledger = new LinkedHashMap<>();
  private long inInbox;
  private long hidden;
  private long inArchive;

  private ProofCounts() {}

  /** Counts the database's rows. */
  static ProofCounts of(Handle snapshot) {
    ProofCounts counts = new ProofCounts();
    snapshot
        .createQuery(LedgerProofs.SQL.get("counts"))
        .mapToMap(Long.class)
        .one()
        .forEach(counts.ledger::put);
    return counts;
  }

  /**
   * Counts another object.
   *
   * @param inbox whether it is in the upload area
   * @param isHidden whether it is a system's side file
   * @return how many were counted so far
   */
  long another(boolean inbox, boolean isHidden) {
    if (!inbox) {
      inArchive++;
    } else if (isHidden) {
      hidden++;
    } else {
      inInbox++;
    }
    return inInbox + hidden + inArchive;
  }

  /** All counts by name. */
  Map<String, Long> all() {
    Map<String, Long> all = new LinkedHashMap<>();
    all.put("objects_in_inbox", inInbox);
    all.put("objects_hidden", hidden);
    all.put("objects_in_archive", inArchive);
    all.putAll(ledger);
    return all;
  }
}
