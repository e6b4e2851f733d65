package scout.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.layers.AwkwardDeclared;

/**
 * The oracle reads declared fields as silver does, every awkward value too, and names a column or
 * child row that isn't what its payload says.
 */
class DeclaredVerifyTest {
  private static final String PROOF = "declared_fields_are_the_payloads";

  private static final String SOURCE =
      AwkwardDeclared.source()
              .replaceFirst(
                  "fields:",
                  "key: [store_id, sold_on, transaction_timestamp, transaction_id, device_id]\nfields:")
          + """
            region:  {type: word, from: [region]}
            shift_end: {type: time, from: [shift.end, shift_end]}
            shift_day: {type: date, of: shift_end}
            sold_on: {type: date, of: transaction_timestamp}
          tables:
            silver_items:
              each: deep.items
              fields:
                sku:      {type: key, from: [sku]}
                quantity: {type: integer, from: [qty], default: 1}
                price:    {type: "decimal(8,2)", from: [price.net, price], format: money, else: null}
                extra:    {type: json, from: [extra]}
          """;

  private static final String REQUIRED =
      "\"" + AwkwardDeclared.column(AwkwardDeclared.REQUIRED) + "\": \"a\", ";

  private static final String PAGE =
      """
      {"shift": {"end": "2025-06-10T23:30:00"}, "Region ": " North ", "data": [
        {REQUIRED"transaction_id": "P1", "store_id": "S2", "timestamp": "2025-06-10T08:00:00Z",
         "deep": {"items": [{"sku": "A", "qty": 2, "price": "₱1,200.00", "extra": {"a": 1.50}},
                            5, {"qty": "x"}, {"sku": "B", "price": "cheap"}]}},
        {REQUIRED"transaction_id": "P2", "store_id": "S2", "timestamp": "2025-06-10T08:00:00Z",
         "region": "south", "shift_end": "2025-10-26 02:30:00", "deep": {"items": []}}]}
      """
          .replace("REQUIRED", REQUIRED);

  @TempDir static Path folder;
  private static Filled filled;

  @BeforeAll
  static void takeFilesIn() throws Exception {
    filled =
        new Filled(
            folder,
            Map.of(
                "till-1/awkward.jsonl",
                String.join("\n", AwkwardDeclared.records()).getBytes(StandardCharsets.UTF_8),
                "till-2/page.json",
                PAGE.getBytes(StandardCharsets.UTF_8)),
            Map.of("SCOUT_TIMEZONE", "Europe/Vienna"),
            SOURCE);
  }

  @AfterAll
  static void stop() throws Exception {
    filled.close();
  }

  @Test
  void readsAsSilverDoes() throws Exception {
    assertThat(
            filled.one(
                "SELECT string_agg(concat_ws(' ', split_part(transaction_id, '|', 4), region, shift_end AT TIME ZONE"
                    + " 'UTC', shift_day), ', ' ORDER BY transaction_id)"
                    + " FROM scout.silver_edge_transactions WHERE store_id = 'S2'"))
        .isEqualTo(
            "P1 north 2025-06-10 21:30:00 2025-06-10, P2 south 2025-10-26 01:30:00 2025-10-26");
    assertThat(filled.one("SELECT count(*)::text FROM scout.silver_items")).isEqualTo("2");
    for (boolean deep : new boolean[] {false, true}) {
      Filled.Report report = filled.verify(deep, List.of());
      assertThat(report.proof(PROOF).offences()).isEmpty();
      assertThat(report.passes()).as(report.toString()).isTrue();
    }
  }

  static Stream<List<String>> tamperings() {
    return Stream.of(
        List.of(
            "key is not that of store_id",
            "UPDATE scout.silver_edge_transactions"
                + " SET transaction_id = replace(transaction_id, '|P', '|Q')"),
        List.of(
            "key is not that of store_id",
            "UPDATE scout.silver_edge_transactions SET device_id = 'till-9'"),
        List.of("region", "UPDATE scout.silver_edge_transactions SET region = 'east'"),
        List.of(
            "shift_end",
            "UPDATE scout.silver_edge_transactions SET shift_end = shift_end + interval '1 us'"),
        List.of("lacks it", "DELETE FROM scout.silver_items WHERE item_no = 4"),
        List.of("doesn't give it", "UPDATE scout.silver_items SET item_no = 9 WHERE item_no = 4"),
        List.of("differ in quantity", "UPDATE scout.silver_items SET quantity = 7"),
        List.of("differ in extra", "UPDATE scout.silver_items SET extra = '{\"a\": 2}'"),
        List.of("no winning record", "UPDATE scout.silver_items SET store_id = 'S9'"),
        List.of("no winning record", "UPDATE scout.silver_items SET transaction_id = 'gone'"));
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void namesWhatDiffers(List<String> tampering) throws Exception {
    Filled.Report report = filled.verify(false, List.of(tampering.get(1)));
    assertThat(report.proof(PROOF).offences())
        .anySatisfy(offence -> assertThat(offence.detail()).contains(tampering.get(0)));
  }

  /** Nothing tells such a row from the same sale, sent again with a whole key. */
  @Test
  void tellsHowManySalesKeepAKeyOfBefore() throws Exception {
    Filled.Report report =
        filled.verify(
            false,
            List.of(
                "UPDATE scout.files SET bronze_created_at = '2001-01-01'",
                "UPDATE scout.silver_edge_transactions SET transaction_id = 'P2',"
                    + " full_payload = full_payload - 'transaction_id'"
                    + " WHERE transaction_id LIKE '%|P2|%'"));
    assertThat(report.proof(PROOF).offences()).isEmpty();
    assertThat(report.proof(PROOF).notes())
        .singleElement()
        .satisfies(
            note ->
                assertThat(note.detail())
                    .startsWith("1 of the sales read")
                    .contains("counts beside its row"));
  }

  @Test
  void saysThatItWaitsWhileTheColumnsAreFilled() throws Exception {
    Filled.Report report =
        filled.verify(
            false,
            List.of(
                "UPDATE scout.sources SET filled_at = NULL",
                "UPDATE scout.silver_edge_transactions SET region = 'east'"));
    assertThat(report.proof(PROOF).offences()).isEmpty();
    assertThat(report.proof(PROOF).notes().get(0).detail()).contains("still being filled");
  }
}
