package scout.activities.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import scout.workflows.ArchiveKeys;

/**
 * Moves an object that came to rest: copies it to its place, compares the copy, has the place
 * recorded, and only then deletes the version that was read. It may be cut anywhere and is finished
 * by calling it again with the same arguments.
 *
 * <p>A copy is the same object if its size is the same and its ETag too. ETags of the same bytes
 * differ where one was uploaded in parts or is encrypted: then a copy just made, whose source was
 * pinned to its ETag, is compared by size, and an object found at the target by its bytes.
 *
 * <p>Where the bucket is versioned, exactly the version that was read is deleted. Where it is not,
 * a look just before the delete leaves a newer version alone; one that arrives between that look
 * and the delete (milliseconds) is lost, which is why production buckets are versioned.
 */
public final class Archiver {
  private static final int COMPARED_AT_ONCE = 1 << 16;

  /** Where a source was put, and which version of it is to be deleted. */
  private record Placed(StoredObject source, ArchivedObject archived) {}

  private final ObjectStore store;

  public Archiver(ObjectStore store) {
    this.store = store;
  }

  /**
   * Finishes what the ledger already holds as archived: deletes the source if it is still there.
   *
   * @param source the version that was read
   * @param archivedKey where the ledger says the copy lies
   * @return false, and nothing is deleted, if it doesn't lie there: archive it anew
   * @throws RemovalDenied if the storage refuses to delete the source
   */
  public boolean finish(StoredObject source, String archivedKey) {
    if (source.key().equals(archivedKey)) {
      return store.stat(archivedKey).isPresent();
    }
    boolean there = store.stat(archivedKey).filter(c -> c.size() == source.size()).isPresent();
    if (there) {
      remove(source);
    }
    return there;
  }

  /**
   * Archives an object. An object already at the target is never overwritten: if it is the same,
   * the copy was made before; if it is another, the new name carries part of the ETag.
   *
   * @param source the version that was read; its version id may be null. If it is gone and its copy
   *     lies at the target, the work was done before
   * @param targetKey where it shall go; the source's own key is a place to stay: nothing is copied
   *     or deleted
   * @param shared true if another version may be on its way to the target at this moment: then the
   *     name carries part of the ETag, unless this version lies at the target already
   * @return where the object lies now, as it was recorded
   * @throws ObjectGone if neither the source nor a copy is there
   * @throws ObjectChanged if there is no copy yet and the source is another version by now
   * @throws RemovalDenied if the storage refuses to delete the source; its copy is recorded
   */
  public ArchivedObject archive(
      StoredObject source, String targetKey, boolean shared, ArchiveLedger ledger) {
    if (source.key().equals(targetKey)) {
      ArchivedObject stays = new ArchivedObject(source, false);
      ledger.record(stays);
      return stays;
    }
    Placed placed = place(source, targetKey, shared);
    ledger.record(placed.archived());
    remove(placed.source());
    return placed.archived();
  }

  private Placed place(StoredObject source, String targetKey, boolean shared) {
    for (String name : ArchiveKeys.names(targetKey, source.etag())) {
      Optional<StoredObject> there = store.stat(name);
      if (there.isEmpty() && shared && name.equals(targetKey)) {
        continue;
      }
      if (there.isEmpty()) {
        return copy(source, name);
      }
      if (same(source, there.get())) {
        return new Placed(source, new ArchivedObject(there.get(), false));
      }
    }
    throw new StorageDenied(
        "ARCHIVE_NAME_TAKEN",
        "Other objects lie at %s and its other names; move them away".formatted(targetKey));
  }

  private Placed copy(StoredObject source, String name) {
    ObjectCopy made = store.copy(source, name);
    StoredObject copy =
        made.copy().etag().equals(source.etag()) ? made.copy() : compared(source, name);
    return new Placed(made.source(), new ArchivedObject(copy, true));
  }

  private StoredObject compared(StoredObject source, String name) {
    StoredObject stored =
        store.stat(name).orElseThrow(() -> new ObjectGone("The copy " + name + " is gone"));
    if (stored.size() != source.size()) {
      throw new StorageUnavailable(
          "COPY_DIFFERS",
          "The copy %s has %d bytes, %s has %d"
              .formatted(name, stored.size(), source.key(), source.size()),
          null);
    }
    return stored;
  }

  private boolean same(StoredObject source, StoredObject there) {
    if (there.size() != source.size()) {
      return false;
    }
    return there.etag().equals(source.etag()) || sameBytes(source, there);
  }

  private boolean sameBytes(StoredObject source, StoredObject there) {
    try (ObjectStream one = store.open(source.key(), source.etag());
        ObjectStream other = store.open(there.key(), there.etag())) {
      return sameBytes(one.body(), other.body());
    } catch (ObjectGone | ObjectChanged e) {
      // Without the source there is no proof; copying it to the next name says what became of it.
      return false;
    } catch (IOException e) {
      throw new StorageUnavailable(
          "READ_FAILED", "Comparing %s with %s broke off".formatted(source.key(), there.key()), e);
    }
  }

  private static boolean sameBytes(InputStream one, InputStream other) throws IOException {
    while (true) {
      byte[] left = one.readNBytes(COMPARED_AT_ONCE);
      byte[] right = other.readNBytes(COMPARED_AT_ONCE);
      if (!Arrays.equals(left, right)) {
        return false;
      }
      if (left.length == 0) {
        return true;
      }
    }
  }

  private void remove(StoredObject source) {
    if (source.versionId() != null) {
      delete(source);
      return;
    }
    store
        .stat(source.key())
        .filter(now -> now.etag().equals(source.etag()))
        .ifPresent(this::delete);
  }

  private void delete(StoredObject version) {
    try {
      store.delete(version.key(), version.versionId());
    } catch (StorageDenied e) {
      throw new RemovalDenied(e);
    }
  }
}
