package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.ingest.OverwritePolicy;
import scout.workflows.journey.FileStatus;
import scout.workflows.journey.LoadResult;

/**
 * As {@link OneResultTest}, with uploads to a bucket and the loader as it runs: new versions of a
 * key, the same content at once or after another, replays and discards of any version, in both
 * modes of {@code SCOUT_OVERWRITE}.
 */
class OneResultFromFilesTest {
  private static final int STEPS = 60;

  @TempDir static Path folder;

  private final Map<String, Model.File> latest = new HashMap<>();
  private final Map<UUID, String> etags = new HashMap<>();
  private long seed;
  private Random random;
  private Model model;
  private LayerStage stage;
  private StoredLoader loader;
  private OverwritePolicy overwrite;

  static LongStream seeds() {
    return OneResultTest.seeds();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverHappensToTheFiles(long seed) throws Exception {
    this.seed = seed;
    random = new Random(seed);
    ZoneId zone = OneResultTest.zone(random);
    overwrite = RandomSales.oneOf(random, OverwritePolicy.values());
    System.out.println(
        "OneResultFromFilesTest seed " + seed + ", " + overwrite + " (repeat with -Dscout.seed)");
    model = new Model(zone);
    Path bucket = Files.createTempDirectory(folder, "bucket");
    try (LayerStage opened = LayerStage.inSmallBatches(LayerSettings.of(zone));
        StoredLoader started = new StoredLoader(opened, bucket, overwrite)) {
      stage = opened;
      loader = started;
      RandomTrouble trouble = new RandomTrouble(random, stage, zone);
      for (int step = 0; step < STEPS; step++) {
        act(trouble);
      }
      assertThat(String.valueOf(stage.refresh().failedChecks()))
          .doesNotContain("row_accounting", "gold_matches_silver", "key_uniqueness");
      markReplaced();
      OneResultTest.compare(seed, model, stage);
      OneResultTest.rebuildEverything(seed, zone, model, stage);
    }
  }

  private void act(RandomTrouble trouble) {
    List<Model.File> files = model.files();
    int dice = files.isEmpty() ? 0 : random.nextInt(14);
    Model.File file = files.isEmpty() ? null : files.get(random.nextInt(files.size()));
    if (dice < 4) {
      upload("scout/v1/bronze/till-1/" + random.nextInt(3) + ".jsonl", sales());
    } else if (dice == 4) {
      upload(file.key, file.sales);
    } else if (dice < 7) {
      LoadResult replayed = loader.replay(file.key, etags.get(file.id));
      assertThat(replayed.fileId()).isEqualTo(file.id);
      assertThat(replayed.status()).isEqualTo(FileStatus.ARCHIVED);
      file.discarded = false;
    } else if (dice < 9) {
      assertThat(loader.discard(file.key, etags.get(file.id)).status())
          .isEqualTo(FileStatus.DISCARDED);
      file.discarded = true;
    } else {
      trouble.strike();
    }
  }

  /** An empty file would be quarantined. */
  private List<Model.Sale> sales() {
    List<Model.Sale> sales = new ArrayList<>(RandomSales.some(random));
    sales.add(RandomSales.one(random));
    return sales;
  }

  private void upload(String key, List<Model.Sale> sales) {
    LoadResult result = loader.upload(key, RandomSales.json(sales));
    assertThat(result.loaded()).isEqualTo(sales.size());
    Instant uploadedAt = uploadedAt(result.fileId());
    Model.File file =
        model.files().stream()
            .filter(known -> known.id.equals(result.fileId()))
            .findFirst()
            .orElse(null);
    if (file == null) {
      model.load(result.fileId(), key, uploadedAt, sales);
      file = model.files().get(model.files().size() - 1);
      etags.put(file.id, result.etag());
    }
    file.uploadedAt = uploadedAt;
    latest.put(key, file);
    // whatever came back or is new is the latest of its key from now on
    assertThat(
            model.files().stream()
                .filter(other -> other.key.equals(key))
                .max(
                    Comparator.comparing((Model.File other) -> other.uploadedAt)
                        .thenComparing(other -> other.sequence)))
        .as("latest of %s, seed %s", key, seed)
        .contains(file);
  }

  private Instant uploadedAt(UUID file) {
    return stage.owner.withHandle(
        handle ->
            handle
                .select("SELECT uploaded_at FROM scout.files WHERE file_id = ?", file)
                .mapTo(Instant.class)
                .one());
  }

  /** The latest upload of a key stands, even if it was discarded. */
  private void markReplaced() {
    for (Model.File file : model.files()) {
      file.replaced = overwrite == OverwritePolicy.REPLACE && latest.get(file.key) != file;
    }
  }
}
