package scout.activities.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import scout.activities.database.Heartbeat;
import scout.activities.database.OrderedIds;
import scout.activities.ledger.UploadMoment;
import scout.parallel.Parallel;
import scout.storage.BucketLayout;
import scout.storage.ObjectGone;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.storage.StorageDenied;
import scout.storage.StorageUnavailable;
import scout.workflows.batch.BatchFile;

/** Reads small objects into memory, several at once. */
final class GroupFetch implements AutoCloseable {
  private static final int AT_ONCE = 8;
  private static final long MOST_BYTES = 16 << 20;

  private final ObjectStore store;
  private final BucketLayout area;
  private final Parallel parallel = new Parallel(AT_ONCE);

  GroupFetch(ObjectStore store, BucketLayout area) {
    this.area = area;
    this.store = store;
  }

  /**
   * Reads the objects that need no special treatment. Leaves out any that can't be read, that is
   * another version by now, that lies above another version, or that is beyond 16 MiB in all.
   */
  List<HeldFile> fetch(List<BatchFile> files, Heartbeat heartbeat) throws InterruptedException {
    AtomicLong room = new AtomicLong(MOST_BYTES);
    return parallel
        .each(
            files,
            file -> FileLogContext.within(area, file.key(), () -> read(file, room, heartbeat)))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** Who reads a file alone meets its trouble again, and says what it is. */
  private Optional<HeldFile> read(BatchFile file, AtomicLong room, Heartbeat heartbeat) {
    try (ObjectStream object = store.open(file.key(), null)) {
      UploadMoment upload = UploadMoment.of(object, store);
      boolean plain =
          object.object().etag().equals(file.etag())
              && (upload.beneath() == null || upload.beneath().isEmpty());
      if (!plain || room.addAndGet(-object.object().size()) < 0) {
        return Optional.empty();
      }
      byte[] bytes = new MovingStream(object.body(), heartbeat).readAllBytes();
      return Optional.of(
          new HeldFile(OrderedIds.single(), object.object(), object.metadata(), upload, bytes));
    } catch (ObjectGone | StorageDenied | StorageUnavailable | IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    parallel.close();
  }
}
