package scout.activities.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import scout.storage.ObjectVersion;

/** The versions that were handed over and have not come to rest yet. Not thread-safe. */
final class UnfinishedVersions {
  /** After so long, the ledger should show that a journey has ended. */
  static final Duration LONG = Duration.ofSeconds(10);

  /** As many as can be asked between two heartbeats. */
  private static final int ASKED_AT_ONCE = 40;

  private final SweepLedger ledger;
  private final HandOver handOver;
  private final Duration patience;
  private List<Item> items = new ArrayList<>();

  /**
   * @param patience Temporal is asked about a version that is not at rest for so long
   */
  UnfinishedVersions(SweepLedger ledger, HandOver handOver, Duration patience) {
    this.ledger = ledger;
    this.handOver = handOver;
    this.patience = patience;
  }

  private record Item(ObjectVersion version, Instant since, long lookAtNanos) {}

  /**
   * @param since the database's time before they were handed over
   */
  void add(List<ObjectVersion> versions, Instant since) {
    long look = System.nanoTime() + patience.toNanos();
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
   * Removes the versions that are at rest in the ledger. If a person ended a journey, the ledger
   * may not show it; so Temporal is asked about old versions, some at a time.
   */
  void look() throws InterruptedException {
    BitSet finished =
        ledger.finished(
            items.stream().map(Item::version).toList(), items.stream().map(Item::since).toList());
    List<Item> left = new ArrayList<>();
    List<Item> asked = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (!finished.get(i)) {
        boolean late = System.nanoTime() - item.lookAtNanos() >= 0;
        (late && asked.size() < ASKED_AT_ONCE ? asked : left).add(item);
      }
    }
    List<Boolean> underWay = handOver.underWay(asked.stream().map(Item::version).toList());
    long next = System.nanoTime() + patience.toNanos();
    for (int i = 0; i < asked.size(); i++) {
      if (underWay.get(i)) {
        left.add(new Item(asked.get(i).version(), asked.get(i).since(), next));
      }
    }
    items = left;
  }
}
