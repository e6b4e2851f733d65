package scout.activities.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.LedgerPlaces;
import scout.activities.ledger.LedgerQueries;
import scout.parallel.Parallel;
import scout.storage.Archiver;
import scout.storage.BucketLayout;
import scout.storage.ListedKeys;
import scout.storage.ObjectChanged;
import scout.storage.ObjectCopy;
import scout.storage.ObjectGone;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;

/**
 * Archives many files that were just loaded in the order of {@link FileArchiving} (copy, record,
 * delete), but lists and deletes once for all. It takes only plain files, whose {@link ArchiveTurn}
 * is free. The key of a plain file has one version in the ledger, so that no other part of Scout
 * writes to its place, and the place is empty. Other files, and those of an interrupted call, are
 * archived one by one.
 */
final class GroupArchiving implements AutoCloseable {
  private static final int COPIES_AT_ONCE = 8;

  private record Move(UUID fileId, StoredObject source, StoredObject copy) {}

  private final Jdbi jdbi;
  private final ObjectStore store;
  private final BucketLayout area;
  private final Parallel parallel = new Parallel(COPIES_AT_ONCE);

  GroupArchiving(Jdbi jdbi, ObjectStore store, BucketLayout area) {
    this.jdbi = jdbi;
    this.store = store;
    this.area = area;
  }

  /**
   * Archives the plain files.
   *
   * @param fileIds from 1 to 500
   * @return the ids of the archived files
   */
  Set<UUID> archive(List<UUID> fileIds) {
    return jdbi.withHandle(
        handle -> {
          try (ArchiveTurn turn = ArchiveTurn.take(handle, fileIds)) {
            return archive(handle, turn.fileIds());
          }
        });
  }

  private Set<UUID> archive(Handle handle, Set<UUID> fileIds) {
    List<Move> moves = copies(handle, fileIds);
    if (moves.isEmpty()) {
      return Set.of();
    }
    Set<UUID> recorded = record(handle, moves);
    return remove(moves.stream().filter(move -> recorded.contains(move.fileId())).toList());
  }

  private List<Move> copies(Handle handle, Set<UUID> fileIds) {
    List<LedgerFile> files = LedgerQueries.plain(handle, fileIds);
    if (files.isEmpty()) {
      return List.of();
    }
    List<String> targets = files.stream().map(this::target).toList();
    ListedKeys there = ListedKeys.around(store, area.processed(), targets);
    // Any other writer to one of the places first adds a ledger row of the same key. So the ledger
    // is queried again after the listing.
    List<LedgerFile> due =
        LedgerQueries.plain(handle, fileIds).stream()
            .filter(file -> there.tellsOf(target(file)) && there.find(target(file)).isEmpty())
            .toList();
    try {
      return parallel
          .each(due, file -> FileLogContext.within(area, file.key(), () -> copy(file)))
          .stream()
          .flatMap(Optional::stream)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The worker stops");
    }
  }

  private String target(LedgerFile file) {
    return area.processedKey(file.key(), file.loadedAt());
  }

  /** Empty if the object is another version by now, or if its copy has another ETag. */
  private Optional<Move> copy(LedgerFile file) {
    StoredObject read =
        new StoredObject(file.key(), file.etag(), file.sizeBytes(), file.uploadedAt(), null);
    try {
      ObjectCopy made = store.copier().copy(read, target(file));
      return Optional.of(new Move(file.fileId(), made.source(), made.copy()))
          .filter(move -> move.copy().etag().equals(read.etag()));
    } catch (ObjectGone | ObjectChanged e) {
      return Optional.empty();
    }
  }

  /** Records the places of the files whose ledger rows are not locked. */
  private static Set<UUID> record(Handle handle, List<Move> moves) {
    Map<UUID, String> places = new LinkedHashMap<>();
    moves.forEach(move -> places.put(move.fileId(), move.copy().key()));
    return LedgerPlaces.recordAll(handle, places);
  }

  /**
   * Deletes the copied versions, as {@link Archiver} does. Returns the files whose versions are
   * gone.
   */
  private Set<UUID> remove(List<Move> moves) {
    List<Move> unversioned = moves.stream().filter(move -> !versioned(move)).toList();
    Set<Move> done = new HashSet<>(moves);
    List<StoredObject> doomed = new ArrayList<>();
    if (!unversioned.isEmpty()) {
      List<String> keys = unversioned.stream().map(move -> move.source().key()).toList();
      ListedKeys now = ListedKeys.around(store, area.prefix(), keys);
      done.removeIf(move -> !versioned(move) && !now.tellsOf(move.source().key()));
      unversioned.stream()
          .map(Move::source)
          .filter(source -> now.find(source.key()).filter(source::sameVersion).isPresent())
          .forEach(doomed::add);
    }
    moves.stream()
        .filter(GroupArchiving::versioned)
        .flatMap(move -> exactVersion(move.source()).stream())
        .forEach(doomed::add);
    if (!doomed.isEmpty()) {
      store.writer().deleteAll(doomed);
    }
    return done.stream().map(Move::fileId).collect(Collectors.toSet());
  }

  private static boolean versioned(Move move) {
    return move.source().versionId() != null || move.copy().versionId() != null;
  }

  /** Not every server reports which version it copied. */
  private Optional<StoredObject> exactVersion(StoredObject source) {
    return source.versionId() != null
        ? Optional.of(source)
        : store.stat(source.key()).filter(source::sameVersion);
  }

  @Override
  public void close() {
    parallel.close();
  }
}
