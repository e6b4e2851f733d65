package scout.activities.layers;

import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import scout.activities.checks.BlockingChecks;
import scout.activities.database.Heartbeat;
import scout.schema.SqlFile;
import scout.workflows.FailureCode;

/** Settles the ledger's pending files, batch by batch, in the order of arrival. */
final class Silver implements AutoCloseable {
  static final String LAYER = "silver";

  private static final SqlFile FILES = SqlFile.load(Silver.class, "/scout/schema/layers/files.sql");
  private static final List<SchemaContract> CONTRACTS =
      List.of(contract("silver_edge_transactions"), contract("silver_superseded"));

  private final Jdbi jdbi;
  private final LayerSettings settings;
  private final boolean twoAtOnce;
  private final int batchFiles;
  private final Heartbeat heartbeat;
  private final BlockingChecks checks;
  private final SilverReadiness readiness;
  private final TypingAhead ahead;

  /**
   * @param twoAtOnce true if a batch may be typed while another is written
   * @param batchFiles the most files of a batch
   */
  Silver(
      Jdbi jdbi, LayerSettings settings, boolean twoAtOnce, int batchFiles, Heartbeat heartbeat) {
    this.jdbi = jdbi;
    this.settings = settings;
    this.twoAtOnce = twoAtOnce;
    this.batchFiles = batchFiles;
    this.heartbeat = heartbeat;
    this.checks = new BlockingChecks(heartbeat, settings.checkTimeout());
    this.readiness = new SilverReadiness(jdbi, settings);
    this.ahead = new TypingAhead(jdbi, settings, heartbeat);
  }

  private static SchemaContract contract(String table) {
    return new SchemaContract(
        "scout." + table, SqlFile.load(Silver.class, "/scout/schema/layers/" + table + ".sql"));
  }

  /** Fails if a table of the layer differs from what its SQL writes. */
  static void requireContracts(Handle handle, DeclaredSource source) {
    CONTRACTS.forEach(contract -> contract.require(handle, source.ownFields()));
    source.tables().forEach(table -> SchemaContract.ofChild(table).require(handle, table.fields()));
  }

  /**
   * Settles every file that is pending now, and those of a backlog that come meanwhile. Held files
   * come last, each alone, so that no batch fails because of them.
   *
   * @param heldToo true to retry held files even if their pause is not over
   */
  SilverBatch.Settled build(UUID refreshId, boolean heldToo) {
    readiness.require(heartbeat);
    SilverBatch.Settled settled = SilverBatch.Settled.NOTHING;
    BacklogRounds rounds = new BacklogRounds(this::pending, () -> Arrivals.now(jdbi), heartbeat);
    for (var files = rounds.first(); !files.isEmpty(); files = rounds.next()) {
      settled = settled.plus(settleRound(refreshId, FileBatches.of(files, batchFiles)));
    }
    List<UUID> held = jdbi.withHandle(handle -> HeldFile.due(handle, heldToo));
    return settled.plus(settleOneByOne(refreshId, held));
  }

  private List<FileBatches.Sized> pending() {
    return jdbi.withHandle(
        handle -> handle.createQuery(FILES.get("pending")).map(FileBatches.FILE).list());
  }

  /** While a batch is written, the next one is typed. */
  private SilverBatch.Settled settleRound(UUID refreshId, List<List<UUID>> batches) {
    SilverBatch.Settled settled = SilverBatch.Settled.NOTHING;
    for (int i = 0; i < batches.size(); i++) {
      boolean last = !twoAtOnce || i + 1 == batches.size();
      List<UUID> next = last ? List.of() : batches.get(i + 1);
      Runnable typeNext = last ? () -> {} : () -> ahead.begin(next);
      settled = settled.plus(settleOrHold(refreshId, batches.get(i), typeNext));
    }
    return settled;
  }

  private SilverBatch.Settled settleOrHold(UUID refreshId, List<UUID> batch, Runnable typeNext) {
    try {
      return settleTyped(refreshId, typeNext)
          .orElseGet(
              () ->
                  heartbeat.inTransaction(
                      jdbi, handle -> settle(handle, refreshId, batch, typeNext)));
    } catch (JdbiException e) {
      ahead.drop();
      if (!HeldFile.causes(e)) {
        throw e;
      }
      return batch.size() == 1 ? hold(batch.get(0), e) : settleOneByOne(refreshId, batch);
    } catch (ApplicationFailure e) {
      ahead.drop();
      if (!FailureCode.SETTINGS_CHANGED.name().equals(e.getType())) {
        throw e;
      }
      // another key was declared since the last batch: its rebuild is awaited
      readiness.require(heartbeat);
      return settleOrHold(refreshId, batch, () -> {});
    }
  }

  private SilverBatch.Settled settleOneByOne(UUID refreshId, List<UUID> files) {
    SilverBatch.Settled settled = SilverBatch.Settled.NOTHING;
    for (UUID file : files) {
      settled = settled.plus(settleOrHold(refreshId, List.of(file), () -> {}));
    }
    return settled;
  }

  private SilverBatch.Settled hold(UUID file, JdbiException failure) {
    return heartbeat.inTransaction(
        jdbi,
        handle -> {
          HeldFile.hold(handle, file, failure);
          return SilverBatch.Settled.NOTHING;
        });
  }

  /** Empty, and nothing is written, if the batch must be settled in another transaction. */
  private Optional<SilverBatch.Settled> settleTyped(UUID refreshId, Runnable typeNext) {
    Optional<TypedBatch> typed = ahead.take();
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    try (TypedBatch batch = typed.get()) {
      return heartbeat.inPart(
          batch.handle(),
          handle -> {
            Optional<SilverBatch.Settled> settled = batch.settle(typeNext);
            settled.ifPresent(
                done -> {
                  conclude(handle, refreshId, done);
                  batch.commit();
                });
            return settled;
          });
    }
  }

  private SilverBatch.Settled settle(
      Handle handle, UUID refreshId, List<UUID> files, Runnable typeNext) {
    LayerLock.take(handle, LAYER);
    // a rebuild, or another declaration, may have changed them while this waited
    DeclaredSource source = DeclaredSource.inForce(handle);
    LayerSettings applied = source.applied(settings);
    new SettingsInForce(applied).require(handle);
    SilverBatch.Settled settled = new SilverBatch(handle, applied, source).settle(files, typeNext);
    conclude(handle, refreshId, settled);
    return settled;
  }

  private void conclude(Handle handle, UUID refreshId, SilverBatch.Settled settled) {
    RefreshLog.addFiles(handle, refreshId, settled.files());
    RefreshLog.addRows(handle, refreshId, LAYER, settled.rows());
    checks.require(handle, LAYER);
  }

  /** Rolls back what was typed in vain. */
  @Override
  public void close() {
    ahead.close();
  }
}
