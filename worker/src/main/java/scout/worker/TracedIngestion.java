package scout.worker;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import scout.activities.bulk.GroupArchive;
import scout.activities.bulk.GroupLoad;
import scout.traces.TraceRecorder;
import scout.traces.TraceRoot;
import scout.traces.TracedStep;
import scout.worker.TraceReads.TracedVersion;
import scout.workflows.batch.BatchFile;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.IngestActivities;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/** Records the steps of each file in the file's trace, whichever lane it takes. */
final class TracedIngestion implements IngestActivities {
  private final IngestActivities steps;
  private final TraceReads reads;
  private final TraceRecorder traces;

  TracedIngestion(IngestActivities steps, TraceReads reads, TraceRecorder traces) {
    this.steps = steps;
    this.reads = reads;
    this.traces = traces;
  }

  @Override
  public LoadResult load(LoadRequest request) {
    Instant began = Instant.now();
    String step = request.replay() ? "reprocess" : "load";
    try {
      LoadResult result = steps.load(request);
      String etag = result.etag() == null ? request.etag() : result.etag();
      if (etag != null) {
        TraceRoot root = TraceRoot.ofFile(request.bucket(), request.key(), etag);
        Map<String, String> facts = facts(request.key(), result);
        traces.step(root, TracedStep.done(step, began, facts));
        if (!request.replay()) {
          traces.root(root, TracedStep.done("file", uploaded(result).orElse(began), facts));
        }
      }
      return result;
    } catch (RuntimeException e) {
      if (request.etag() != null) {
        traces.step(
            TraceRoot.ofFile(request.bucket(), request.key(), request.etag()),
            TracedStep.failed(step, began, Map.of("scout.key", request.key()), e));
      }
      throw e;
    }
  }

  private Optional<Instant> uploaded(LoadResult result) {
    return Optional.ofNullable(result.fileId())
        .map(id -> reads.versions(List.of(id)).get(id))
        .map(TracedVersion::uploadedAt)
        .map(OffsetDateTime::toInstant);
  }

  private static Map<String, String> facts(String key, LoadResult result) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("scout.key", key);
    facts.put("scout.status", result.status().word());
    facts.put("scout.records.loaded", String.valueOf(result.loaded()));
    facts.put("scout.records.rejected", String.valueOf(result.rejected()));
    if (result.deviceId() != null) {
      facts.put("scout.device", result.deviceId());
    }
    if (result.code() != null) {
      facts.put("scout.code", result.code());
    }
    return facts;
  }

  @Override
  public ArchiveResult archive(UUID fileId) {
    Instant began = Instant.now();
    try {
      ArchiveResult result = steps.archive(fileId);
      archived(Set.of(fileId), began, null);
      return result;
    } catch (RuntimeException e) {
      archived(Set.of(fileId), began, e);
      throw e;
    }
  }

  private void archived(Set<UUID> fileIds, Instant began, RuntimeException failure) {
    for (TracedVersion version : reads.versions(fileIds).values()) {
      Map<String, String> facts = Map.of("scout.key", version.objectKey());
      traces.step(
          version.root(),
          failure == null
              ? TracedStep.done("archive", began, facts)
              : TracedStep.failed("archive", began, facts, failure));
    }
  }

  @Override
  public LoadResult discard(String bucket, String key, DiscardRequest request) {
    Instant began = Instant.now();
    LoadResult result = steps.discard(bucket, key, request);
    if (result.etag() != null) {
      traces.step(
          TraceRoot.ofFile(bucket, key, result.etag()),
          TracedStep.done("discard", began, facts(key, result)));
    }
    return result;
  }

  /** The same for files that are loaded together. */
  GroupLoad loadedTogether(GroupLoad group) {
    return (run, bucket, files) -> {
      Instant began = Instant.now();
      Map<String, LoadResult> loaded = group.load(run, bucket, files);
      Map<UUID, TracedVersion> versions =
          reads.versions(loaded.values().stream().map(LoadResult::fileId).toList());
      for (BatchFile file : files) {
        LoadResult result = loaded.get(file.key());
        if (result != null && versions.containsKey(result.fileId())) {
          TracedVersion version = versions.get(result.fileId());
          Map<String, String> facts = facts(file.key(), result);
          traces.step(version.root(), TracedStep.done("load", began, facts));
          traces.root(
              version.root(), TracedStep.done("file", version.uploadedAt().toInstant(), facts));
        }
      }
      return loaded;
    };
  }

  /** The same for files that are archived together. */
  GroupArchive archivedTogether(GroupArchive group) {
    return fileIds -> {
      Instant began = Instant.now();
      Set<UUID> done = group.archive(fileIds);
      archived(done, began, null);
      return done;
    };
  }
}
