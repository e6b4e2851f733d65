package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.TableChange;
import scout.workflows.refresh.RefreshRequest;
import scout.workflows.sources.SourceFill;

/**
 * Uploads, corrections of one item, replays, discards, rebuilds and declarations in random order,
 * also of another key, with refreshes in between, end in own columns and child rows that plain code
 * gets from the winning records. With {@code -Dscout.long=true} 40 times.
 */
class DeclaredTablesTest {
  private static final int STEPS = 60;
  private static final int ROUNDS = Boolean.getBoolean("scout.long") ? 40 : 2;
  private static final Instant START = Instant.parse("2025-06-01T00:00:00Z");

  static LongStream seeds() {
    String given = System.getProperty("scout.seed");
    if (given != null) {
      return LongStream.of(Long.parseLong(given));
    }
    Random fresh = new Random();
    return LongStream.concat(
        LongStream.of(1), fresh.longs(Integer.getInteger("scout.rounds", ROUNDS) - 1));
  }

  /** What a record says; the texts are JSON, null is absent. */
  private record Sale(
      String id, int store, int day, String tax, String mood, String level, List<Item> items) {
    String json() {
      List<String> members = new ArrayList<>();
      members.add("\"transaction_id\": \"" + id + "\"");
      members.add("\"store_id\": \"S" + store + "\"");
      members.add("\"timestamp\": \"2025-05-" + (10 + day) + "T12:00:00Z\"");
      add(members, "tax", tax);
      add(members, "mood", mood);
      if (level != null) {
        members.add("\"deep\": {\"level\": [0, " + level + "]}");
      }
      if (items != null) {
        members.add(
            "\"items\": [" + String.join(", ", items.stream().map(Item::json).toList()) + "]");
      }
      return "{" + String.join(", ", members) + "}";
    }
  }

  private record Item(String sku, String quantity) {
    String json() {
      List<String> members = new ArrayList<>();
      add(members, "sku", sku);
      add(members, "qty", quantity);
      return "{" + String.join(", ", members) + "}";
    }
  }

  private static void add(List<String> members, String name, String json) {
    if (json != null) {
      members.add("\"" + name + "\": " + json);
    }
  }

  private static final class File {
    UUID id;
    String key;
    Instant uploadedAt;
    int sequence;
    boolean discarded;
    List<Sale> sales;
  }

  private record Delivery(File file, int record, Sale sale) {
    static final Comparator<Delivery> RANK =
        Comparator.comparing((Delivery d) -> d.file.uploadedAt)
            .thenComparing(d -> d.file.key)
            .thenComparing(d -> d.file.sequence)
            .thenComparing(Delivery::record);
  }

  /** A declaration: which fields there are, and whether they reject. */
  private record Declared(
      boolean taxRejects,
      boolean level,
      boolean items,
      boolean skuRequired,
      boolean wide,
      boolean words,
      boolean ofStore) {
    static Declared any(Random random) {
      return new Declared(
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextInt(4) > 0,
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextBoolean(),
          random.nextInt(3) == 0);
    }

    /** What tells the sale from others. */
    String key(Sale sale) {
      return ofStore ? "S" + sale.store + "|" + sale.id : sale.id;
    }

    String yaml() {
      return "source: edge_transactions\n"
          + (ofStore ? "key: [store_id, transaction_id]\n" : "")
          + "fields:\n"
          + "  tax: {type: \"decimal("
          + (wide ? "8,3" : "6,2")
          + ")\", from: [tax]"
          + (taxRejects ? "}\n" : ", else: null}\n")
          + "  mood: {type: word, from: [mood], one_of: [good, bad], else: null, default: good}\n"
          + (level
              ? "  level: {type: "
                  + (words ? "text" : "integer")
                  + ", from: [\"deep.level[1]\"], else: null}\n"
              : "")
          + (items
              ? "tables:\n  silver_items:\n    each: items\n    fields:\n"
                  + "      sku: {type: key, from: [sku]"
                  + (skuRequired ? ", required: true}\n" : "}\n")
                  + "      quantity: {type: "
                  + (wide ? "\"decimal(4,0)\"" : "integer")
                  + ", from: [qty], default: 1}\n"
              : "");
    }

    /** Whether silver takes the record. */
    boolean takes(Sale sale) {
      boolean tax = !taxRejects || sale.tax == null || number(sale.tax) != null;
      boolean skus =
          !items
              || !skuRequired
              || sale.items == null
              || sale.items.stream().allMatch(item -> item.sku != null);
      return tax && skus;
    }

    String row(Sale sale) {
      String tax = sale.tax == null || number(sale.tax) == null ? null : typed(sale.tax);
      String mood =
          sale.mood == null
              ? "good"
              : List.of("\"good\"", "\" BAD \"").contains(sale.mood)
                  ? sale.mood.replaceAll("[\" ]", "").toLowerCase()
                  : null;
      String found = sale.level;
      if (found != null && !found.matches("-?[0-9]+")) {
        found = words ? found.replace("\"", "") : null;
      }
      return key(sale)
          + " S"
          + sale.store
          + " "
          + sale.day
          + " "
          + tax
          + " "
          + mood
          + (level ? " " + found : "");
    }

    private String typed(String tax) {
      return wide ? tax + "0" : tax;
    }

    List<String> rows(Sale sale) {
      List<String> rows = new ArrayList<>();
      for (int i = 0; items && sale.items != null && i < sale.items.size(); i++) {
        Item item = sale.items.get(i);
        String quantity =
            item.quantity == null ? "1" : item.quantity.matches("[0-9]+") ? item.quantity : null;
        if (quantity != null) {
          rows.add(
              key(sale)
                  + " S"
                  + sale.store
                  + " "
                  + sale.day
                  + " "
                  + (i + 1)
                  + " "
                  + (item.sku == null ? null : item.sku.replace("\"", ""))
                  + " "
                  + quantity);
        }
      }
      return rows;
    }

    private static String number(String json) {
      return json.matches("[0-9]+[.][0-9]{2}") ? json : null;
    }
  }

  private final List<File> files = new ArrayList<>();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void holdWhatTheWinningRecordsSay(long seed) throws Exception {
    System.out.println(
        "DeclaredTablesTest seed " + seed + " (repeat with -Dscout.seed=" + seed + ")");
    Random random = new Random(seed);
    try (LayerStage stage = LayerStage.inSmallBatches(LayerSettings.of(ZoneOffset.UTC))) {
      SourceSteps sources =
          new SourceSteps(
              stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(ZoneOffset.UTC));
      Declared declared = null;
      for (int step = 0; step < STEPS; step++) {
        int dice = random.nextInt(20);
        if (step == STEPS / 4 || dice == 0 && step > STEPS / 4) {
          settle(stage);
          declared = Declared.any(random);
          sources.declareSource(declared.yaml(), "test");
          declared = fill(random, stage, sources, declared);
        } else if (dice < 14) {
          act(random, stage);
        } else if (dice < 19) {
          settle(stage);
        } else {
          settle(stage);
          rebuild(stage);
        }
      }
      settle(stage);
      compare("seed " + seed, declared, stage);
      damage(stage, declared);
      rebuild(stage);
      compare("seed " + seed + ", after a rebuild", declared, stage);
      assertThat(RebuildTest.rows(rebuild(stage))).isZero();
    }
  }

  private static List<TableChange> rebuild(LayerStage stage) {
    RebuildRequest all = new RebuildRequest(Layer.SILVER, null, null, null, false);
    return stage.rebuilds(ZoneOffset.UTC).rebuildLayer(Layer.SILVER, all);
  }

  /** The other layers have nothing to do with it. */
  private static void settle(LayerStage stage) {
    stage.layers.buildSilver(UUID.randomUUID(), RefreshRequest.nudge("test"));
  }

  /**
   * In slices, with files that come in between; ended early and begun again, or given up for
   * another declaration, now and then. Returns the one that is full.
   */
  private Declared fill(Random random, LayerStage stage, SourceSteps sources, Declared first) {
    Declared declared = first;
    SourceFill done = sources.fillSlice(null);
    while (!done.full()) {
      if (random.nextInt(3) == 0) {
        act(random, stage);
        settle(stage);
      }
      if (random.nextInt(6) == 0) {
        declared = Declared.any(random);
        sources.declareSource(declared.yaml(), "test");
        done = null;
      }
      done = random.nextInt(5) == 0 ? sources.fillSlice(null) : sources.fillSlice(done);
    }
    return declared;
  }

  private void act(Random random, LayerStage stage) {
    File file = files.isEmpty() ? null : files.get(random.nextInt(files.size()));
    int dice = file == null ? 0 : random.nextInt(10);
    if (dice < 5) {
      load(random, stage, some(random));
    } else if (dice < 7) {
      load(random, stage, corrected(random, file.sales));
    } else if (dice < 9) {
      file.sales = random.nextBoolean() ? some(random) : corrected(random, file.sales);
      file.discarded = false;
      stage.loader.replay(file.id, file.sales.stream().map(Sale::json).toList());
    } else {
      file.discarded = true;
      stage.loader.discard(file.id);
    }
  }

  private void load(Random random, LayerStage stage, List<Sale> sales) {
    File file = new File();
    file.key = "scout/v1/bronze/" + (char) ('a' + random.nextInt(3)) + ".json";
    file.uploadedAt = START.plus(Duration.ofHours(random.nextInt(4)));
    file.sequence = files.size();
    file.sales = sales;
    file.id = stage.loader.load(file.key, file.uploadedAt, sales.stream().map(Sale::json).toList());
    files.add(file);
  }

  private static List<Sale> some(Random random) {
    List<Sale> sales = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      List<Item> items = new ArrayList<>();
      for (int item = random.nextInt(4); item > 0; item--) {
        items.add(item(random));
      }
      sales.add(
          new Sale(
              "T" + random.nextInt(25),
              random.nextInt(3),
              random.nextInt(3),
              RandomSales.oneOf(random, "1.25", "30.00", "\"much\"", null),
              RandomSales.oneOf(random, "\"good\"", "\" BAD \"", "\"odd\"", null),
              RandomSales.oneOf(random, "3", "-7", "\"high\"", null),
              random.nextInt(5) == 0 ? null : items));
    }
    return sales;
  }

  private static Item item(Random random) {
    return new Item(
        RandomSales.oneOf(
            random, "\"A\"", "\"B\"", "\"C\"", "\"D\"", random.nextInt(4) == 0 ? null : "\"E\""),
        RandomSales.oneOf(random, "1", "2", null, "\"x\""));
  }

  /** One item of one sale is another. */
  private static List<Sale> corrected(Random random, List<Sale> sales) {
    List<Sale> corrected = new ArrayList<>(sales);
    int at = random.nextInt(sales.size());
    Sale sale = sales.get(at);
    List<Item> items = new ArrayList<>(sale.items == null ? List.of() : sale.items);
    if (items.isEmpty()) {
      items.add(item(random));
    } else {
      items.set(random.nextInt(items.size()), item(random));
    }
    corrected.set(
        at, new Sale(sale.id, sale.store, sale.day, sale.tax, sale.mood, sale.level, items));
    return corrected;
  }

  private Map<String, Sale> winners(Declared declared) {
    Map<String, Delivery> winners = new TreeMap<>();
    for (File file : files) {
      for (int i = 0; !file.discarded && i < file.sales.size(); i++) {
        Sale sale = file.sales.get(i);
        if (declared.takes(sale)) {
          winners.merge(
              declared.key(sale),
              new Delivery(file, i + 1, sale),
              (a, b) -> Delivery.RANK.compare(a, b) > 0 ? a : b);
        }
      }
    }
    Map<String, Sale> sales = new LinkedHashMap<>();
    winners.forEach((id, delivery) -> sales.put(id, delivery.sale));
    return sales;
  }

  private void compare(String name, Declared declared, LayerStage stage) {
    Map<String, Sale> winners = winners(declared);
    String level = declared.level ? " || ' ' || coalesce(level::text, 'null')" : "";
    assertThat(
            stage.texts(
                "SELECT transaction_id || ' ' || store_id || ' ' || transaction_date - '2025-05-10'"
                    + " || ' ' || coalesce(tax::text, 'null') || ' ' || coalesce(mood, 'null')"
                    + level
                    + " FROM scout.silver_edge_transactions"))
        .as(name + ", own columns")
        .containsExactlyInAnyOrderElementsOf(winners.values().stream().map(declared::row).toList());
    if (declared.items) {
      assertThat(
              stage.texts(
                  "SELECT transaction_id || ' ' || store_id || ' ' || transaction_date - '2025-05-10'"
                      + " || ' ' || item_no || ' ' || coalesce(sku, 'null') || ' ' || quantity"
                      + " FROM scout.silver_items"))
          .as(name + ", child rows")
          .containsExactlyInAnyOrderElementsOf(
              winners.values().stream().flatMap(sale -> declared.rows(sale).stream()).toList());
    }
    assertThat(
            stage.value(
                "SELECT count(*) FROM scout.files WHERE records_loaded <> records_current"
                    + " + records_superseded + records_rejected_silver + records_discarded"))
        .as(name + ", accounts")
        .isEqualTo("0");
  }

  private static void damage(LayerStage stage, Declared declared) {
    stage.execute(
        "UPDATE scout.silver_edge_transactions SET tax = 7 WHERE abs(hashtext(transaction_id)) % 3 = 0");
    stage.execute(
        "DELETE FROM scout.silver_edge_transactions WHERE abs(hashtext(transaction_id)) % 5 = 0");
    if (declared.items) {
      stage.execute("DELETE FROM scout.silver_items WHERE abs(hashtext(transaction_id)) % 4 = 0");
      stage.execute(
          "UPDATE scout.silver_items SET quantity = 9 WHERE abs(hashtext(transaction_id)) % 7 = 1");
      stage.execute(
          "INSERT INTO scout.silver_items (transaction_id, store_id, transaction_date, item_no)"
              + " VALUES ('gone', 'S1', '2025-05-10', 1)");
    }
  }
}
