package scout.workflows.impl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.IngestActivities;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/**
 * A ledger in memory that keeps the contract of the activities: a version that was seen returns its
 * stored outcome, archiving may be called again. What a file holds is said by the test.
 */
final class FakeIngest implements IngestActivities {
  private final Map<UUID, LoadResult> ledger = new ConcurrentHashMap<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private volatile Function<LoadRequest, LoadResult> reader = request -> loaded(request.etag());
  private volatile Runnable beforeArchive = () -> {};
  private volatile Points points = new Points();

  /** What reading a file gives, or throws. */
  void reads(Function<LoadRequest, LoadResult> reader) {
    this.reader = reader;
  }

  /** What happens when an object is to be moved; may throw. */
  void beforeArchive(Runnable action) {
    beforeArchive = action;
  }

  /** Where the beginning and the end of each step are to be points. */
  void passes(Points points) {
    this.points = points;
  }

  /** The ledger's status of a version, null if it was never seen. */
  FileStatus status(String etag) {
    LoadResult known = ledger.get(id(etag));
    return known == null ? null : known.status();
  }

  /** What was called, in order. */
  List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  static UUID id(String etag) {
    return UUID.nameUUIDFromBytes(String.valueOf(etag).getBytes(StandardCharsets.UTF_8));
  }

  static LoadResult loaded(String etag) {
    return new LoadResult(id(etag), etag, "till-7", FileStatus.LOADED, 10, 9, 1, null, null, true);
  }

  static LoadResult quarantined(String etag) {
    return new LoadResult(
        id(etag),
        etag,
        "till-7",
        FileStatus.QUARANTINED,
        4,
        0,
        1,
        "TRUNCATED",
        "The array ends in the middle of a record.",
        true);
  }

  static LoadResult gone(String etag) {
    return new LoadResult(null, etag, null, FileStatus.GONE, 0, 0, 0, null, null, false);
  }

  @Override
  public LoadResult load(LoadRequest request) {
    return points.step("load", () -> read(request));
  }

  private LoadResult read(LoadRequest request) {
    calls.add((request.replay() ? "replay " : "load ") + request.etag());
    LoadResult stored = ledger.get(id(request.etag()));
    if (stored != null && !request.replay()) {
      return stored;
    }
    LoadResult result = reader.apply(request);
    if (result.fileId() != null) {
      ledger.put(result.fileId(), result);
    }
    return result;
  }

  @Override
  public ArchiveResult archive(UUID fileId) {
    return points.step("archive", () -> move(fileId));
  }

  private ArchiveResult move(UUID fileId) {
    calls.add("archive " + ledger.get(fileId).etag());
    beforeArchive.run();
    LoadResult file = ledger.get(fileId);
    FileStatus status = file.status() == FileStatus.LOADED ? FileStatus.ARCHIVED : file.status();
    ArchiveResult result = new ArchiveResult(status, "elsewhere/" + file.etag());
    ledger.put(fileId, file.moved(result));
    return result;
  }

  @Override
  public LoadResult discard(String bucket, String key, DiscardRequest request) {
    return points.step("discard", () -> takeOut(request));
  }

  private LoadResult takeOut(DiscardRequest request) {
    calls.add("discard " + request.etag() + " " + request.reason());
    return new LoadResult(
        id(request.etag()),
        request.etag(),
        "till-7",
        FileStatus.DISCARDED,
        4,
        0,
        0,
        null,
        request.reason(),
        false);
  }
}
