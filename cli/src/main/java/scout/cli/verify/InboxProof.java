package scout.cli.verify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.storage.ObjectVersion;
import scout.storage.StoredObject;

/** Compares the inbox with the ledger, and the ledger with the inbox. */
final class InboxProof {
  private static final int OBJECTS_AT_ONCE = 1_000;
  private static final Set<String> UNDER_WAY = Set.of("loading", "loaded");

  private final ProofResult taken =
      new ProofResult(
          "inbox_is_known", "Every object in the inbox is known, on its way or not input");
  private final ProofResult there =
      new ProofResult(
          "unmoved_objects_are_there", "Every file that was not archived lies in the inbox");

  private final Handle now;
  private final ObjectStore store;
  private final BucketLayout area;

  /** Objects uploaded before this should be in the ledger; null if no sweep ended yet. */
  private final Instant swept;

  private final List<StoredObject> page = new ArrayList<>();

  /**
   * @param now sees what is committed at each moment
   */
  InboxProof(Handle now, ObjectStore store, BucketLayout area) {
    this.now = now;
    this.store = store;
    this.area = area;
    this.swept =
        now.createQuery(LedgerProofs.SQL.get("last_sweep"))
            .mapTo(Instant.class)
            .findOne()
            .orElse(null);
  }

  /** Checks the next object of the inbox that is not hidden. */
  void take(StoredObject object) {
    Optional<String> refusal = area.refusal(object.key());
    if (refusal.isPresent()) {
      leftInPlace(object.key(), refusal.get());
      return;
    }
    page.add(object);
    if (page.size() >= OBJECTS_AT_ONCE) {
      judge();
    }
  }

  /** The same for an object whose version is unknown. */
  void takeUntold(String key) {
    leftInPlace(key, area.refusal(key).orElse("the storage tells no ETag of it"));
  }

  private void leftInPlace(String key, String reason) {
    taken.notes(new ProofFinding(key, null, "left in place: " + reason));
  }

  /** The results, after the end of the listing. */
  List<ProofResult> finish() {
    judge();
    record Unmoved(ObjectVersion version, String status) {}
    List<Unmoved> unmoved =
        now.createQuery(LedgerProofs.SQL.get("not_archived"))
            .bind("bucket", area.bucket())
            .map(
                (row, context) ->
                    new Unmoved(
                        new ObjectVersion(row.getString(1), row.getString(2)), row.getString(3)))
            .list();
    for (Unmoved file : unmoved) {
      String key = file.version().key();
      if (store.stat(key).filter(object -> object.etag().equals(file.version().etag())).isEmpty()
          && stillUnmoved(key)) {
        there.offends(
            new ProofFinding(
                key,
                null,
                "it is "
                    + file.status()
                    + ", and its object lies neither in the inbox nor in the archive"));
      }
    }
    return List.of(taken, there);
  }

  private boolean stillUnmoved(String key) {
    return now.createQuery(LedgerProofs.SQL.get("still_not_archived"))
        .bind("bucket", area.bucket())
        .bind("key", key)
        .mapTo(Boolean.class)
        .one();
  }

  private void judge() {
    Map<Integer, String> statuses = new HashMap<>();
    now.createQuery(LedgerProofs.SQL.get("version"))
        .bind("bucket", area.bucket())
        .bindArray("keys", String.class, page.stream().map(StoredObject::key).toList())
        .bindArray("etags", String.class, page.stream().map(StoredObject::etag).toList())
        .map((row, context) -> statuses.put(row.getInt(1), row.getString(2)))
        .list();
    for (int i = 0; i < page.size(); i++) {
      judge(page.get(i), statuses.get(i + 1));
    }
    page.clear();
  }

  private void judge(StoredObject object, String status) {
    if (status == null || status.equals("gone")) {
      if (overlooked(object)) {
        taken.offends(
            new ProofFinding(
                object.key(),
                null,
                "uploaded at " + object.lastModified() + ", and no sweep since has taken it"));
      } else {
        taken.notes(new ProofFinding(object.key(), null, "it waits for the next sweep"));
      }
    } else if (!UNDER_WAY.contains(status)) {
      taken.notes(
          new ProofFinding(
              object.key(), null, "it is " + status + " already; a sweep clears it away"));
    }
  }

  private boolean overlooked(StoredObject object) {
    return swept != null
        && object.lastModified().isBefore(swept)
        && store.stat(object.key()).filter(object::sameVersion).isPresent();
  }
}
