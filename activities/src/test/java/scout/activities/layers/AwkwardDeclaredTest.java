package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;

/** What becomes of a record with one awkward value in a field that the source declares. */
class AwkwardDeclaredTest {
  private static final String[][] TABLE = AwkwardDeclared.TABLE;
  private static final String SILVER = "SELECT record_no, %s FROM scout.silver_edge_transactions";

  @Test
  void everyAwkwardValueHasItsOutcome() throws Exception {
    ZoneId zone = ZoneId.of("Europe/Vienna");
    try (LayerStage stage = new LayerStage(LayerSettings.of(zone))) {
      new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(zone))
          .declareSource(AwkwardDeclared.source(), "test");
      stage.loader.load("a.json", Instant.parse("2025-11-10T12:00:00Z"), AwkwardDeclared.records());
      stage.refresh();
      Map<Long, Map<String, Object>> rows = byRecord(stage.rows(SILVER.formatted(columns())));
      Map<Long, Map<String, Object>> rejects =
          byRecord(stage.rows("SELECT record_no, code FROM scout.rejected_records"));
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < TABLE.length; i++) {
        Object outcome =
            rejects.containsKey(i + 1L)
                ? rejects.get(i + 1L).get("code")
                : rows.get(i + 1L).get(AwkwardDeclared.column(TABLE[i][0]));
        if (!Objects.equals(outcome, TABLE[i][2])) {
          wrong.add(
              "%s %s becomes %s, not %s"
                  .formatted(
                      TABLE[i][0], AwkwardValuesTest.cut(TABLE[i][1]), outcome, TABLE[i][2]));
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  private static String columns() {
    return AwkwardDeclared.declarations().stream()
        .map(
            declaration -> {
              String column = AwkwardDeclared.column(declaration);
              String zone = declaration.startsWith("time") ? " AT TIME ZONE 'UTC'" : "";
              return "(%s%s)::text AS %s".formatted(column, zone, column);
            })
        .collect(Collectors.joining(", "));
  }

  private static Map<Long, Map<String, Object>> byRecord(List<Map<String, Object>> rows) {
    return rows.stream()
        .collect(Collectors.toMap(row -> (Long) row.get("record_no"), Function.identity()));
  }
}
