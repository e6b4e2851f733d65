package scout.activities.sweep;

import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.Jdbi;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.IngestActivities;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/**
 * Journeys' steps that read no records: they keep the ledger and move the object, as the real ones
 * do. Each load takes a permit, so that a test can hold them up.
 */
final class LedgerIngest implements IngestActivities {
  final Semaphore permits = new Semaphore(1_000_000);
  private final List<String> loads = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> stopped = ConcurrentHashMap.newKeySet();
  private final Jdbi ledger;
  private final ObjectStore store;

  LedgerIngest(Jdbi ledger, ObjectStore store) {
    this.ledger = ledger;
    this.store = store;
  }

  /** Which keys were to be loaded, in order. */
  List<String> loads() {
    synchronized (loads) {
      return List.copyOf(loads);
    }
  }

  /** From now on, loading this key fails for good, and says so in the ledger. */
  void stops(String key) {
    stopped.add(key);
  }

  UUID insert(String key, String etag, String status) {
    UUID id = UUID.randomUUID();
    ledger.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO scout.files (file_id, bucket, object_key, etag, size_bytes,"
                    + " uploaded_at, status) VALUES (?, 'sample', ?, ?, 1, now(), ?)",
                id,
                key,
                etag,
                status));
    return id;
  }

  @Override
  public LoadResult load(LoadRequest request) {
    loads.add(request.key());
    permits.acquireUninterruptibly();
    if (stopped.contains(request.key())) {
      UUID id = insert(request.key(), request.etag(), "loading");
      ledger.useHandle(
          h ->
              h.execute(
                  "UPDATE scout.files SET stopped_at = clock_timestamp() WHERE file_id = ?", id));
      throw ApplicationFailure.newNonRetryableFailure("Access is denied", "AccessDenied");
    }
    Optional<LoadResult> known = find(request.key(), request.etag());
    if (known.isPresent() && known.get().status() != FileStatus.LOADING) {
      return known.get();
    }
    Optional<StoredObject> object = store.stat(request.key());
    if (object.isEmpty()) {
      return new LoadResult(null, null, null, FileStatus.GONE, 0, 0, 0, null, null, false);
    }
    if (known.isPresent()) {
      update(known.get().fileId(), "loaded");
    } else {
      insert(request.key(), object.get().etag(), "loaded");
    }
    return find(request.key(), object.get().etag()).orElseThrow();
  }

  private Optional<LoadResult> find(String key, String etag) {
    return ledger.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT file_id, status FROM scout.files WHERE object_key = ? AND etag = ?")
                .bind(0, key)
                .bind(1, etag)
                .map(
                    (row, context) ->
                        new LoadResult(
                            row.getObject(1, UUID.class),
                            etag,
                            "till",
                            FileStatus.ofWord(row.getString(2)),
                            1,
                            1,
                            0,
                            null,
                            null,
                            true))
                .findOne());
  }

  private void update(UUID fileId, String status) {
    ledger.useHandle(
        handle ->
            handle.execute(
                "UPDATE scout.files SET status = ?, updated_at = clock_timestamp()"
                    + " WHERE file_id = ?",
                status,
                fileId));
  }

  @Override
  public ArchiveResult archive(UUID fileId) {
    String key =
        ledger.withHandle(
            handle ->
                handle
                    .select("SELECT object_key FROM scout.files WHERE file_id = ?", fileId)
                    .mapTo(String.class)
                    .one());
    String target = "in/processed/20260101/" + key.substring("in/".length());
    store.stat(key).ifPresent(object -> store.copier().copy(object, target));
    update(fileId, "archived");
    store.writer().delete(key, null);
    return new ArchiveResult(FileStatus.ARCHIVED, target);
  }

  @Override
  public LoadResult discard(String bucket, String key, DiscardRequest request) {
    throw new UnsupportedOperationException("No sweep discards");
  }
}
