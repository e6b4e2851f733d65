package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;
import scout.settings.DatabaseRole;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;

/** No layer writes bronze again; what became of a record is still read there. */
class BronzeWrittenOnceTest {
  private static final Instant NOON = Instant.parse("2025-06-20T12:00:00Z");

  private LayerStage stage;

  @BeforeEach
  void open() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aRowStaysWhereItWasWrittenWhateverBecomesOfIt() {
    UUID file = load();
    String written = rows();
    assertThat(statuses(file)).isEqualTo("pending pending pending");

    stage.refresh();
    assertThat(statuses(file)).isEqualTo("processed rejected processed");
    stage.loader.comeBack(file, NOON.plusSeconds(60));
    assertThat(statuses(file)).as("until it is settled again").contains("processed rejected");
    stage.refresh();
    stage.rebuild(ZoneOffset.UTC, Layer.SILVER);
    assertThat(statuses(file)).isEqualTo("processed rejected processed");
    stage.loader.replace(file, UUID.randomUUID());
    stage.refresh();
    assertThat(statuses(file)).isEqualTo("discarded discarded discarded");
    stage.loader.comeBack(file, NOON.plusSeconds(90));
    stage.refresh();
    assertThat(statuses(file)).isEqualTo("processed rejected processed");

    assertThat(rows()).isEqualTo(written);
  }

  @Test
  void afterARebuildWithOtherPathsNothingIsRejectedThatIsHeld() {
    UUID file = load();
    stage.refresh();
    LayerSettings nested =
        LayerSettings.of(ZoneOffset.UTC)
            .withPaths(
                new FieldPaths(Map.of(PayloadField.STORE_ID, List.of("store_id", "store.id"))));
    RebuildSteps rebuilds =
        new RebuildSteps(
            stage.database.as(DatabaseRole.TRANSFORM), nested, new SpareConnections(0), () -> {});
    RebuildRequest all = new RebuildRequest(Layer.SILVER, null, null, null, false);

    Layer.SILVER.andAbove().forEach(layer -> rebuilds.rebuildLayer(layer, all));

    assertThat(statuses(file)).isEqualTo("processed processed processed");
    LayerSteps checks =
        new LayerSteps(stage.database.as(DatabaseRole.TRANSFORM), nested, new SpareConnections(1));
    assertThat(checks.runChecks(UUID.randomUUID(), null).failedChecks()).isNull();
  }

  /** What people do by hand, and what a worker of the release before does until it is replaced. */
  @Test
  void whatReadersReadTakesRowsAndChangesAsTheTableItWas() {
    UUID file = load();
    stage.execute(
        "INSERT INTO scout.bronze_edge_raw (id, device_id, file_name, file_path, raw_data,"
            + " processing_status, file_id, record_no) VALUES (gen_random_uuid(), 'd', 'n', 'p',"
            + " '{}', 'rejected', ?, 9)",
        file);
    stage.execute("UPDATE scout.bronze_edge_raw SET device_id = 'other' WHERE record_no = 2");
    stage.execute("UPDATE scout.bronze_edge_raw SET processing_status = 'discarded'");
    stage.execute("DELETE FROM scout.bronze_edge_raw WHERE record_no = 1");

    assertThat(
            stage.texts(
                "SELECT concat_ws(' ', record_no, device_id, processing_status,"
                    + " created_at = ingested_at) FROM scout.bronze_edge_raw ORDER BY record_no"))
        .containsExactly("2 other pending t", "3 till-1 pending t", "9 d pending t");
  }

  private UUID load() {
    return stage.loader.load(
        "a.json",
        NOON,
        List.of(
            """
            {"transaction_id": "A", "store_id": "S1", "timestamp": "2025-06-10T08:00:00Z"}\
            """,
            """
            {"transaction_id": "B", "store": {"id": "S2"}, "timestamp": "2025-06-10T08:00:00Z"}\
            """,
            """
            {"store_id": "S3"}\
            """));
  }

  private String statuses(UUID file) {
    return stage.value(
        "SELECT string_agg(processing_status, ' ' ORDER BY record_no) FROM scout.bronze_edge_raw"
            + " WHERE file_id = ?",
        file);
  }

  /** Where each row lies, and which transaction has written it. */
  private String rows() {
    String month =
        stage.value(
            "SELECT oid::regclass FROM pg_class WHERE relkind = 'r'"
                + " AND relname LIKE 'bronze\\_edge\\_raw\\_2%'");
    return stage.value(
        "SELECT string_agg(concat_ws(' ', record_no, ctid, xmin), ', ' ORDER BY record_no) FROM "
            + month);
  }
}
