package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.workflows.refresh.RefreshRequest;

/** When a check is looked at, and what is written down of it. */
class CheckCadenceTest {
  private LayerStage stage;

  @BeforeEach
  void start() throws Exception {
    stage = new LayerStage(LayerSettings.of(ZoneOffset.UTC));
    stage.execute("DELETE FROM scout.data_quality_checks");
    stage.execute(
        "INSERT INTO scout.data_quality_checks (check_name, table_name, check_query, every)"
            + " VALUES ('late', 'files', 'SELECT count(*) FROM files', '15 minutes'),"
            + " ('now', 'files', 'SELECT count(*) - count(*) FROM files', '0')");
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  private void ran(String ago) {
    stage.execute("UPDATE scout.data_quality_checks SET executed_at = now() - ?::interval", ago);
  }

  private String lookedAt() {
    return stage.value(
        "SELECT string_agg(check_name, ' ' ORDER BY id) FROM scout.data_quality_checks"
            + " WHERE refresh_id = (SELECT refresh_id FROM scout.refreshes"
            + "                      ORDER BY started_at DESC LIMIT 1)");
  }

  private void fail(boolean fails) {
    stage.execute(
        "UPDATE scout.data_quality_checks SET expected_result = ? WHERE check_name = 'late'",
        fails ? "1" : "0");
  }

  @Test
  void aCheckIsLookedAtWhenItIsDue() {
    stage.refresh();
    assertThat(lookedAt()).as("never before").isEqualTo("late now");
    stage.refresh();
    assertThat(lookedAt()).isEqualTo("now");
    ran("13 minutes");
    stage.refresh();
    assertThat(lookedAt()).isEqualTo("now");
    ran("14 minutes");
    stage.refresh();
    assertThat(lookedAt()).as("a Schedule is never exact").isEqualTo("late now");
    stage.layers.runChecks(UUID.randomUUID(), new RefreshRequest("a person", true, true));
    assertThat(lookedAt()).as("a person asks").isEqualTo("late now");
  }

  @Test
  void oneThatFailsStaysFailedAndIsLookedAtSoon() {
    fail(true);
    assertThat(stage.refresh().failedChecks()).isEqualTo("late");
    fail(false);
    assertThat(stage.refresh().failedChecks()).as("as it was").isEqualTo("late");
    assertThat(lookedAt()).isEqualTo("now");
    ran("1 minute");
    assertThat(stage.refresh().failedChecks()).isNull();
  }

  @Test
  void aResultHasARowWhereItIsNewAndOneAnHour() {
    stage.execute("UPDATE scout.data_quality_checks SET every = '0'");
    String results =
        "SELECT string_agg(concat_ws(' ', check_name, actual_result, passed), ', '"
            + " ORDER BY executed_at, check_name)"
            + " FROM scout.data_quality_results";
    for (int i = 0; i < 3; i++) {
      stage.refresh();
    }
    assertThat(stage.value(results)).isEqualTo("late 0 t, now 0 t");
    fail(true);
    stage.refresh();
    stage.refresh();
    assertThat(stage.value(results)).isEqualTo("late 0 t, now 0 t, late 0 f");
    stage.execute(
        "UPDATE scout.data_quality_results SET executed_at = executed_at - interval '1 hour'");
    String before = stage.value("SELECT min(executed_at) FROM scout.data_quality_checks");
    stage.refresh();
    assertThat(stage.value(results)).isEqualTo("late 0 t, now 0 t, late 0 f, late 0 f, now 0 t");
    assertThat(stage.value("SELECT min(executed_at) FROM scout.data_quality_checks"))
        .as("when it was last looked at")
        .isGreaterThan(before);
  }
}
