package scout.activities.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The versions that were handed over and have not come to rest yet. Not for several threads. */
final class Unfinished {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final SweepLedger ledger;
  private final HandOver handOver;
  private List<Item> items = new ArrayList<>();

  Unfinished(SweepLedger ledger, HandOver handOver) {
    this.ledger = ledger;
    this.handOver = handOver;
  }

  private record Item(Version version, Instant since, long lookAtNanos) {}

  /**
   * @param since a time of the database before they were handed over
   */
  void add(List<Version> versions, Instant since) {
    long look = System.nanoTime() + LONG.toNanos();
    versions.forEach(version -> items.add(new Item(version, since, look)));
  }

  int size() {
    return items.size();
  }

  /** The keys that are under way. */
  Set<String> keys() {
    Set<String> keys = new HashSet<>();
    items.forEach(item -> keys.add(item.version().key()));
    return keys;
  }

  /**
   * Looks into the ledger, and forgets what has come to rest. What takes long may have left no
   * trace there (the object vanished, access is denied): then the journey itself is asked.
   */
  void look() {
    BitSet finished =
        ledger.finished(
            items.stream().map(Item::version).toList(), items.stream().map(Item::since).toList());
    List<Item> left = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!finished.get(i)) {
        left.add(items.get(i));
      }
    }
    items = new ArrayList<>();
    for (Item item : left) {
      if (System.nanoTime() - item.lookAtNanos() < 0) {
        items.add(item);
      } else if (handOver.underWay(item.version().key())) {
        items.add(new Item(item.version(), item.since(), System.nanoTime() + LONG.toNanos()));
      }
    }
  }
}
