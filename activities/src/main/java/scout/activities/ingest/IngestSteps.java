package scout.activities.ingest;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jdbi.v3.core.Jdbi;
import scout.activities.bulk.BatchRun;
import scout.activities.database.Heartbeat;
import scout.activities.database.RolePool;
import scout.activities.ledger.Ledger;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.LedgerGroup;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.storage.StorageDenied;
import scout.storage.StorageUnavailable;
import scout.storage.upload.InputName;
import scout.workflows.FailureCode;
import scout.workflows.batch.BatchFile;
import scout.workflows.journey.ArchiveResult;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.IngestActivities;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/**
 * The steps of a file's journey on the real database and bucket. It is thread-safe. Close it when
 * the worker has stopped.
 */
public final class IngestSteps implements IngestActivities, AutoCloseable {
  private final Jdbi jdbi;
  private final BucketLayout area;
  private final Ledger ledger;
  private final UnreadFiles unread;
  private final LoadFile loadFile;
  private final ReprocessFile reprocessFile;
  private final DiscardFile discard;
  private final FileArchiving archiving;
  private final FileArchiving archivingAtOnce;
  private final GroupArchiving groupArchiving;
  private final GroupLoading groupLoading;
  private final PayloadKeys payloadKeys;
  private final SourceReading source;

  /**
   * @param ingest a pool of the role that loads
   * @param store the bucket, with the service credential
   * @param area where devices upload
   * @param nudge called after each commit that gives the layers work; it should return at once, and
   *     its failures are only logged
   * @param meters counts the outcomes of files
   */
  public IngestSteps(
      RolePool ingest,
      ObjectStore store,
      BucketLayout area,
      IngestSettings settings,
      Runnable nudge,
      IngestMeters meters) {
    this.jdbi = ingest.jdbi();
    this.area = area;
    this.ledger = new Ledger(area);
    this.payloadKeys = new PayloadKeys(jdbi);
    CommitHooks commits = new CommitHooks(payloadKeys, nudge);
    OverwriteRule overwriting = new OverwriteRule(settings.overwrite());
    Quarantine quarantine = new Quarantine(ledger);
    this.source = new SourceReading(jdbi, settings.reading());
    RecordPass records = new RecordPass(area, settings, source);
    BronzePartitions partitions = new BronzePartitions(jdbi);
    FileTransaction transaction =
        new FileTransaction(jdbi, store, partitions, new FilePass(store, records));
    FileLoad loading = new FileLoad(jdbi, ledger, overwriting, quarantine, transaction, commits);
    this.unread = new UnreadFiles(jdbi, store, ledger);
    this.loadFile =
        new LoadFile(
            jdbi, store, ledger, overwriting, quarantine, loading, commits, unread, meters);
    this.reprocessFile =
        new ReprocessFile(jdbi, store, overwriting, quarantine, transaction, loading, commits);
    this.discard = new DiscardFile(jdbi, ledger, quarantine, commits);
    this.archiving = FileArchiving.patient(jdbi, store, area);
    this.archivingAtOnce = FileArchiving.atOnce(jdbi, store, area);
    this.groupArchiving = new GroupArchiving(jdbi, store, area);
    this.groupLoading =
        new GroupLoading(
            jdbi,
            new GroupFetch(store, area),
            records,
            partitions,
            new LedgerGroup(area),
            commits,
            meters);
  }

  /** The same, with meters that nobody reads. */
  public IngestSteps(
      RolePool ingest,
      ObjectStore store,
      BucketLayout area,
      IngestSettings settings,
      Runnable nudge) {
    this(ingest, store, area, settings, nudge, IngestMeters.unseen());
  }

  @Override
  public LoadResult load(LoadRequest request) {
    checkInput(request.bucket(), request.key());
    return FileLogContext.within(area, request.key(), () -> loadNamed(request));
  }

  private LoadResult loadNamed(LoadRequest request) {
    long began = System.nanoTime();
    try (Heartbeat heartbeat = Heartbeat.start()) {
      source.look();
      LoadResult result =
          request.replay() ? reprocess(request, heartbeat) : loadNewest(request, heartbeat);
      return result.status() == FileStatus.QUARANTINED ? judged(request.key(), result) : result;
    } catch (AttemptSuperseded e) {
      throw outrun(e, Duration.ofNanos(System.nanoTime() - began));
    } catch (StorageDenied e) {
      throw denied(e);
    }
  }

  /** A version needs no decision if a later one of its key is loaded. */
  private LoadResult judged(String key, LoadResult quarantined) {
    return jdbi.withHandle(handle -> ledger.queries().waiting(handle, key))
            .contains(quarantined.fileId())
        ? quarantined
        : quarantined.asCorrected();
  }

  private LoadResult loadNewest(LoadRequest request, Heartbeat heartbeat) {
    try {
      return loadFile.load(request, heartbeat);
    } catch (StorageDenied e) {
      unread.stopped(request.key(), e);
      throw e;
    } catch (StorageUnavailable e) {
      unread.failed(request.key(), e);
      throw e;
    }
  }

  private LoadResult reprocess(LoadRequest request, Heartbeat heartbeat) {
    Optional<LedgerFile> known =
        jdbi.withHandle(handle -> ledger.queries().find(handle, request.key(), request.etag()));
    if (request.requestId() != null) {
      Optional<LedgerFile> done =
          known.filter(file -> request.requestId().equals(file.requestId()));
      if (done.isPresent()) {
        return done.get().result(done.get().status() == FileStatus.LOADED);
      }
    }
    // A version that was never read to its end is loaded, as if it arrived now.
    return known
        .flatMap(file -> reprocessFile.reprocess(file, request.requestId(), heartbeat))
        .orElseGet(() -> loadNewest(request, heartbeat));
  }

  @Override
  public ArchiveResult archive(UUID fileId) {
    try (Heartbeat heartbeat = Heartbeat.start(ObjectStore.LONGEST_SILENCE)) {
      return (withinTask() ? archivingAtOnce : archiving).archive(fileId, heartbeat);
    } catch (StorageDenied e) {
      throw denied(e);
    }
  }

  /** True if a workflow task waits for this step. Tools call it outside an activity. */
  private static boolean withinTask() {
    try {
      return Activity.getExecutionContext().getInfo().isLocal();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /**
   * Archives files that were just loaded, with a few calls for all of them. Skips those with
   * anything unusual.
   *
   * @param fileIds from 1 to 500
   * @return the ids of the archived files; {@link #archive(UUID)} archives the others
   */
  public Set<UUID> archiveTogether(List<UUID> fileIds) {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      heartbeat.stopIfEnded();
      return groupArchiving.archive(fileIds);
    } catch (StorageDenied e) {
      // Of what is refused, each file's own step says so. The others must not wait for it.
      return Set.of();
    }
  }

  /**
   * Loads new small files in one transaction. Skips those with anything unusual.
   *
   * @param run the batch that loads them
   * @param files of the bucket, with different keys
   * @return the outcome by key of the loaded files; {@link #load} loads the others
   */
  public Map<String, LoadResult> loadTogether(BatchRun run, String bucket, List<BatchFile> files) {
    files.forEach(file -> checkInput(bucket, file.key()));
    try (Heartbeat heartbeat = Heartbeat.start()) {
      source.look();
      return groupLoading.load(run, files, heartbeat);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The worker stops");
    }
  }

  @Override
  public LoadResult discard(String bucket, String key, DiscardRequest request) {
    checkInput(bucket, key);
    try (Heartbeat heartbeat = Heartbeat.start()) {
      return discard
          .discard(key, request, heartbeat)
          .map(file -> file.result(file.archivedKey() == null))
          .orElseGet(() -> LoadFile.neverSeen(key));
    }
  }

  /** Accepts a hidden object, since the caller named it and the ledger may know it. */
  private void checkInput(String bucket, String key) {
    if (!area.bucket().equals(bucket) || !area.holds(key) || area.refusal(key).isPresent()) {
      throw FailureCode.NOT_INPUT.failure(
          "s3://%s/%s is not input: Scout reads %s, below s3://%s/%s"
              .formatted(bucket, key, InputName.suffixes(), area.bucket(), area.prefix()));
    }
  }

  /** A person has to fix a permanent refusal by the storage. The journey says so and waits. */
  private static ApplicationFailure denied(StorageDenied e) {
    return ApplicationFailure.newNonRetryableFailure(e.getMessage(), e.code());
  }

  /**
   * The other attempt began after this one and needs about as long: an earlier retry would only
   * take the file away from it.
   */
  private static ApplicationFailure outrun(AttemptSuperseded e, Duration took) {
    return ApplicationFailure.newBuilder()
        .setMessage(e.getMessage())
        .setType(FailureCode.OUTRUN.name())
        .setNextRetryDelay(took.plusSeconds(1))
        .build();
  }

  @Override
  public void close() {
    groupLoading.close();
    groupArchiving.close();
    payloadKeys.close();
  }
}
