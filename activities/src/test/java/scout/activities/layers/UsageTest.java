package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.housekeeping.HousekeepingTasks;
import scout.activities.housekeeping.RetentionSettings;
import scout.schema.catalog.TableCatalog;
import scout.settings.DatabaseRole;

/** Who uses what: counted once each by housekeeping, and what is not counted yet on top. */
class UsageTest {
  private static final Instant NOON = Instant.parse("2025-06-10T12:00:00Z");
  private static final String DEVICES =
      "SELECT concat_ws(' ', day, sum(files), sum(records), sum(lost))"
          + " FROM scout.usage_devices GROUP BY day ORDER BY day";

  private LayerStage stage;
  private Jdbi reader;

  @BeforeEach
  void open() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
    reader = stage.database.as(DatabaseRole.READER).jdbi();
    stage.loader.load("a.json", NOON, List.of(sale("T1"), "{}", sale("T2")));
    stage.loader.load("b.json", NOON.plusSeconds(1), List.of(sale("T3")));
    stage.refresh();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private static String sale(String id) {
    return """
    {"transaction_id": "%s", "store_id": "S", "timestamp": "2025-06-10T11:00:00Z"}\
    """
        .formatted(id);
  }

  private List<String> asked(String sql) {
    return reader.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private void keepHouse(int diskGib) {
    new HousekeepingTasks(
            stage.database.as(DatabaseRole.TRANSFORM),
            new RetentionSettings(0, 0, 90, 0, 90),
            diskGib)
        .keepHouse();
  }

  @Test
  void countsEachFileOnceWhateverHousekeepingHasSeen() {
    List<String> before = asked(DEVICES);
    assertThat(before).containsExactly("2025-06-10 2 4 1");
    keepHouse(0);
    assertThat(stage.value("SELECT count(*) FROM scout.usage_device_days"))
        .as("claimed less than a day ago")
        .isEqualTo("0");

    stage.execute("UPDATE scout.files SET claimed_at = claimed_at - interval '2 days'");
    keepHouse(0);
    keepHouse(0);
    assertThat(asked(DEVICES)).isEqualTo(before);
    assertThat(stage.value("SELECT sum(files) FROM scout.usage_device_days")).isEqualTo("2");
    assertThat(
            asked(
                "SELECT round(avg(event_to_upload_seconds))::text FROM scout.usage_devices"
                    + " WHERE event_to_upload_seconds IS NOT NULL"))
        .containsExactly("3600");
    stage.loader.load("c.json", NOON.plusSeconds(2), List.of(sale("T4")));
    assertThat(asked(DEVICES)).containsExactly("2025-06-10 3 5 1");
  }

  @Test
  void measuresTheWayToGoldByTheRefreshThatTookTheFile() {
    stage.execute(
        "UPDATE scout.refreshes SET outcome = 'succeeded', finished_at = '2025-06-10T12:01:00Z'");
    assertThat(asked("SELECT max(upload_to_gold_longest)::text FROM scout.usage_devices"))
        .containsExactly("60");
  }

  @Test
  void tellsTablesFromOneCountToTheNext() {
    keepHouse(0);
    stage.execute("UPDATE scout.usage_snapshots SET day = day - 1");
    stage.execute("UPDATE scout.usage_snapshots SET rows_written = 0, bytes = 8192");
    keepHouse(0);
    assertThat(
            asked(
                "SELECT day::text FROM scout.usage_tables WHERE rows_written IS NOT NULL AND"
                    + " bytes_grown = bytes - 8192 AND table_name = 'silver_edge_transactions'"))
        .hasSize(1);
    assertThat(
            stage.value(
                "SELECT concat_ws(' ', scout.counted_since(5, 8), scout.counted_since(8, 5),"
                    + " scout.counted_since(NULL, 5))"))
        .isEqualTo("3 5");
    assertThat(asked("SELECT table_name FROM scout.usage_tables"))
        .contains("bronze_records", "gold_store_daily_summary")
        .noneMatch(table -> table.startsWith("bronze_edge_raw_"));
  }

  @Test
  void countsEveryTableOfTheCatalogueDeclaredOnesToo() throws Exception {
    new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(ZoneOffset.UTC))
        .declareSource(
            """
            source: edge_transactions
            tables:
              silver_items:
                each: items
                fields:
                  sku: {type: key, from: [sku], required: true}
            """,
            "somebody");
    DeclaredModel.of(
            "gold_sales",
            List.of("store_id"),
            List.of("store_id"),
            List.of("silver_edge_transactions"),
            "SELECT store_id, count(*) AS sales FROM silver_edge_transactions GROUP BY store_id")
        .register(stage, 1);
    keepHouse(0);
    stage.execute("UPDATE scout.usage_snapshots SET day = day - 1");

    List<String> known =
        stage.owner.withHandle(handle -> TableCatalog.all(handle)).stream()
            .flatMap(table -> table.rowsOf().stream())
            .distinct()
            .toList();
    assertThat(known).contains("files", "bronze_records", "silver_items", "gold_sales");
    assertThat(
            asked(
                "SELECT table_name FROM scout.usage_tables WHERE day = (now() AT TIME ZONE"
                    + " 'UTC')::date AND rows_written >= 0 AND rows_read >= 0 AND bytes > 0 AND"
                    + " bytes_grown >= 0"))
        .containsAll(known);
  }

  @Test
  void saysWhenTheDiskIsFullAtThisRate() {
    keepHouse(1);
    assertThat(asked("SELECT full_on::text FROM scout.disk_growth")).containsExactly((String) null);
    stage.execute(
        "UPDATE scout.usage_snapshots SET day = day - 1, taken_at = now() - interval '1 day',"
            + " bytes = pg_database_size(current_database()) - 100000000 WHERE kind = 'database'");
    assertThat(
            asked(
                "SELECT (full_on - (now() AT TIME ZONE 'UTC')::date BETWEEN 9 AND 11)::text"
                    + " FROM scout.disk_growth"))
        .containsExactly("true");
  }

  @Test
  void doesWithoutKnowingRoles() {
    keepHouse(0);
    assertThat(asked("SELECT role FROM scout.usage_roles")).isEmpty();
  }
}
