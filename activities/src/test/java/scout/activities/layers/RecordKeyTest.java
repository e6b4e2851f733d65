package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.losses.LossSettings;
import scout.models.SourceParser;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.TableChange;
import scout.workflows.sources.SourceFill;

/** A key of several fields, from the first file to another key. */
class RecordKeyTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");
  private static final String FIELDS =
      """
      fields:
        receipt_no: {type: key, from: [receiptNo]}
        shift:      {type: integer, from: [shift], default: 1}
        closed_at:  {type: time, from: [closed], else: null}
        note:       {type: text, from: [note], else: null}
      tables:
        silver_items:
          each: items
          fields:
            sku: {type: key, from: [sku]}
      """;

  private LayerStage stage;
  private SourceSteps sources;

  @BeforeEach
  void start() throws Exception {
    LayerSettings settings = LayerSettings.of(VIENNA);
    stage = new LayerStage(settings);
    sources = new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(VIENNA));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private void declare(String key) {
    sources.declareSource("source: edge_transactions\nkey: " + key + "\n" + FIELDS, "somebody");
  }

  private SourceFill fill() {
    SourceFill done = sources.fillSlice(null);
    while (!done.full()) {
      done = sources.fillSlice(done);
    }
    return done;
  }

  private static String sale(String store, String day, String number, String more) {
    return "{\"store_id\": \""
        + store
        + "\", \"timestamp\": \"2025-06-"
        + day
        + "\", \"transaction_id\": \"17\", \"receiptNo\": \""
        + number
        + "\""
        + (more.isEmpty() ? "" : ", " + more)
        + "}";
  }

  private static String items(String... skus) {
    List<String> items = new ArrayList<>();
    for (String sku : skus) {
      items.add("{\"sku\": \"" + sku + "\"}");
    }
    return "\"items\": [" + String.join(", ", items) + "]";
  }

  private List<String> sales() {
    return stage.texts(
        "SELECT concat_ws(' ', s.transaction_id, s.amount,"
            + " (SELECT string_agg(sku, ',' ORDER BY item_no) FROM scout.silver_items i"
            + " WHERE i.transaction_id = s.transaction_id AND i.store_id = s.store_id"
            + " AND i.transaction_date = s.transaction_date))"
            + " FROM scout.silver_edge_transactions s ORDER BY s.transaction_id COLLATE \"C\"");
  }

  private List<String> gold() {
    return stage.texts(
        "SELECT concat_ws(' ', store_id, transaction_date, transaction_count)"
            + " FROM scout.gold_store_daily_summary ORDER BY store_id, transaction_date");
  }

  private void assertThatNothingIsLeftToDo() {
    assertThat(RebuildTest.rows(stage.rebuild(VIENNA, Layer.SILVER))).isZero();
    assertThat(
            stage.value(
                "SELECT count(*) FROM scout.silver_items i WHERE NOT EXISTS (SELECT FROM"
                    + " scout.silver_edge_transactions s WHERE s.transaction_id = i.transaction_id)"))
        .isEqualTo("0");
    assertThat(
            stage.value(
                "SELECT count(*) FROM scout.files WHERE records_loaded <> records_current"
                    + " + records_superseded + records_unkeyed + records_rejected_silver"
                    + " + records_discarded"))
        .isEqualTo("0");
  }

  @Test
  void tellsSalesApartThatTheTillsNumberAlike() {
    declare("[store_id, transaction_date, receipt_no]");
    UUID file =
        stage.loader.load(
            "a.jsonl",
            NOON,
            List.of(
                sale("S1", "10T08:00:00Z", "1", "\"amount\": 1, " + items("A", "B")),
                sale("S2", "10T08:00:00Z", "1", "\"amount\": 2, " + items("C")),
                // the day is that of the business time zone
                sale("S1", "10T22:30:00Z", "1", "\"amount\": 3, " + items("D")),
                sale("S1", "10T09:00:00Z", "1", "\"amount\": 4, " + items("A"))));
    stage.refresh();
    // of two records of one file with one key the later counts
    List<String> first =
        List.of("S1|2025-06-10|1 4.00 A", "S1|2025-06-11|1 3.00 D", "S2|2025-06-10|1 2.00 C");
    assertThat(sales()).isEqualTo(first);
    assertThat(gold()).containsExactly("S1 2025-06-10 1", "S1 2025-06-11 1", "S2 2025-06-10 1");

    UUID correction =
        stage.loader.load(
            "b.jsonl",
            NOON.plusSeconds(60),
            List.of(sale("S2", "10T08:00:00Z", "1", "\"amount\": 5, " + items("C", "E"))));
    stage.refresh();
    assertThat(sales()).contains("S2|2025-06-10|1 5.00 C,E").hasSize(3);
    assertThatNothingIsLeftToDo();

    stage.loader.replay(
        correction, List.of(sale("S2", "12T08:00:00Z", "1", "\"amount\": 6, " + items("F"))));
    stage.refresh();
    assertThat(sales()).containsAll(first).contains("S2|2025-06-12|1 6.00 F").hasSize(4);
    stage.loader.discard(correction);
    stage.refresh();
    assertThat(sales()).isEqualTo(first);
    assertThatNothingIsLeftToDo();

    // another day for the sale of the night, and so another key; then bronze lets the file go
    for (boolean kept : new boolean[] {true, false}) {
      if (!kept) {
        retire(file);
      }
      stage.rebuild(ZoneOffset.UTC, Layer.SILVER);
      assertThat(sales())
          .as("the sale of half past ten is the third of the file, the last is the fourth")
          .containsExactly("S1|2025-06-10|1 4.00 A", "S2|2025-06-10|1 2.00 C");
      stage.rebuild(VIENNA, Layer.SILVER);
      assertThat(sales()).isEqualTo(first);
    }
    assertThatNothingIsLeftToDo();
  }

  @Test
  void eachListOfPartsIsATextOfItsOwn() {
    declare("[store_id, note, shift, closed_at, device_id]");
    String closed = "\"closed\": \"2025-06-10T10:00:00.5+02:00\"";
    stage.loader.load(
        "a.jsonl",
        NOON,
        List.of(
            sale("a|b", "10T08:00:00Z", "1", "\"note\": \"c\", " + closed),
            sale("a", "10T08:00:00Z", "1", "\"note\": \"b|c\", " + closed),
            sale("a\\\\", "10T08:00:00Z", "1", "\"note\": \"c\", " + closed),
            sale("a\\\\|c", "10T08:00:00Z", "1", "\"note\": \"c\", \"shift\": 20, " + closed)));
    stage.refresh();
    String rest = "|2025-06-10T08:00:00.500000Z|till-1";
    assertThat(stage.texts("SELECT transaction_id FROM scout.silver_edge_transactions"))
        .containsExactlyInAnyOrder(
            "a\\|b|c|1" + rest, "a|b\\|c|1" + rest, "a\\\\|c|1" + rest, "a\\\\\\|c|c|20" + rest);
  }

  @Test
  void aRecordWithoutAPartHasNoKey() {
    sources.declareSource(
        "source: edge_transactions\n"
            + "key: [store_id, transaction_date, sold_on, receipt_no, note, transaction_id]\n"
            + FIELDS.replaceFirst(
                "fields:\n", "$0  sold_on: {type: date, of: transaction_timestamp}\n"),
        "somebody");
    String note = "\"note\": \"n\"";
    stage.loader.load(
        "a.jsonl",
        NOON,
        List.of(
            sale("S1", "10T08:00:00Z", "1", note),
            sale("S1", "10T08:00:00Z", "", note),
            sale("S1", "10T08:00:00Z", "2", "\"note\": {\"a\": 1}"),
            sale("", "10T08:00:00Z", "3", note),
            sale("S1", "10T08:00:00Z", "4", note).replaceFirst("\"timestamp\"", "\"time\""),
            sale("S1", "10T08:00:00Z", "1E+5", note),
            sale("S1", "10T08:00:00Z", "6", "\"note\": \"" + "n".repeat(190) + "\""),
            sale("S1", "10T08:00:00Z", "7", note).replace("\"17\"", "null"),
            sale("", "10T08:00:00Z", "", note),
            sale("S1", "10 in the morning", "9", note)));
    stage.refresh();
    assertThat(stage.texts("SELECT transaction_id FROM scout.silver_edge_transactions"))
        .containsExactly("S1|2025-06-10|2025-06-10|1|n|17");
    assertThat(
            stage.texts(
                "SELECT record_no || ' ' || code || ' ' || message FROM scout.rejected_records"
                    + " ORDER BY record_no"))
        .containsExactly(
            "4 STORE_MISSING store_id is missing",
            "5 TIMESTAMP_MISSING timestamp is missing",
            "6 FIELD_INVALID receipt_no is no key as the source declares it",
            "7 KEY_INVALID the key, which joins store_id, transaction_date, sold_on, receipt_no, note"
                + " and transaction_id, is over 200 bytes",
            "10 TIMESTAMP_INVALID " + SilverReject.TIMESTAMP_INVALID.sentence());
    assertThat(stage.value("SELECT records_unkeyed || ' ' || values_unfit FROM scout.files"))
        .isEqualTo("4 {\"note\": 1}");
    assertThat(stage.value("SELECT message FROM scout.alerts WHERE kind = 'file_lost'"))
        .contains(
            "4 have no whole key of store_id, transaction_date, sold_on, receipt_no, note and"
                + " transaction_id, first record 2");
    assertThat(stage.value("SELECT count(*) FROM scout.alerts WHERE kind = 'field_gone'"))
        .isEqualTo("0");
    assertThatNothingIsLeftToDo();
  }

  /** A time that only the upload gives would make a record that is sent again another sale. */
  @Test
  void theTimeOfTheUploadIsNoPart() throws Exception {
    LayerSettings fallsBack =
        LayerSettings.of(VIENNA)
            .withReadings(ValueReadings.defaults().withTimeOfUpload())
            .withLosses(LossSettings.defaults());
    try (LayerStage other = new LayerStage(fallsBack)) {
      new SourceSteps(other.database.as(DatabaseRole.TRANSFORM), other.rebuilds(VIENNA))
          .declareSource("source: edge_transactions\nkey: [store_id, transaction_date]\n", "x");
      other.loader.load(
          "a.jsonl",
          NOON,
          List.of(
              sale("S1", "10T08:00:00Z", "1", ""),
              sale("S1", "10T08:00:00Z", "1", "").replace("\"timestamp\"", "\"time\"")));
      other.refresh();
      assertThat(
              other.value(
                  "SELECT records_current || ' ' || records_unkeyed || ' '"
                      + " || records_rejected_silver FROM scout.files"))
          .isEqualTo("1 1 0");
      assertThat(other.texts("SELECT transaction_id FROM scout.silver_edge_transactions"))
          .containsExactly("S1|2025-06-10");
    }
  }

  @Test
  void anotherKeyBuildsSilverAgain() {
    String key = "[store_id, transaction_date, receipt_no]";
    declare("transaction_id");
    fill();
    UUID retired =
        stage.loader.load(
            "old.jsonl",
            NOON,
            List.of(
                sale("S1", "10T08:00:00Z", "1", items("A")),
                sale("S2", "10T08:00:00Z", "1", items("B")),
                sale("S3", "10T08:00:00Z", "", items("C")).replace("\"17\"", "\"18\"")));
    stage.loader.load(
        "a.jsonl",
        NOON.plusSeconds(60),
        List.of(
            sale("S1", "10T08:00:00Z", "1", items("D", "E")),
            sale("S1", "11T08:00:00Z", "1", items("F")),
            sale("S4", "11T08:00:00Z", "2", "\"note\": \"n\"")));
    stage.loader.load(
        "b.jsonl", NOON.plusSeconds(120), List.of(sale("S5", "11T08:00:00Z", "2", "")));
    stage.refresh();
    retire(retired);
    assertThat(sales()).containsExactly("17", "18 C");
    assertThat(gold()).containsExactly("S3 2025-06-10 1", "S5 2025-06-11 1");
    assertThat(
            stage.value(
                "SELECT count(*) FROM scout.alerts WHERE kind = 'ids_shared' AND"
                    + " resolved_at IS NULL AND message LIKE '%key: [store_id%'"))
        .isEqualTo("1");

    declare(key);
    // until it is built again nothing may be mixed
    stage.loader.load(
        "c.jsonl", NOON.plusSeconds(180), List.of(sale("S6", "11T08:00:00Z", "9", "")));
    stage.execute("UPDATE scout.sources SET filled_at = now() WHERE filled_at IS NULL");
    assertThatThrownBy(() -> stage.refresh()).hasStackTraceContaining("another key");
    long told = preview();
    assertThat(fill().rows()).isEqualTo(told).isPositive();
    // a sale whose payload has no number keeps its key, since its file's bronze is gone
    List<String> keyed =
        List.of(
            "18 C",
            "S1|2025-06-10|1 D,E",
            "S1|2025-06-11|1 F",
            "S2|2025-06-10|1 B",
            "S4|2025-06-11|2",
            "S5|2025-06-11|2");
    assertThat(sales()).isEqualTo(keyed);
    assertThat(stage.value("SELECT string_agg(transaction_id, ' ') FROM scout.silver_superseded"))
        .isEqualTo("S1|2025-06-10|1");
    assertThat(
            stage.value(
                "SELECT string_agg(records_current || ' ' || records_superseded || ' '"
                    + " || records_overridden, ', ' ORDER BY file_seq) FROM scout.files"))
        .isEqualTo("2 1 0, 3 0 0, 1 0 0, 0 0 0");
    assertThat(
            stage.value(
                "SELECT count(*) FROM scout.alerts WHERE kind = 'ids_shared' AND resolved_at IS NULL"))
        .isEqualTo("0");
    stage.refresh();
    assertThatNothingIsLeftToDo();
    assertThat(sales()).containsAll(keyed).contains("S6|2025-06-11|9").hasSize(7);
    assertThat(gold())
        .containsExactly(
            "S1 2025-06-10 1",
            "S1 2025-06-11 1",
            "S2 2025-06-10 1",
            "S3 2025-06-10 1",
            "S4 2025-06-11 1",
            "S5 2025-06-11 1",
            "S6 2025-06-11 1");

    // and back
    declare("transaction_id");
    fill();
    stage.refresh();
    assertThat(sales()).containsExactly("17", "18 C");
    assertThat(gold()).containsExactly("S3 2025-06-10 1", "S6 2025-06-11 1");
    assertThatNothingIsLeftToDo();
  }

  /** A refresh that fails comes back late, so it waits for the rebuild under way or to come. */
  @Test
  void aRefreshWaitsForTheKeysRebuild() throws Exception {
    stage.loader.load("a.jsonl", NOON, List.of(sale("S1", "10T08:00:00Z", "1", "")));
    stage.refresh();
    declare("[store_id, receipt_no]");
    CompletableFuture<?> refresh;
    try (Handle rebuild = stage.database.as(DatabaseRole.TRANSFORM).jdbi().open()) {
      rebuild.begin();
      LayerLock.take(rebuild, Silver.LAYER);
      DeclaredSource source = DeclaredSource.inForce(rebuild);
      new SettingsInForce(source.applied(LayerSettings.of(VIENNA))).change(rebuild);
      refresh = CompletableFuture.runAsync(stage::refresh);
      while (stage.value("SELECT 'one' FROM pg_locks WHERE NOT granted LIMIT 1") == null
          && !refresh.isDone()) {
        Thread.sleep(20);
      }
      assertThat(refresh).isNotDone();
      rebuild.commit();
    }
    refresh.get(30, TimeUnit.SECONDS);
    fill();

    declare("transaction_id");
    CompletableFuture<?> early = CompletableFuture.runAsync(stage::refresh);
    String running = "SELECT count(*) FROM scout.refreshes WHERE outcome = 'running'";
    while (stage.value(running).equals("0") && !early.isDone()) {
      Thread.sleep(20);
    }
    fill();
    early.get(30, TimeUnit.SECONDS);
    assertThat(sales()).containsExactly("17");

    // so does one that has begun to settle
    stage.loader.load(
        "b.jsonl", NOON.plusSeconds(60), List.of(sale("S2", "10T08:00:00Z", "2", "")));
    CompletableFuture<?> begun;
    try (Handle apply = stage.database.as(DatabaseRole.TRANSFORM).jdbi().open()) {
      apply.begin();
      LayerLock.take(apply, Silver.LAYER);
      begun = CompletableFuture.runAsync(stage::refresh);
      while (stage.value("SELECT 'one' FROM pg_locks WHERE NOT granted LIMIT 1") == null
          && !begun.isDone()) {
        Thread.sleep(20);
      }
      String source = "source: edge_transactions\nkey: [store_id, receipt_no]\n" + FIELDS;
      new SourceTables(apply).declare(SourceParser.parse("x.yaml", source), source, "somebody");
      apply.commit();
    }
    fill();
    begun.get(30, TimeUnit.SECONDS);
    assertThat(sales()).containsExactly("S1|1", "S2|2");
  }

  /** The records whose payloads give no new key are taken for no new sales. */
  @Test
  void whatLostBeforeDoesNotCountUnderAnotherKey() {
    declare("transaction_id");
    fill();
    UUID retired =
        stage.loader.load(
            "a.jsonl",
            NOON,
            List.of(
                sale("S1", "10T08:00:00Z", "", "\"amount\": 1"),
                sale("S1", "10T08:00:00Z", "", "\"amount\": 3").replace("17", "18")));
    stage.loader.load(
        "b.jsonl", NOON.plusSeconds(30), List.of(sale("S1", "10T08:00:00Z", "1", "\"amount\": 7")));
    UUID kept =
        stage.loader.load(
            "c.jsonl",
            NOON.plusSeconds(60),
            List.of(
                sale("S1", "10T08:00:00Z", "1", "\"amount\": 2"),
                sale("S1", "10T08:00:00Z", "", "\"amount\": 4").replace("17", "18")));
    stage.refresh();
    assertThat(sales()).containsExactly("17 2.00", "18 4.00");

    declare("[store_id, receipt_no]");
    fill();
    assertThat(sales()).as("with bronze").containsExactly("S1|1 2.00");
    declare("transaction_id");
    fill();
    assertThat(sales()).containsExactly("17 2.00", "18 4.00");

    retire(retired);
    declare("[store_id, receipt_no]");
    long told = preview();
    assertThat(fill().rows()).isEqualTo(told);
    assertThat(sales()).as("without").containsExactly("S1|1 2.00");
    assertThat(
            stage.texts(
                "SELECT concat_ws(' ', records_current, records_superseded, records_unkeyed,"
                    + " records_lost) FROM scout.files ORDER BY file_seq"))
        .as("what lost without a key is no sale, whatever it lost to")
        .containsExactly("0 0 2 2", "0 1 0 0", "1 0 1 1");
    assertThat(stage.texts("SELECT DISTINCT transaction_id FROM scout.silver_superseded"))
        .containsExactly("S1|1");
    stage.refresh();
    assertThatNothingIsLeftToDo();

    declare("transaction_id");
    fill();
    assertThat(sales()).containsExactly("17 2.00", "18 4.00");
    declare("[store_id, receipt_no]");
    fill();
    stage.loader.discard(kept);
    stage.refresh();
    assertThat(sales()).containsExactly("S1|1 7.00");
    assertThatNothingIsLeftToDo();
  }

  /** A sale that another row gives its new key is not kept under the old one as well. */
  @Test
  void aRetiredWinnerWithoutAKeyDoesNotCountBesideItsLoser() {
    declare("transaction_id");
    fill();
    stage.loader.load(
        "a.jsonl",
        NOON,
        List.of(
            sale("S1", "10T08:00:00Z", "1", "\"amount\": 1, " + items("A")),
            sale("S2", "10T08:00:00Z", "1", "\"amount\": 2").replace("17", "19")));
    UUID lost =
        stage.loader.load(
            "b.jsonl",
            NOON.plusSeconds(30),
            List.of(sale("S1", "10T08:00:00Z", "", "\"amount\": 3, " + items("B"))));
    UUID won =
        stage.loader.load(
            "c.jsonl",
            NOON.plusSeconds(60),
            List.of(
                sale("S1", "10T08:00:00Z", "", "\"amount\": 4, " + items("C", "D")),
                sale("S1", "10T08:00:00Z", "", "\"amount\": 5").replace("17", "18"),
                sale("S1", "10T08:00:00Z", "", "\"amount\": 6").replace("17", "19")));
    stage.refresh();
    assertThat(sales()).containsExactly("17 4.00 C,D", "18 5.00", "19 6.00");
    retire(lost, won);

    declare("[store_id, receipt_no]");
    long told = preview();
    assertThat(fill().rows()).isEqualTo(told);
    assertThat(sales())
        .as("17 has a key now; nobody gives 18 one; of 19 two stores had a sale")
        .containsExactly("18 5.00", "19 6.00", "S1|1 1.00 A", "S2|1 2.00");
    assertThat(
            stage.texts(
                "SELECT concat_ws(' ', records_current, records_superseded, records_unkeyed,"
                    + " records_lost) FROM scout.files ORDER BY file_seq"))
        .containsExactly("2 0 0 0", "0 0 1 1", "2 0 1 1");
    stage.refresh();
    assertThatNothingIsLeftToDo();
    assertThat(gold()).containsExactly("S1 2025-06-10 3", "S2 2025-06-10 1");
  }

  /** What its winner's file becomes later is the same sale, and may have another key. */
  @Test
  void aLoserWithoutAKeyDoesNotCountBesideAnotherKeyOfItsWinner() {
    declare("transaction_id");
    fill();
    List<String> without = new ArrayList<>();
    for (String id : List.of("17", "18", "19", "20", "21")) {
      without.add(sale("S1", "10T08:00:00Z", "", "\"amount\": 1, " + items("A")).replace("17", id));
    }
    UUID lost = stage.loader.load("lost.jsonl", NOON, without);
    UUID reprocessed = later("a.jsonl", 60, "17", "1");
    UUID replaced = later("b.jsonl", 60, "18", "2");
    UUID waits = later("c.jsonl", 60, "19", "3");
    UUID discarded = later("d.jsonl", 60, "20", "4");
    UUID keyless = later("e.jsonl", 60, "21", "");
    stage.refresh();
    assertThat(sales()).containsExactly("17 2.00", "18 2.00", "19 2.00", "20 2.00", "21 2.00");
    retire(lost, keyless);
    stage.loader.replace(waits, later("c.jsonl", 120, "19", "33"));

    declare("[store_id, receipt_no]");
    long told = preview();
    assertThat(fill().rows()).isEqualTo(told);
    assertThat(sales())
        .containsExactly("21 2.00", "S1|1 2.00", "S1|2 2.00", "S1|3 2.00", "S1|4 2.00");

    stage.loader.replay(reprocessed, List.of(sale("S1", "10T08:00:00Z", "11", "\"amount\": 3")));
    stage.loader.replace(replaced, later("b.jsonl", 120, "18", "22"));
    stage.loader.discard(discarded);
    stage.loader.replay(keyless, List.of(sale("S1", "10T08:00:00Z", "55", "\"amount\": 3")));
    stage.refresh();
    assertThat(sales()).containsExactly("S1|11 3.00", "S1|22 2.00", "S1|33 2.00", "S1|55 3.00");
    assertThat(gold()).containsExactly("S1 2025-06-10 4");
    assertThat(
            stage.value(
                "SELECT concat_ws(' ', records_current, records_superseded, records_unkeyed,"
                    + " records_lost) FROM scout.files WHERE object_key = 'lost.jsonl'"))
        .isEqualTo("0 0 5 5");
    assertThatNothingIsLeftToDo();
  }

  private UUID later(String file, int seconds, String id, String number) {
    String sale =
        sale("S1", "10T08:00:00Z", number, "\"amount\": 2").replace("\"17\"", "\"" + id + "\"");
    return stage.loader.load(file, NOON.plusSeconds(seconds), List.of(sale));
  }

  /** It lost to nothing any more, so it is what holds the sale. */
  @Test
  void aLoserWithoutAKeyTakesThePlaceOfADiscardedRowWithoutOne() {
    declare("transaction_id");
    fill();
    UUID lost = later("a.jsonl", 0, "17", "");
    UUID leaves = later("b.jsonl", 60, "17", "");
    stage.refresh();
    retire(lost);
    stage.loader.discard(leaves);

    declare("[store_id, receipt_no]");
    long told = preview();
    assertThat(fill().rows()).isEqualTo(told);
    stage.refresh();
    assertThat(sales()).containsExactly("17 2.00");
    assertThat(stage.value("SELECT records_current FROM scout.files WHERE object_key = 'a.jsonl'"))
        .isEqualTo("1");
    assertThatNothingIsLeftToDo();
  }

  /** Sent again it would count a second time, if its row kept the old key. */
  @Test
  void aRowThatWouldBeRejectedNowGetsTheKeyOfItsPayload() {
    declare("transaction_id");
    fill();
    UUID retired = later("a.jsonl", 0, "17", "1");
    UUID older = later("b.jsonl", 0, "18", "2");
    UUID newer = later("b2.jsonl", 30, "18", "");
    stage.refresh();
    retire(retired, older, newer);
    sources.declareSource(
        "source: edge_transactions\nkey: [store_id, receipt_no]\n"
            + FIELDS.replaceFirst(
                "fields:\n", "$0  clerk: {type: text, from: [clerk], required: true}\n"),
        "somebody");
    long told = preview();
    assertThat(fill().rows()).isEqualTo(told);
    assertThat(sales()).containsExactly("S1|1 2.00", "S1|2 2.00");
    stage.loader.load(
        "c.jsonl",
        NOON.plusSeconds(60),
        List.of(sale("S1", "10T08:00:00Z", "1", "\"amount\": 3, \"clerk\": \"Ana\"")));
    stage.refresh();
    assertThat(sales()).containsExactly("S1|1 3.00", "S1|2 2.00");
    assertThatNothingIsLeftToDo();
  }

  /** What was reprocessed or discarded, and silver has not taken yet, gets the new key too. */
  @Test
  void rowsOfFilesThatWaitDoNotCountUnderTheOldKey() {
    declare("transaction_id");
    fill();
    stage.loader.load(
        "a.jsonl",
        NOON,
        List.of(
            sale("S1", "10T08:00:00Z", "1", "\"amount\": 1"),
            sale("S1", "10T08:00:00Z", "2", "\"amount\": 2").replace("17", "18"),
            sale("S1", "10T08:00:00Z", "3", "\"amount\": 3").replace("17", "19")));
    UUID waits =
        stage.loader.load(
            "b.jsonl",
            NOON.plusSeconds(30),
            List.of(
                sale("S1", "10T08:00:00Z", "1", "\"amount\": 4"),
                sale("S1", "10T08:00:00Z", "", "\"amount\": 5").replace("17", "18")));
    UUID leaves =
        stage.loader.load(
            "c.jsonl",
            NOON.plusSeconds(60),
            List.of(sale("S1", "10T08:00:00Z", "3", "\"amount\": 6").replace("17", "19")));
    stage.refresh();
    assertThat(sales()).containsExactly("17 4.00", "18 5.00", "19 6.00");
    stage.loader.replay(waits, List.of(sale("S1", "10T08:00:00Z", "1", "\"amount\": 7")));
    retire(leaves);
    stage.loader.discard(leaves);

    declare("[store_id, receipt_no]");
    long told = preview();
    assertThat(fill().rows()).isEqualTo(told);
    assertThat(sales()).containsExactly("S1|1 4.00", "S1|2 2.00", "S1|3 6.00");
    assertThat(
            stage.value(
                "SELECT records_pending || ' ' || records_current FROM scout.files"
                    + " WHERE object_key = 'b.jsonl'"))
        .as("what waits is counted when it is settled")
        .isEqualTo("1 0");
    stage.refresh();
    assertThat(sales()).containsExactly("S1|1 7.00", "S1|2 2.00", "S1|3 3.00");
    assertThatNothingIsLeftToDo();
  }

  /** An id that is read from elsewhere is another key, of one field. */
  @Test
  void anIdFromElsewhereIsAnotherKey() {
    declare("transaction_id");
    fill();
    UUID retired =
        stage.loader.load(
            "a.jsonl", NOON, List.of(sale("S1", "10T08:00:00Z", "1", "\"amount\": 1")));
    stage.loader.load(
        "b.jsonl", NOON.plusSeconds(60), List.of(sale("S1", "10T08:00:00Z", "1", "\"amount\": 2")));
    stage.refresh();
    retire(retired);
    sources.declareSource(
        "source: edge_transactions\n"
            + FIELDS.replaceFirst(
                "fields:\n", "$0  transaction_id: {type: key, from: [receiptNo]}\n"),
        "somebody");
    long told = preview();
    assertThat(fill().rows()).isEqualTo(told);
    assertThat(sales()).containsExactly("1 2.00");
    stage.refresh();
    assertThatNothingIsLeftToDo();
  }

  /** The text of a part depends on its type, so it is another key. */
  @Test
  void aPartOfAnotherTypeIsAnotherKey() {
    declare("[receipt_no, shift]");
    UUID file =
        stage.loader.load(
            "a.jsonl",
            NOON,
            List.of(
                sale("S1", "10T08:00:00Z", "1", "\"shift\": \"07\", " + items("A")),
                sale("S2", "10T08:00:00Z", "1", "\"shift\": \"7\", " + items("B"))));
    stage.refresh();
    assertThat(sales()).containsExactly("1|7 B");
    assertThat(stage.value("SELECT message FROM scout.alerts WHERE kind = 'ids_shared'"))
        .contains("The key is receipt_no and shift: add to it what tells these sales apart")
        .doesNotContain("declare a key");
    String source = "source: edge_transactions\nkey: [receipt_no, shift]\n" + FIELDS;
    sources.declareSource(source.replace("type: integer", "type: text"), "somebody");
    fill();
    assertThat(sales()).containsExactly("1|07 A", "1|7 B");
    stage.refresh();
    assertThatNothingIsLeftToDo();

    // and so is a shipped part that is found elsewhere, also where bronze is gone
    declare("[store_id, receipt_no]");
    fill();
    assertThat(sales()).containsExactly("S1|1 A", "S2|1 B");
    retire(file);
    sources.declareSource(
        "source: edge_transactions\nkey: [store_id, receipt_no]\n"
            + FIELDS.replaceFirst(
                "fields:\n", "$0  store_id: {type: key, from: [transaction_id], required: true}\n"),
        "somebody");
    fill();
    assertThat(sales()).containsExactly("17|1 B");
    stage.refresh();
    assertThatNothingIsLeftToDo();
  }

  /** How many rows of silver a rebuild would write or remove. */
  private long preview() {
    List<String> before = sales();
    List<TableChange> changes =
        stage.rebuild(VIENNA, new RebuildRequest(Layer.SILVER, null, null, null, true));
    assertThat(sales()).isEqualTo(before);
    return RebuildTest.rows(
        changes.stream().filter(change -> change.table().startsWith("silver_")).toList());
  }

  private void retire(UUID... files) {
    stage.execute("SELECT scout.ensure_partition('2025-01-10')");
    for (UUID file : files) {
      stage.execute(
          "UPDATE scout.bronze_records SET created_at = '2025-01-10' WHERE file_id = ?", file);
      stage.execute(
          "UPDATE scout.files SET bronze_created_at = '2025-01-10' WHERE file_id = ?", file);
    }
    stage.execute("SELECT scout.retire_bronze('2025-01-01')");
  }
}
