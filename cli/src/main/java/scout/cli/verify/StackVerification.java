package scout.cli.verify;

import io.minio.errors.MinioException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import scout.storage.BucketLayout;
import scout.storage.upload.InputName;

/**
 * Proves that everything stored is accounted for, from the object to platinum. It may run while
 * files arrive: it reads the database as of one moment, and compares the bucket's answers with the
 * state committed when they arrive.
 */
public final class StackVerification {
  private static final int ROWS_AT_ONCE = 1_000;

  private final BucketLayout area;
  private final ServiceStorage store;
  private final boolean deep;

  /**
   * @param area the bucket and its prefix
   * @param store with the service's credential
   * @param deep whether to read every archived object and every payload too
   */
  public StackVerification(BucketLayout area, ServiceStorage store, boolean deep) {
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
      throws IOException, MinioException {
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

  private List<ProofResult> bucket(
      Handle snapshot, Handle now, ProofCounts counts, LongConsumer objects)
      throws IOException, MinioException {
    InboxProof inbox = new InboxProof(now, store, area);
    try (ResultIterator<KnownFile> files =
        snapshot
            .createQuery(LedgerProofs.SQL.get("archived"))
            .bind("bucket", area.bucket())
            .setFetchSize(ROWS_AT_ONCE)
            .map(KnownFile.MAPPER)
            .iterator()) {
      ArchiveProof archive = new ArchiveProof(files, now, store, new ArchivedUnder(area), deep);
      store.list(
          area.prefix(),
          object -> {
            if (object.key().endsWith("/")) {
              return;
            }
            boolean uploaded = area.holds(object.key());
            boolean hidden = InputName.hidden(object.key());
            objects.accept(counts.another(uploaded, hidden));
            if (!uploaded) {
              archive.take(object);
            } else if (!hidden) {
              inbox.take(object);
            }
          });
      List<ProofResult> proofs = new ArrayList<>(inbox.finish());
      proofs.addAll(archive.finish());
      return proofs;
    }
  }
}
