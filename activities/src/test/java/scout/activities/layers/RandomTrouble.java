package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ActivityFailure;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.rebuild.TableChange;
import scout.workflows.refresh.RefreshRequest;

/** What may come between two changes of the ledger, none of which may change the result. */
final class RandomTrouble {
  private static final List<String> WRITTEN =
      List.of(
          "files",
          "rejected_records",
          "silver_edge_transactions",
          "silver_superseded",
          "gold_outbox",
          "gold_store_daily_summary",
          "platinum_outbox",
          "platinum_store_features",
          "model_outbox",
          "models",
          "refreshes");

  private final Random random;
  private final LayerStage stage;
  private final ZoneId zone;

  RandomTrouble(Random random, LayerStage stage, ZoneId zone) {
    this.random = random;
    this.stage = stage;
    this.zone = zone;
    stage.execute(
        "CREATE FUNCTION scout.crash() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$"
            + " BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60);"
            + " RETURN NULL; END $$");
  }

  /** A refresh of some layers, one that a check refuses or that dies on its way, or a rebuild. */
  void strike() {
    switch (random.nextInt(10)) {
      case 0 -> failInLayer();
      case 1, 2 -> crash();
      case 3 -> rebuild();
      default -> refresh(random.nextBoolean(), random.nextBoolean());
    }
  }

  private void refresh(boolean gold, boolean platinum) {
    UUID refresh = UUID.randomUUID();
    stage.layers.buildSilver(refresh, RefreshRequest.nudge("test"));
    if (gold) {
      stage.layers.buildGold(refresh);
    }
    if (platinum) {
      stage.layers.buildPlatinum(refresh);
    }
  }

  private void failInLayer() {
    String layer = RandomSales.oneOf(random, "silver_x", "gold_x", "platinum_x");
    stage.execute(
        "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query, blocking)"
            + " VALUES ('never', ?, 'SELECT false', true)",
        layer);
    if (!layer.equals("silver_x") || pending()) {
      assertThatThrownBy(() -> refresh(true, true)).hasMessageContaining("never");
    }
    stage.execute("DELETE FROM scout.data_quality_checks WHERE check_name = 'never'");
  }

  private boolean pending() {
    return stage
        .value(
            "SELECT EXISTS (SELECT FROM scout.files"
                + " WHERE silver_generation IS DISTINCT FROM generation)")
        .equals("t");
  }

  /** The connection dies as soon as the refresh has written one of the tables. */
  private void crash() {
    String table = WRITTEN.get(random.nextInt(WRITTEN.size()));
    String deed = RandomSales.oneOf(random, "INSERT", "UPDATE", "DELETE");
    stage.execute(
        "CREATE TRIGGER crash AFTER %s ON scout.%s FOR EACH STATEMENT WHEN (session_user ="
                .formatted(deed, table)
            + " 'scout_transform') EXECUTE FUNCTION scout.crash()");
    try {
      refresh(true, true);
    } catch (ActivityFailure died) {
      assertThat(died).rootCause().hasMessageMatching("(?s).*(terminat|closed|EOF|I/O).*");
    }
    stage.execute("DROP TRIGGER crash ON scout." + table);
  }

  /** What a dry run shows is what the rebuild then does; the dry run itself does nothing. */
  private void rebuild() {
    Layer layer = RandomSales.oneOf(random, Layer.values());
    refresh(false, false); // the settings are in force from then on
    String before = everything();
    List<TableChange> shown =
        stage.rebuild(zone, new RebuildRequest(layer, null, null, null, true));
    assertThat(everything()).isEqualTo(before);
    assertThat(stage.rebuild(zone, layer)).isEqualTo(shown);
    assertThat(shown)
        .filteredOn(change -> change.table().startsWith("silver"))
        .as("silver was right")
        .allMatch(change -> change.rows() == 0);
  }

  private String everything() {
    return stage.value(
        "SELECT concat_ws(' ', "
            + String.join(
                ", ",
                WRITTEN.stream()
                    .filter(table -> !table.equals("refreshes"))
                    .map(
                        "(SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM scout.%s t)"
                            ::formatted)
                    .toList())
            + ")");
  }
}
