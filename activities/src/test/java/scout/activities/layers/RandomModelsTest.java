package scout.activities.layers;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;

/**
 * Models that come, change and go between uploads, corrections, replays, discards, crashes and
 * rebuilds: at rest each equals its SELECT over the whole, or is held. With {@code
 * -Dscout.long=true} 1,000 sequences; {@code -Dscout.models.rounds} says how many. They may run
 * beside each other, where JUnit is told to.
 */
@Execution(ExecutionMode.CONCURRENT)
class RandomModelsTest {
  private static final int STEPS = 60;
  private static final int ROUNDS = Boolean.getBoolean("scout.long") ? 1_000 : 2;

  /** {@code -Dscout.seed} repeats one; the first is fixed. */
  static LongStream seeds() {
    String given = System.getProperty("scout.seed");
    if (given != null) {
      return LongStream.of(Long.parseLong(given));
    }
    return LongStream.concat(
        LongStream.of(1),
        new Random().longs(Integer.getInteger("scout.models.rounds", ROUNDS) - 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverTheOrder(long seed) throws Exception {
    String name = "RandomModelsTest seed " + seed + " (repeat with -Dscout.seed=" + seed + ")";
    System.out.println(name);
    Random random = new Random(seed);
    ZoneId zone = OneResultTest.zone(random);
    Model model = new Model(zone);
    try (LayerStage stage = new LayerStage(LayerSettings.of(zone))) {
      RandomTrouble trouble = new RandomTrouble(random, stage, zone);
      RandomModels models = new RandomModels(random, stage);
      for (int some = 2 + random.nextInt(7); some > 0; some--) {
        models.change();
      }
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(8)) {
          case 0 -> models.change();
          case 1 -> repeat(random, model, stage);
          case 2 -> refreshed(name + ", step " + step, zone, stage, models);
          default -> OneResultTest.act(random, model, stage, trouble);
        }
      }
      refreshed(name, zone, stage, models);
      rebuiltInPart(random, name, zone, stage, models);
    }
  }

  /** The same sales come once more, in another file or in their own: gold has nothing to write. */
  private static void repeat(Random random, Model model, LayerStage stage) {
    if (model.files().isEmpty()) {
      return;
    }
    Model.File file = model.files().get(random.nextInt(model.files().size()));
    if (random.nextBoolean()) {
      stage.loader.replay(file.id, RandomSales.json(file.sales));
      file.discarded = false;
    } else {
      Instant later = file.uploadedAt.plusSeconds(1);
      List<String> sales = RandomSales.json(file.sales);
      model.load(stage.loader.load("again.json", later, sales), "again.json", later, file.sales);
    }
  }

  private static void refreshed(String name, ZoneId zone, LayerStage stage, RandomModels models)
      throws Exception {
    stage.refresh();
    List<String> resting = models.check(name, zone.getId());
    if (!resting.isEmpty()) {
      System.out.println("  held or waiting: " + resting + " of " + models.size());
    }
  }

  /** Damage within a selection is mended by a rebuild of the selection. */
  private static void rebuiltInPart(
      Random random, String name, ZoneId zone, LayerStage stage, RandomModels models)
      throws Exception {
    for (String table :
        stage.texts("SELECT model_name FROM scout.models WHERE slice @> '{store_id}'")) {
      stage.execute("UPDATE scout." + table + " SET last_updated = now() WHERE store_id = 'S1'");
      stage.execute("DELETE FROM scout." + table + " WHERE store_id = 'S1'");
    }
    String store = random.nextBoolean() ? "S1" : null;
    RebuildRequest request = new RebuildRequest(Layer.GOLD, store, null, null, false);
    stage.rebuild(zone, request);
    stage.refresh();
    models.check(name + ", rebuilt", zone.getId());
  }
}
