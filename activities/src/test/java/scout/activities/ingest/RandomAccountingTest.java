package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

/**
 * Files of good and broken records at random, in every format, some of them damaged as a whole,
 * through the bucket into the database, and some of them replayed, discarded and brought back:
 * whatever happens, each record is accounted for. With {@code -Dscout.long=true} there are 400;
 * {@code -Dscout.accounting.rounds=N} takes N, {@code -Dscout.accounting.seed=N} makes the same
 * files again.
 */
class RandomAccountingTest {
  private static final long SEED = Long.getLong("scout.accounting.seed", System.nanoTime());
  private static final int ROUNDS =
      Integer.getInteger("scout.accounting.rounds", Boolean.getBoolean("scout.long") ? 400 : 20);

  @TempDir static Path folder;
  private static Inbox inbox;

  @BeforeAll
  static void start() throws Exception {
    inbox = new Inbox(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    inbox.close();
  }

  @Test
  void eachRecordIsAccountedFor() {
    System.out.println("RandomAccountingTest: " + ROUNDS + " files, seed " + SEED);
    Random random = new Random(SEED);
    RandomFile files = new RandomFile(random);
    Outcomes outcomes = new Outcomes(inbox);
    List<WrittenFile> seen = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      WrittenFile file = files.next("till/%06d".formatted(round));
      LoadResult result = outcomes.load(file);
      seen.add(file);
      if (random.nextBoolean()) {
        inbox.archive(result);
      }
      if (random.nextInt(3) == 0) {
        again(seen.get(random.nextInt(seen.size())), random, outcomes);
      }
    }
    assertThat(inbox.contradictions()).isEmpty();
    assertThat(seen).anyMatch(file -> file.code() == null);
    assertTotals(seen);
  }

  /** Whatever a person does to a file, reading it again gives the same rows and rejects. */
  private static void again(WrittenFile file, Random random, Outcomes outcomes) {
    String key = Inbox.PREFIX + file.path();
    if (random.nextBoolean()) {
      LoadResult discarded = inbox.discard(key, null);
      assertThat(discarded.status()).isEqualTo(FileStatus.DISCARDED);
      inbox.archive(discarded);
    }
    LoadResult replayed = inbox.replay(key, null);
    if (file.code() != null && replayed.status() == FileStatus.DISCARDED) {
      assertThat(replayed.reason()).contains("reprocess refused: " + file.code());
      return;
    }
    outcomes.check(file, replayed);
    inbox.archive(replayed);
  }

  private static void assertTotals(List<WrittenFile> files) {
    long read = files.stream().mapToLong(file -> file.records().size()).sum();
    long rejected = files.stream().mapToLong(WrittenFile::rejected).sum();
    long loaded =
        files.stream()
            .filter(file -> file.code() == null)
            .mapToLong(file -> file.records().size() - file.rejected())
            .sum();
    assertThat(
            inbox.one(
                "SELECT sum(records_read), sum(records_loaded), sum(records_rejected),"
                    + " (SELECT count(*) FROM scout.bronze_edge_raw),"
                    + " (SELECT count(*) FROM scout.rejected_records) FROM scout.files"))
        .isEqualTo("%d|%d|%d|%d|%d".formatted(read, loaded, rejected, loaded, rejected));
  }
}
