package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;
import scout.workflows.refresh.RefreshRequest;

/** The sample fleet's records become what its declaration says. */
class FleetTest {
  private static final Path FLEET = Path.of("../samples/fleet");

  @Test
  void itsRecordsFillSilverAndItsChildTables() throws Exception {
    List<JsonNode> sales = new ArrayList<>();
    ZoneId zone = ZoneId.of("Asia/Manila");
    try (LayerStage stage = new LayerStage(LayerSettings.of(zone))) {
      new SourceSteps(stage.database.as(DatabaseRole.TRANSFORM), stage.rebuilds(zone))
          .declareSource(Files.readString(FLEET.resolve("models/edge_transactions.yaml")), "test");
      try (Stream<Path> files = Files.walk(FLEET.resolve("uploads"))) {
        for (Path file :
            files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList()) {
          List<String> records = Files.readAllLines(file);
          stage.loader.load(
              FLEET.relativize(file).toString(), Instant.parse("2025-03-16T00:00:00Z"), records);
          for (String record : records) {
            sales.add(new ObjectMapper().readTree(record));
          }
        }
      }
      stage.layers.buildSilver(UUID.randomUUID(), RefreshRequest.nudge("test"));
      assertThat(stage.value("SELECT sum(records_current) FROM scout.files")).isEqualTo("200");
      assertThat(
              stage.value(
                  "SELECT count(*) FROM pg_attribute WHERE attrelid ="
                      + " 'scout.silver_edge_transactions'::regclass AND attnum > 0"))
          .isEqualTo("35");
      assertThat(stage.value("SELECT count(*) FROM scout.silver_transaction_items"))
          .isEqualTo(sum(sales, "/items"));
      assertThat(stage.value("SELECT count(*) FROM scout.silver_transaction_substitutions"))
          .isEqualTo(sum(sales, "/substitution/pairs"));
      assertThat(
              stage.value(
                  "SELECT count(*) FROM scout.silver_edge_transactions s WHERE abs(amount - (SELECT"
                      + " sum(total_price) FROM scout.silver_transaction_items i WHERE"
                      + " i.transaction_id = s.transaction_id)) >= 0.01"))
          .as("sales whose items don't add up")
          .isEqualTo("0");
      long unknown =
          sales.stream()
              .filter(sale -> sale.at("/request/gender").asText().equals("unknown"))
              .count();
      assertThat(stage.value("SELECT sum((values_unfit ->> 'gender')::int) FROM scout.files"))
          .isEqualTo(String.valueOf(unknown));
      assertThat(stage.value("SELECT count(*) FROM scout.rejected_elements")).isEqualTo("0");
      assertThat(
              stage.value(
                  "SELECT count(*) FROM scout.silver_edge_transactions WHERE gender IS NULL"))
          .isEqualTo(String.valueOf(unknown));
    }
  }

  private static String sum(List<JsonNode> sales, String list) {
    return String.valueOf(sales.stream().mapToInt(sale -> sale.at(list).size()).sum());
  }
}
