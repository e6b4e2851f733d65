package scout.cli.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;
import scout.storage.upload.InputName;

/**
 * Proves that everything stored is accounted for, from the object to platinum. It may run while
 * files arrive: it reads the database as of one moment, and compares the bucket's answers with the
 * state committed when they arrive.
 */
public final class StackVerification {
  private static final int ROWS_AT_ONCE = 1_000;

  private final BucketLayout area;
  private final ObjectStore store;
  private final boolean deep;

  /**
   * @param area the bucket and its prefix
   * @param store with the service's credential
   * @param deep whether to read every archived object and every payload too
   */
  public StackVerification(BucketLayout area, ObjectStore store, boolean deep) {
    this.area = area;
    this.store = store;
    this.deep = deep;
  }

  /**
   * The findings.
   *
   * @param counts the numbers of files, objects and rows of each layer
   * @param proofs the results of the proofs
   */
  public record Result(Map<String, Long> counts, List<ProofResult> proofs) {
    /** True if there are no offences. */
    public boolean allAccountedFor() {
      return proofs.stream().allMatch(proof -> proof.offenceCount() == 0);
    }
  }

  /**
   * Checks everything once.
   *
   * @param snapshot in a transaction that sees one state of the database
   * @param now a handle whose statements each see the state committed by then
   * @param step receives each part's name before it starts
   * @param objects receives the number of objects seen so far
   */
  public Result run(Handle snapshot, Handle now, Consumer<String> step, LongConsumer objects)
      throws IOException {
    List<ProofResult> proofs = new ArrayList<>();
    ProofCounts counts = ProofCounts.of(snapshot);
    step.accept("The objects in the bucket");
    proofs.addAll(bucket(snapshot, now, counts, objects));
    proofs.addAll(LedgerProofs.run(snapshot, deep, step));
    step.accept("The declared fields");
    proofs.add(new SourceProof(snapshot, deep).run());
    step.accept("The declared tables");
    proofs.add(new ModelProof(snapshot).run());
    return new Result(counts.all(), proofs);
  }

  /** Takes each object to its proof. */
  private final class Sorter implements BucketWalk.Visitor {
    private final ProofCounts counts;
    private final InboxProof inbox;
    private final ArchiveProof archive;
    private final LongConsumer objects;

    private Sorter(
        ProofCounts counts, InboxProof inbox, ArchiveProof archive, LongConsumer objects) {
      this.counts = counts;
      this.inbox = inbox;
      this.archive = archive;
      this.objects = objects;
    }

    @Override
    public void object(StoredObject object) throws IOException {
      if (!isCounted(object.key())) {
        return;
      }
      if (!area.holds(object.key())) {
        archive.take(object);
      } else if (!InputName.hidden(object.key())) {
        inbox.take(object);
      }
    }

    @Override
    public void untold(String key) throws IOException {
      if (!isCounted(key)) {
        return;
      }
      if (!area.holds(key)) {
        archive.takeUntold(key);
      } else if (!InputName.hidden(key)) {
        inbox.takeUntold(key);
      }
    }

    /** Folder markers are no objects. */
    private boolean isCounted(String key) {
      if (key.endsWith("/")) {
        return false;
      }
      objects.accept(counts.another(area.holds(key), InputName.hidden(key)));
      return true;
    }
  }

  private List<ProofResult> bucket(
      Handle snapshot, Handle now, ProofCounts counts, LongConsumer objects) throws IOException {
    InboxProof inbox = new InboxProof(now, store, area);
    try (ResultIterator<KnownFile> files =
        snapshot
            .createQuery(LedgerProofs.SQL.get("archived"))
            .bind("bucket", area.bucket())
            .setFetchSize(ROWS_AT_ONCE)
            .map(KnownFile.MAPPER)
            .iterator()) {
      ArchiveProof archive = new ArchiveProof(files, now, store, new ArchivedUnder(area), deep);
      BucketWalk.visit(store, area.prefix(), new Sorter(counts, inbox, archive, objects));
      List<ProofResult> proofs = new ArrayList<>(inbox.finish());
      proofs.addAll(archive.finish());
      return proofs;
    }
  }
}
