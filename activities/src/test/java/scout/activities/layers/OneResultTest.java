package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.workflows.rebuild.Layer;

/**
 * Loads, replays, discards, replacements and returns in random order, with refreshes of random
 * layers, refusals, crashes and rebuilds in between, end in what a computation from all files anew
 * gives. With {@code -Dscout.long=true} 40 times.
 */
class OneResultTest {
  private static final int STEPS = 120;
  private static final int ROUNDS = Boolean.getBoolean("scout.long") ? 40 : 2;

  /** {@code -Dscout.seed} repeats one, {@code -Dscout.rounds} says how many; the first is fixed. */
  static LongStream seeds() {
    String given = System.getProperty("scout.seed");
    if (given != null) {
      return LongStream.of(Long.parseLong(given));
    }
    Random fresh = new Random();
    return LongStream.concat(
        LongStream.of(1), fresh.longs(Integer.getInteger("scout.rounds", ROUNDS) - 1));
  }

  static ZoneId zone(Random random) {
    return ZoneId.of(
        RandomSales.oneOf(
            random, "America/New_York", "Europe/Vienna", "Australia/Lord_Howe", "UTC"));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whateverTheOrder(long seed) throws Exception {
    System.out.println("OneResultTest seed " + seed + " (repeat with -Dscout.seed=" + seed + ")");
    Random random = new Random(seed);
    ZoneId zone = zone(random);
    Model model = new Model(zone);
    try (LayerStage stage = LayerStage.inSmallBatches(LayerSettings.of(zone))) {
      RandomTrouble trouble = new RandomTrouble(random, stage, zone);
      for (int step = 0; step < STEPS; step++) {
        act(random, model, stage, trouble);
      }
      assertThat(String.valueOf(stage.refresh().failedChecks()))
          .as("failed checks")
          .doesNotContain("row_accounting", "gold_matches_silver");
      compare(seed, model, stage);
      touchEverything(stage);
      rebuildEverything(seed, zone, model, stage);
    }
  }

  static void act(Random random, Model model, LayerStage stage, RandomTrouble trouble) {
    List<Model.File> files = model.files();
    int dice = files.isEmpty() ? 0 : random.nextInt(20);
    Model.File file = files.isEmpty() ? null : files.get(random.nextInt(files.size()));
    if (dice < 7) {
      load(random, model, stage);
    } else if (dice < 10) {
      file.sales = RandomSales.some(random);
      file.discarded = false;
      stage.loader.replay(file.id, RandomSales.json(file.sales));
    } else if (dice < 12) {
      file.discarded = true;
      stage.loader.discard(file.id);
    } else if (dice == 12) {
      file.replaced = true;
      stage.loader.replace(file.id, files.get(random.nextInt(files.size())).id);
    } else if (dice == 13) {
      file.uploadedAt = uploadedAt(random);
      file.replaced = false;
      stage.loader.comeBack(file.id, file.uploadedAt);
    } else {
      trouble.strike();
    }
  }

  private static void load(Random random, Model model, LayerStage stage) {
    String key = "scout/v1/bronze/" + (char) ('Y' + random.nextInt(4)) + "é.json";
    Instant uploadedAt = uploadedAt(random);
    List<Model.Sale> sales = RandomSales.some(random);
    model.load(stage.loader.load(key, uploadedAt, RandomSales.json(sales)), key, uploadedAt, sales);
  }

  /** Few different times, so that the other parts of the rank decide too. */
  private static Instant uploadedAt(Random random) {
    return RandomSales.START.plus(Duration.ofDays(400 + random.nextInt(4)));
  }

  static void compare(long seed, Model model, LayerStage stage) {
    Held held = new Held(stage);
    String name = "seed " + seed + ", ";
    assertThat(held.silver())
        .as(name + "silver")
        .containsExactlyInAnyOrderElementsOf(model.silver());
    assertThat(held.superseded())
        .as(name + "superseded")
        .containsExactlyInAnyOrderElementsOf(model.superseded());
    assertThat(held.ledger())
        .as(name + "ledger")
        .containsExactlyInAnyOrderElementsOf(model.ledger());
    assertThat(held.gold()).as(name + "gold").containsExactlyInAnyOrderElementsOf(model.gold());
    assertThat(held.platinum())
        .as(name + "platinum")
        .containsExactlyInAnyOrderElementsOf(model.platinum());
    assertThat(
            stage.value(
                "SELECT count(*) FROM scout.bronze_edge_raw b JOIN scout.files f USING (file_id)"
                    + " LEFT JOIN scout.rejected_records r USING (file_id, record_no)"
                    + " WHERE b.processing_status <> CASE"
                    + " WHEN f.status = 'discarded' OR f.replaced_by IS NOT NULL THEN 'discarded'"
                    + " WHEN r.code IS NOT NULL THEN 'rejected' ELSE 'processed' END"))
        .as(name + "bronze rows with another status")
        .isEqualTo("0");
    assertThat(
            stage.value(
                "SELECT count(*) FROM scout.rejected_records r JOIN scout.files f USING (file_id)"
                    + " WHERE f.status = 'discarded' OR f.replaced_by IS NOT NULL"))
        .as(name + "rejects of files that were taken out")
        .isEqualTo("0");
  }

  /** A rebuild of what is right changes nothing; of what was damaged, it gives the same again. */
  static void rebuildEverything(long seed, ZoneId zone, Model model, LayerStage stage) {
    assertThat(RebuildTest.rows(stage.rebuild(zone, Layer.SILVER))).as("seed " + seed).isZero();
    stage.execute(
        "DELETE FROM scout.silver_edge_transactions WHERE abs(hashtext(transaction_id)) % 3 = 0");
    stage.execute(
        "UPDATE scout.silver_edge_transactions SET amount = 1, device_id = 'x'"
            + " WHERE abs(hashtext(transaction_id)) % 5 = 0");
    stage.execute("DELETE FROM scout.silver_superseded WHERE record_no % 2 = 0");
    stage.execute("UPDATE scout.silver_superseded SET shares_id = NOT shares_id");
    stage.execute(
        "UPDATE scout.files SET field_nulls = '{\"amount\": 99}', records_lost = 77,"
            + " records_overridden = 5 WHERE file_seq % 2 = 0");
    stage.execute("DELETE FROM scout.rejected_records WHERE record_no % 2 = 0");
    stage.rebuild(zone, Layer.SILVER);
    compare(seed, model, stage);
    assertThat(RebuildTest.rows(stage.rebuild(zone, Layer.SILVER))).as("seed " + seed).isZero();
  }

  /** Recomputing what has not changed writes nothing. */
  private static void touchEverything(LayerStage stage) {
    stage.execute(
        "INSERT INTO scout.gold_outbox (store_id, transaction_date)"
            + " SELECT store_id, transaction_date FROM scout.gold_store_daily_summary");
    stage.execute(
        "INSERT INTO scout.platinum_outbox (store_id, transaction_date)"
            + " SELECT store_id, transaction_date FROM scout.gold_store_daily_summary");
    UUID refresh = UUID.randomUUID();
    assertThat(stage.layers.buildGold(refresh).rows()).isZero();
    assertThat(stage.layers.buildPlatinum(refresh).rows()).isZero();
  }
}
