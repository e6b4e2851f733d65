package scout.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Moves an object at rest: copies it, compares the copy, has the place recorded, and only then
 * deletes the version that was read. If it is interrupted anywhere, a call with the same arguments
 * finishes it.
 *
 * <p>A copy is the same object if its size and its ETag are the same. The same bytes have another
 * ETag if they were uploaded in parts or are encrypted. Then a fresh copy, whose source was pinned
 * to its ETag, is compared by size, and an object found at the target by its bytes.
 *
 * <p>In a versioned bucket, exactly the version that was read is deleted. Otherwise a look just
 * before the delete protects a newer version. One that arrives in the milliseconds between the two
 * is lost, so production buckets are versioned.
 */
public final class Archiver {
  private static final int COMPARED_AT_ONCE = 1 << 16;

  /** Where a source was put, and which version of it to delete. */
  private record Placed(StoredObject source, ArchivedObject archived) {}

  private final ObjectStore store;

  public Archiver(ObjectStore store) {
    this.store = store;
  }

  /**
   * Finishes an object that is archived in the ledger: deletes the source if it still exists.
   *
   * @param source the version that was read
   * @param archivedKey the copy's place in the ledger
   * @return false, with nothing deleted, if it is not there; then archive it again
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
   * Archives an object. It never overwrites an object at the target. The same object counts as the
   * copy; beside another one, the new name carries part of the ETag.
   *
   * @param source the version that was read; its version id may be null. If it is gone and its copy
   *     is at the target, the work is done already
   * @param targetKey where it goes; with the source's own key, nothing is copied or deleted
   * @param shared true if another version may be moving to the target at this moment. Then the name
   *     carries part of the ETag, unless this version is already at the target
   * @return the object's recorded place
   * @throws ObjectGone if neither the source nor a copy exists
   * @throws ObjectChanged if no copy exists and the source is now another version
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
        StorageFault.ARCHIVE_NAME_TAKEN,
        "Other objects lie at %s and its other names; move them away".formatted(targetKey));
  }

  private Placed copy(StoredObject source, String name) {
    ObjectCopy made = store.copier().copy(source, name);
    StoredObject copy =
        made.copy().etag().equals(source.etag()) ? made.copy() : compared(source, name);
    return new Placed(made.source(), new ArchivedObject(copy, true));
  }

  private StoredObject compared(StoredObject source, String name) {
    StoredObject stored =
        store.stat(name).orElseThrow(() -> new ObjectGone("The copy " + name + " is gone"));
    if (stored.size() != source.size()) {
      throw new StorageUnavailable(
          StorageFault.COPY_DIFFERS,
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
      // Without the source there is no proof; the copy to the next name then finds out.
      return false;
    } catch (IOException e) {
      throw new StorageUnavailable(
          StorageFault.READ_FAILED,
          "Comparing %s with %s broke off".formatted(source.key(), there.key()),
          e);
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
      store.writer().delete(version.key(), version.versionId());
    } catch (StorageDenied e) {
      throw new RemovalDenied(e);
    }
  }
}
