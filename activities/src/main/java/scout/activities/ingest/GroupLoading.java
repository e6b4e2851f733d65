package scout.activities.ingest;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.activities.bulk.BatchRun;
import scout.activities.database.Heartbeat;
import scout.activities.database.SqlStateWords;
import scout.activities.ledger.LedgerFile;
import scout.activities.ledger.LedgerGroup;
import scout.activities.ledger.LedgerGroup.NewVersion;
import scout.activities.ledger.LedgerGroup.ReadVersion;
import scout.workflows.batch.BatchFile;
import scout.workflows.journey.LoadResult;

/**
 * Loads new small files together: reads them into memory, claims them with one statement, and
 * commits their rows and ledger rows in one transaction. It takes only files of keys that are new
 * to the ledger and that may be loaded. Others, and all of a transaction that the database refuses,
 * are loaded one by one.
 */
final class GroupLoading implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupLoading.class);
  private static final int MOST_ROW_BYTES = 32 << 20;

  /** Another version or attempt interferes. Rolls everything back. */
  private static final class NotAlone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Jdbi jdbi;
  private final GroupFetch fetch;
  private final RecordPass records;
  private final BronzePartitions partitions;
  private final LedgerGroup ledger;
  private final CommitHooks commits;
  private final IngestMeters meters;

  GroupLoading(
      Jdbi jdbi,
      GroupFetch fetch,
      RecordPass records,
      BronzePartitions partitions,
      LedgerGroup ledger,
      CommitHooks commits,
      IngestMeters meters) {
    this.jdbi = jdbi;
    this.fetch = fetch;
    this.records = records;
    this.partitions = partitions;
    this.ledger = ledger;
    this.commits = commits;
    this.meters = meters;
  }

  /** See {@link scout.activities.bulk.GroupLoad}. */
  Map<String, LoadResult> load(BatchRun run, List<BatchFile> files, Heartbeat heartbeat)
      throws InterruptedException {
    List<HeldFile> held = fetch.fetch(files, heartbeat);
    Instant createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try {
      List<GroupFile> read = read(held, createdAt, heartbeat);
      if (read.isEmpty()) {
        return Map.of();
      }
      partitions.ready(createdAt, heartbeat);
      List<GroupFile> claimed = claim(run, read);
      return claimed.isEmpty() ? Map.of() : commit(claimed, createdAt, heartbeat);
    } catch (SQLException e) {
      return refused(held, e);
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException cause) {
        return refused(held, cause);
      }
      throw e;
    } catch (NotAlone e) {
      return Map.of();
    }
  }

  private Map<String, LoadResult> refused(List<HeldFile> held, SQLException refusal) {
    partitions.forget();
    LOG.info(
        "{} files are loaded one by one, since the database did not take them together: {}",
        held.size(),
        SqlStateWords.of(String.valueOf(refusal.getSQLState())));
    return Map.of();
  }

  /** Leaves out refused files, and those whose rows are too many to hold. */
  private List<GroupFile> read(List<HeldFile> held, Instant createdAt, Heartbeat heartbeat)
      throws SQLException {
    List<GroupFile> read = new ArrayList<>();
    int room = MOST_ROW_BYTES;
    for (HeldFile file : held) {
      GroupFile rows = new GroupFile(file, room);
      try {
        rows.read(records, createdAt, heartbeat);
      } catch (HeldRows.Full e) {
        continue;
      }
      if (rows.reading().refusal() == null) {
        room -= rows.size();
        read.add(rows);
      }
    }
    return read;
  }

  private List<GroupFile> claim(BatchRun run, List<GroupFile> read) {
    List<NewVersion> versions = read.stream().map(GroupFile::version).toList();
    List<LedgerFile> claims =
        jdbi.withHandle(handle -> ledger.claimNew(handle, run.batchId(), versions));
    claims.forEach(claim -> meters.claimed(claim, run.source()));
    Set<UUID> ids = claims.stream().map(LedgerFile::fileId).collect(Collectors.toSet());
    return read.stream().filter(file -> ids.contains(file.fileId())).toList();
  }

  private Map<String, LoadResult> commit(
      List<GroupFile> files, Instant createdAt, Heartbeat heartbeat) throws SQLException {
    long began = System.nanoTime();
    Map<UUID, Set<String>> newKeys = new HashMap<>();
    List<LedgerFile> loaded =
        heartbeat.inTransaction(jdbi, handle -> write(handle, files, createdAt, newKeys));
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Map<UUID, GroupFile> byId =
        files.stream().collect(Collectors.toMap(GroupFile::fileId, Function.identity()));
    Map<String, LoadResult> results = new HashMap<>();
    for (LedgerFile file : loaded) {
      UUID id = file.fileId();
      commits.loaded(file, byId.get(id).reading(), newKeys.get(id));
      meters.ended(file, took);
      results.put(file.key(), file.result(true));
    }
    return results;
  }

  private List<LedgerFile> write(
      Handle handle, List<GroupFile> files, Instant createdAt, Map<UUID, Set<String>> newKeys)
      throws SQLException {
    try (BinaryCopy bronze = FilePass.bronze(handle)) {
      for (GroupFile file : files) {
        file.sendBronze(bronze);
      }
      bronze.end();
    }
    try (BinaryCopy rejects = FilePass.rejects(handle)) {
      for (GroupFile file : files) {
        file.sendRejects(rejects);
      }
      rejects.end();
    }
    List<ReadVersion> versions = files.stream().map(GroupFile::readVersion).toList();
    List<LedgerFile> loaded = ledger.finishAll(handle, versions, createdAt);
    if (loaded.size() < files.size() || !ledger.areAlone(handle, loaded)) {
      throw new NotAlone();
    }
    for (GroupFile file : files) {
      newKeys.put(file.fileId(), commits.loading(handle, file.fileId(), file.reading()));
    }
    return loaded;
  }

  @Override
  public void close() {
    fetch.close();
  }
}
