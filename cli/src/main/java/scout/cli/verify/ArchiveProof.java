package scout.cli.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import scout.storage.KeyOrder;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.storage.StoredObject;

/**
 * Walks the archived objects and the ledger's places side by side, both in listing order, so that
 * neither is held in memory. The ledger is a snapshot but the bucket is not. So a mismatch is
 * looked up again before it counts.
 */
final class ArchiveProof {
  private static final int SUSPECTS_AT_ONCE = 500;

  private final ProofResult present =
      new ProofResult(
          "archived_objects_are_there", "Every archived object lies where the ledger says, whole");
  private final ProofResult known =
      new ProofResult("archived_objects_are_known", "The ledger knows every object in the archive");

  private final Handle now;
  private final ObjectStore store;
  private final ArchivedUnder places;
  private final boolean deep;
  private final Iterator<KnownFile> files;
  private final List<KnownFile> missing = new ArrayList<>();
  private final List<StoredObject> unknown = new ArrayList<>();
  private KnownFile next;

  /**
   * @param files the snapshot's, in the order of their places
   * @param now sees what is committed at each moment
   * @param deep whether to read every object
   */
  ArchiveProof(
      Iterator<KnownFile> files,
      Handle now,
      ObjectStore store,
      ArchivedUnder places,
      boolean deep) {
    this.files = files;
    this.now = now;
    this.store = store;
    this.places = places;
    this.deep = deep;
    advance();
  }

  /** Checks the next archived object of the listing. */
  void take(StoredObject object) throws IOException {
    passTo(object.key());
    boolean wanted = false;
    while (next != null && next.archivedKey().equals(object.key())) {
      wanted = true;
      compare(next, object);
      advance();
    }
    if (!wanted) {
      unknown.add(object);
      if (unknown.size() >= SUSPECTS_AT_ONCE) {
        judgeUnknown();
      }
    }
  }

  /** The same for an object whose version is unknown, so that Scout can't read it. */
  void takeUntold(String key) throws IOException {
    passTo(key);
    boolean wanted = false;
    while (next != null && next.archivedKey().equals(key)) {
      wanted = true;
      offends(next, "the storage tells no ETag of it; upload it again through the storage");
      advance();
    }
    if (!wanted) {
      known.offends(new ProofFinding(key, null, "no file of the ledger has its object here"));
    }
  }

  /** The results, after the end of the listing. */
  List<ProofResult> finish() throws IOException {
    passTo(null);
    judgeMissing();
    judgeUnknown();
    return List.of(present, known);
  }

  private void advance() {
    next = files.hasNext() ? files.next() : null;
  }

  /** Reports files whose place the listing has passed: they have no object there. */
  private void passTo(String key) throws IOException {
    while (next != null
        && (key == null || KeyOrder.BY_BYTES.compare(next.archivedKey(), key) < 0)) {
      missing.add(next);
      if (missing.size() >= SUSPECTS_AT_ONCE) {
        judgeMissing();
      }
      advance();
    }
  }

  private void compare(KnownFile file, StoredObject object) throws IOException {
    if (object.size() != file.size()) {
      offends(file, "it has " + object.size() + " bytes, the ledger says " + file.size());
      return;
    }
    boolean same = object.etag().equals(file.etag());
    if (file.sha256() == null) {
      if (!same) {
        present.notes(
            new ProofFinding(
                file.key(), null, "its copy has another ETag, and there is no SHA-256 to compare"));
      }
      return;
    }
    // the same bytes have another ETag if they were copied in parts or are encrypted
    if (deep || !same) {
      try (ObjectStream content = store.open(object.key(), null)) {
        ContentComparison.contradiction(content.body(), file, deep)
            .ifPresent(what -> offends(file, what));
      }
    }
  }

  private void offends(KnownFile file, String what) {
    present.offends(new ProofFinding(file.key(), null, "at " + file.archivedKey() + ": " + what));
  }

  private void judgeMissing() throws IOException {
    for (KnownFile file : missing) {
      Optional<Boolean> unmissed =
          now.createQuery(LedgerProofs.SQL.get("still_archived"))
              .bind("file_id", file.fileId())
              .bind("key", file.archivedKey())
              .mapTo(Boolean.class)
              .findOne();
      if (unmissed.isPresent()) {
        Optional<StoredObject> object = store.stat(file.archivedKey());
        if (object.isPresent()) {
          compare(file, object.get());
        } else if (unmissed.get()) {
          present.notes(
              new ProofFinding(
                  file.key(), null, "its object is gone, and the ledger knows of that"));
        } else {
          offends(file, "there is no object");
        }
      }
    }
    missing.clear();
  }

  private void judgeUnknown() throws IOException {
    Set<String> recorded =
        unknown.isEmpty()
            ? Set.of()
            : new HashSet<>(
                now.createQuery(LedgerProofs.SQL.get("archived_at"))
                    .bind("bucket", places.bucket())
                    .bindArray(
                        "keys", String.class, unknown.stream().map(StoredObject::key).toList())
                    .mapTo(String.class)
                    .list());
    for (StoredObject object : unknown) {
      // a listing, unlike a request for the object, takes any key
      if (!recorded.contains(object.key()) && store.listing().entry(object.key()).isPresent()) {
        if (places.isCopyOfKnown(now, object)) {
          known.notes(
              new ProofFinding(
                  object.key(), null, "a second copy of a file that the ledger holds, left over"));
        } else {
          known.offends(
              new ProofFinding(object.key(), null, "no file of the ledger has its object here"));
        }
      }
    }
    unknown.clear();
  }
}
