package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;
import scout.workflows.sources.SourceChange;
import scout.workflows.sources.SourceFill;

/** Own columns and child tables from the first file to the last correction. */
class DeclaredSourceTest {
  private static final Instant DAY = Instant.parse("2025-06-20T12:00:00Z");
  private static final String SOURCE =
      """
      source: edge_transactions
      fields:
        gender:   {type: word, from: [request.gender], one_of: [male, female], else: null}
        discount: {type: "decimal(8,2)", from: [discount], format: money}
        shift:    {type: integer, from: [shift], required: true}
      tables:
        silver_items:
          each: items
          fields:
            sku:      {type: key, from: [sku], required: true}
            quantity: {type: integer, from: [qty], default: 1}
            price:    {type: "decimal(10,2)", from: [price]}
      """;

  private LayerStage stage;
  private SourceSteps sources;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
    sources =
        new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private static String sale(String id, String more) {
    return "{\"transaction_id\": \""
        + id
        + "\", \"store_id\": \"S1\", \"timestamp\": \"2025-06-10T08:00:00Z\", \"shift\": 1"
        + (more.isEmpty() ? "" : ", " + more)
        + "}";
  }

  private SourceFill fill() {
    SourceFill done = sources.fillSlice(null);
    while (!done.full()) {
      done = sources.fillSlice(done);
    }
    return done;
  }

  private String own() {
    return stage.value(
        "SELECT string_agg(concat_ws(' ', transaction_id, gender, discount, shift), ', '"
            + " ORDER BY transaction_id) FROM scout.silver_edge_transactions");
  }

  private String items() {
    return stage.value(
        "SELECT string_agg(concat_ws(' ', transaction_id, item_no, sku, quantity, price), ', '"
            + " ORDER BY transaction_id, item_no) FROM scout.silver_items");
  }

  @Test
  void newFilesFillWhatIsDeclared() {
    SourceChange change = sources.declareSource(SOURCE, "somebody");
    assertThat(change.made()).hasSize(4).contains("silver_items is made");
    assertThat(sources.declareSource(SOURCE + "# a word\n", "somebody").changed()).isFalse();
    UUID first =
        stage.loader.load(
            "a.json",
            DAY,
            List.of(
                sale(
                    "T1",
                    "\"request\": {\"gender\": \" Male \"}, \"discount\": \"₱1,234.50\","
                        + " \"items\": [{\"sku\": \"A\", \"qty\": 2, \"price\": 1.5}, {\"sku\": \"B\"}]"),
                sale(
                    "T2",
                    "\"request\": {\"gender\": \"robot\"}, \"discount\": \"(12.50)\","
                        + " \"items\": []"),
                sale("T3", "\"discount\": \"much\""),
                sale(
                    "T4",
                    "\"items\": [{\"sku\": \"A\", \"price\": \"cheap\"}, {\"sku\": \"C\"}, 5]"),
                sale("T5", "\"items\": [{\"sku\": \"A\"}, {\"qty\": 2}]"),
                sale("T6", "\"items\": \"some\""),
                "{\"transaction_id\": \"T7\", \"store_id\": \"S1\","
                    + " \"timestamp\": \"2025-06-10T08:00:00Z\"}"));
    stage.refresh();
    assertThat(own()).isEqualTo("T1 male 1234.50 1, T2 -12.50 1, T4 1");
    assertThat(items()).isEqualTo("T1 1 A 2 1.50, T1 2 B 1, T4 2 C 1");
    assertThat(
            stage.texts(
                "SELECT record_no || ' ' || code || ' ' || message FROM scout.rejected_records"
                    + " ORDER BY record_no"))
        .containsExactly(
            "3 FIELD_INVALID discount is no number in the format that the source declares, or too"
                + " large for decimal(8,2)",
            "5 FIELD_MISSING silver_items.sku is missing, and the source declares it as required",
            "6 LIST_INVALID items, whose elements silver_items holds, is no list",
            "7 FIELD_MISSING shift is missing, and the source declares it as required");
    assertThat(
            stage.texts(
                "SELECT record_no || ' ' || item_no || ' ' || code FROM scout.rejected_elements"
                    + " ORDER BY record_no, item_no"))
        .containsExactly("4 1 FIELD_INVALID", "4 3 ELEMENT_INVALID");
    assertThat(stage.value("SELECT values_unfit FROM scout.files")).isEqualTo("{\"gender\": 1}");
    assertThat(stage.value("SELECT declared_nulls ->> 'gender' FROM scout.files")).isEqualTo("5");

    // one item is corrected, one sale has no items any more
    UUID second =
        stage.loader.load(
            "b.json",
            DAY.plusSeconds(60),
            List.of(
                sale("T1", "\"items\": [{\"sku\": \"A\", \"qty\": 3, \"price\": 1.5}]"),
                sale("T4", "\"shift\": 2")));
    stage.refresh();
    assertThat(own()).isEqualTo("T1 1, T2 -12.50 1, T4 2");
    assertThat(items()).isEqualTo("T1 1 A 3 1.50");

    stage.loader.discard(second);
    stage.refresh();
    assertThat(own()).isEqualTo("T1 male 1234.50 1, T2 -12.50 1, T4 1");
    assertThat(items()).isEqualTo("T1 1 A 2 1.50, T1 2 B 1, T4 2 C 1");
    assertThat(fill().rows()).isZero();

    stage.loader.discard(first);
    stage.refresh();
    assertThat(items()).isNull();
    assertThat(stage.value("SELECT count(*) FROM scout.rejected_elements")).isEqualTo("0");
  }

  @Test
  void whatSilverHasIsFilled() {
    stage.loader.load(
        "a.json",
        DAY,
        List.of(
            sale("T1", "\"discount\": 5, \"items\": [{\"sku\": \"A\"}]"),
            sale("T2", "\"items\": [{\"sku\": \"B\"}]")));
    stage.loader.load("b.json", DAY.plusSeconds(60), List.of(sale("T2", "\"discount\": \"x\"")));
    stage.refresh();
    assertThat(sources.declareSource(SOURCE, "somebody").fills()).isTrue();
    stage.loader.load("c.json", DAY.plusSeconds(120), List.of(sale("T3", "\"discount\": 7")));
    stage.refresh();
    assertThat(fill().rows()).isPositive();
    // the delivery of T2 that had won is rejected now, so the other wins
    assertThat(own()).isEqualTo("T1 5.00 1, T2 1, T3 7.00 1");
    assertThat(items()).isEqualTo("T1 1 A 1, T2 1 B 1");
    assertThat(fill().rows()).isZero();
    assertThat(stage.value("SELECT count(filled_at) FROM scout.sources")).isEqualTo("1");

    // a column and a table go, another comes
    SourceChange change =
        sources.declareSource(
            "source: edge_transactions\nfields:\n  bonus: {type: integer, from: [discount],"
                + " else: null}\n",
            "somebody");
    assertThat(change.made())
        .containsExactlyInAnyOrder(
            "silver_edge_transactions.bonus is added",
            "silver_edge_transactions.gender is dropped",
            "silver_edge_transactions.discount is dropped",
            "silver_edge_transactions.shift is dropped",
            "silver_items is dropped");
    fill();
    assertThat(
            stage.value(
                "SELECT string_agg(concat_ws(' ', transaction_id, bonus), ', '"
                    + " ORDER BY transaction_id) FROM scout.silver_edge_transactions"))
        .isEqualTo("T1 5, T2, T3 7");
  }

  @Test
  void anotherTypeIsFilledBesideTheOldOne() {
    sources.declareSource(SOURCE, "somebody");
    stage.loader.load(
        "a.json",
        DAY,
        List.of(
            sale("T1", "\"discount\": 5, \"items\": [{\"sku\": \"A\", \"qty\": 2}]"),
            sale("T2", "").replace("\"shift\": 1", "\"shift\": \"night\"")));
    stage.refresh();
    fill();
    assertThat(own()).isEqualTo("T1 5.00 1");
    stage.execute("GRANT SELECT (shift) ON scout.silver_edge_transactions TO scout_ingest");
    String table = stage.value("SELECT 'scout.silver_edge_transactions'::regclass::oid");

    String other =
        SOURCE
            .replace("shift:    {type: integer", "shift: {type: word")
            .replace("decimal(8,2)", "decimal(12,3)")
            .replace("quantity: {type: integer", "quantity: {type: \"decimal(6,1)\"");
    assertThat(sources.declareSource(other, "somebody").made())
        .containsExactlyInAnyOrder(
            "silver_edge_transactions.shift becomes text",
            "silver_edge_transactions.discount becomes numeric(12,3)",
            "silver_items.quantity becomes numeric(6,1)");
    stage.loader.load(
        "b.json",
        DAY.plusSeconds(60),
        List.of(
            sale("T3", "\"items\": [{\"sku\": \"B\", \"qty\": 2.5}]"),
            sale("T4", "").replace("\"shift\": 1", "\"shift\": \"Late\""),
            sale("T5", "").replace("\"shift\": 1", "\"shift\": true")));
    stage.refresh();
    assertThat(own()).as("the old values").isEqualTo("T1 5.00 1, T3 1, T4");
    assertThat(items()).isEqualTo("T1 1 A 2, T3 1 B");
    assertThat(stage.value("SELECT message FROM scout.rejected_records WHERE record_no = 3"))
        .isEqualTo("shift is no word as the source declares it");
    assertThat(stage.value("SELECT count(filled_at) FROM scout.sources")).isEqualTo("1");

    // begun, given up for the old declaration, and begun again
    sources.fillSlice(null);
    sources.declareSource(SOURCE, "somebody");
    sources.declareSource(other, "somebody");
    assertThat(fill().rows()).isPositive();
    assertThat(own()).isEqualTo("T1 5.000 1, T2 night, T3 1, T4 late");
    assertThat(items()).isEqualTo("T1 1 A 2.0, T3 1 B 2.5");
    assertThat(fill().rows()).isZero();
    assertThat(
            stage.value(
                "SELECT count(*) FROM pg_attribute WHERE attname LIKE '%next' AND NOT attisdropped"))
        .isEqualTo("0");
    assertThat(stage.value("SELECT 'scout.silver_edge_transactions'::regclass::oid"))
        .isEqualTo(table);
    assertThat(
            stage.value(
                "SELECT has_column_privilege('scout_ingest', 'scout.silver_edge_transactions',"
                    + " 'shift', 'SELECT')"))
        .isEqualTo("t");
    assertThat(stage.value("SELECT count(*) FROM scout.sources WHERE filled_at IS NULL"))
        .as("those that were given up")
        .isEqualTo("3");
  }

  /** What was begun for one declaration is nothing of the next, which changes another column. */
  @Test
  void aTypeIsGivenUpWhileAnotherChanges() {
    sources.declareSource(SOURCE, "somebody");
    stage.loader.load("a.json", DAY, List.of(sale("T1", "\"discount\": 5")));
    stage.refresh();
    fill();
    sources.declareSource(SOURCE.replace("decimal(8,2)", "decimal(12,3)"), "somebody");
    sources.declareSource(
        SOURCE.replace("shift:    {type: integer", "shift: {type: word"), "somebody");
    stage.loader.load("b.json", DAY, List.of(sale("T2", "\"discount\": 6")));
    stage.refresh();
    fill();
    assertThat(own()).isEqualTo("T1 5.00 1, T2 6.00 1");
    assertThat(
            stage.value(
                "SELECT count(*) FROM pg_attribute WHERE attrelid ="
                    + " 'scout.silver_edge_transactions'::regclass AND attname LIKE '%next'"
                    + " AND NOT attisdropped"))
        .isEqualTo("0");
  }

  @Test
  void aViewIsInTheWayOfAnotherType() {
    sources.declareSource(SOURCE, "somebody");
    String other = SOURCE.replace("shift:    {type: integer", "shift: {type: word");
    stage.execute("CREATE VIEW shifts AS SELECT shift FROM scout.silver_edge_transactions");
    assertThatThrownBy(() -> sources.declareSource(other, "x"))
        .hasMessageContaining("shift becomes text instead of bigint")
        .hasMessageContaining(
            "view public.shifts. Drop what depends on it, apply, and make it again");
    stage.execute("DROP VIEW shifts");
    sources.declareSource(other, "x");
    stage.execute("CREATE VIEW shifts AS SELECT shift FROM scout.silver_edge_transactions");
    assertThatThrownBy(this::fill).hasMessageContaining("drop the view and apply again");
    stage.execute("DROP VIEW shifts");
    fill();
    assertThatThrownBy(() -> sources.declareSource("source: other", "x"))
        .hasMessageContaining("SOURCE_FIXED");
  }

  @Test
  void awkwardListsAreTakenElementByElement() {
    sources.declareSource(SOURCE, "somebody");
    String many =
        IntStream.rangeClosed(1, 10_000)
            .mapToObj("{\"sku\": \"%d\"}"::formatted)
            .collect(Collectors.joining(", ", "[", "]"));
    stage.loader.load(
        "a.json",
        DAY,
        List.of(
            sale(
                "T1",
                "\"items\": [null, 5, \"x\", [], [{\"sku\": \"A\"}], {\"sku\": \"B\"},"
                    + " {\"sku\": {\"$oid\": \"C\"}, \"items\": [{\"sku\": \"D\"}]}]"),
            sale("T2", "\"items\": " + many),
            sale("T3", "\"items\": null"),
            sale("T4", "\"items\": \" \""),
            sale("T5", "\"items\": \"None\""),
            sale("T6", "\"items\": {}"),
            sale("T7", "\"items\": 0")));
    stage.refresh();
    assertThat(own()).isEqualTo("T1 1, T2 1, T3 1, T4 1, T5 1");
    assertThat(
            stage.value(
                "SELECT string_agg(item_no || ' ' || sku, ', ' ORDER BY item_no)"
                    + " FROM scout.silver_items WHERE transaction_id = 'T1'"))
        .isEqualTo("6 B, 7 C");
    assertThat(
            stage.value(
                "SELECT string_agg(item_no || ' ' || code, ', ' ORDER BY item_no)"
                    + " FROM scout.rejected_elements"))
        .isEqualTo(
            "1 ELEMENT_INVALID, 2 ELEMENT_INVALID, 3 ELEMENT_INVALID, 4 ELEMENT_INVALID,"
                + " 5 ELEMENT_INVALID");
    assertThat(
            stage.value(
                "SELECT count(*) || ' ' || max(item_no) FROM scout.silver_items"
                    + " WHERE transaction_id = 'T2' AND sku = item_no::text"))
        .isEqualTo("10000 10000");
    assertThat(fill().rows()).isZero();
  }

  @Test
  void whatBronzeLetGoIsFilledFromSilver() {
    stage.loader.load(
        "a.json",
        DAY,
        List.of(
            sale("T1", "\"discount\": 5, \"items\": [{\"sku\": \"A\"}, {\"qty\": 1}]"),
            sale("T2", "\"discount\": \"much\", \"items\": \"none\"")));
    stage.loader.load("b.json", DAY.plusSeconds(60), List.of(sale("T3", "\"discount\": 7")));
    stage.refresh();
    stage.execute("SELECT scout.ensure_partition('2025-01-10')");
    stage.execute(
        "UPDATE scout.bronze_records SET created_at = '2025-01-10' WHERE file_path = 'a.json'");
    stage.execute(
        "UPDATE scout.files SET bronze_created_at = '2025-01-10' WHERE object_key = 'a.json'");
    stage.execute("SELECT scout.retire_bronze('2025-01-01')");

    sources.declareSource(SOURCE, "somebody");
    fill();
    assertThat(own()).isEqualTo("T1 5.00 1, T2 1, T3 7.00 1");
    assertThat(items()).isEqualTo("T1 1 A 1");
    sources.declareSource(SOURCE.replace("decimal(8,2)", "decimal(8,1)"), "somebody");
    assertThat(own()).isEqualTo("T1 5.00 1, T2 1, T3 7.00 1");
    fill();
    assertThat(own()).isEqualTo("T1 5.0 1, T2 1, T3 7.0 1");
    assertThat(fill().rows()).isZero();
  }

  @Test
  void modelsReadTheOldColumnUntilTheNewOneIsFull() throws Exception {
    sources.declareSource(SOURCE, "somebody");
    fill();
    stage.loader.load(
        "a.json",
        DAY,
        List.of(sale("T1", ""), sale("T2", "").replace("\"shift\": 1", "\"shift\": \"night\"")));
    stage.refresh();
    DeclaredModel.of(
            "gold_shifts",
            List.of("store_id", "transaction_date", "shift"),
            List.of("store_id", "transaction_date"),
            List.of("silver_edge_transactions"),
            "SELECT store_id, transaction_date, shift::text AS shift, count(*) AS sales"
                + " FROM silver_edge_transactions GROUP BY store_id, transaction_date, shift")
        .register(stage, 1);
    stage.refresh();
    assertThat(shifts()).isEqualTo("1 1");

    sources.declareSource(SOURCE.replace("shift:    {type: integer", "shift: {type: word"), "x");
    SourceFill done = sources.fillSlice(null);
    stage.refresh();
    assertThat(shifts()).as("T2 is taken, its shift is no integer").isEqualTo("1 1, 1");
    while (!done.full()) {
      done = sources.fillSlice(done);
    }
    stage.refresh();
    assertThat(shifts()).isEqualTo("1 1, night 1");
    assertThat(stage.value("SELECT count(*) FROM scout.alerts WHERE kind = 'model_held'"))
        .isEqualTo("0");
  }

  private String shifts() {
    return stage.value(
        "SELECT string_agg(concat_ws(' ', shift, sales), ', ' ORDER BY shift)"
            + " FROM scout.gold_shifts");
  }
}
