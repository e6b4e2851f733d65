package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;

/** Names that differ only in how they are written stand in for looked-for ones, file by file. */
final class NamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transaction_ID",
        "transactionId",
        "TRANSACTION-ID",
        " transaction id ",
        "\ufefftransaction_id",
        "trans\u00adaction\u200bid\u2060",
        "transaction\u00a0id",
        "\u200f_transactionid",
      })
  void findsTheOneNameThatIsAlike(String name) throws Exception {
    String line = "{\"" + name + "\":1,\"store_id\":2,\"transaction\":3,\"id\":4}\n";
    assertThat(names(line.repeat(2))).isEqualTo(Map.of("transaction_id", name));
  }

  @Test
  void readsEscapedNamesAndHeaders() throws Exception {
    assertThat(names("{\"\\ufeffamount\":1}")).isEqualTo(Map.of("amount", "\ufeffamount"));
    assertThat(Collected.of("a.csv", "Store ID,Amount,payment-method\n1,2,3\n").summary.dialect())
        .isEqualTo(
            "{\"names\":{\"store_id\":\"Store ID\",\"amount\":\"Amount\","
                + "\"payment_method\":\"payment-method\"}}");
  }

  @Test
  void leavesAFileThatHasTheExactNameOnce() throws Exception {
    assertThat(names("{\"Amount\":1}\n{\"amount\":null}\n{\"Amount\":1}\n")).isEmpty();
    assertThat(names("{\"amount\":1,\"Amount\":2}\n")).isEmpty();
  }

  @Test
  void takesNoneOfTwo() throws Exception {
    assertThat(names("{\"Amount\":1}\n{\"AMOUNT\":1}\n")).isEmpty();
    assertThat(names("{\"storeId\":1,\"StoreId\":2,\"Amount\":3}\n"))
        .isEqualTo(Map.of("amount", "Amount"));
  }

  @Test
  void nestedNamesAreNotFolded() throws Exception {
    assertThat(names("{\"x\":{\"Amount\":1}}\n")).isEmpty();
    assertThat(names("[{\"x\":[{\"Amount\":1}]}]")).isEmpty();
  }

  @Test
  void rejectedRecordsDontCount() throws Exception {
    assertThat(names("{\"amount\":1,}\n{\"Amount\":2}\n")).isEqualTo(Map.of("amount", "Amount"));
    assertThat(names("{\"Amount\":1,}\n{\"AMOUNT\":2}\n")).isEqualTo(Map.of("amount", "AMOUNT"));
  }

  @Test
  void aThousandOtherNamesHideNothing() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 1_500; i++) {
      lines.append("{\"k").append(i).append("\":1}\n");
    }
    String many = lines.toString();
    assertThat(names(many + "{\"Amount\":1}\n{\"currency\":1}\n{\"Currency\":1}\n"))
        .isEqualTo(Map.of("amount", "Amount"));
    assertThat(names(many + "{\"Amount\":1}\n{\"AMOUNT\":1}\n")).isEmpty();
    assertThat(names("{\"Amount\":1}\n" + many + "{\"amount\":1}\n")).isEmpty();
    assertThat(Collected.of("a.jsonl", many + "{\"amount\":1}\n").summary.payloadKeys())
        .hasSize(1_001)
        .containsEntry("amount", 1L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"store\":{\"id\":1},\"Store.ID\":2}|",
        "{\"store\":{\"id\":null},\"Shop\":2}|",
        "{\"store.id\":1,\"Store.ID\":2}|",
        "{\"shop\":1,\"SHOP\":2}|",
        "{\"store\":{\"ID\":1},\"Store.ID\":2}|store.id=Store.ID",
        "{\"store\":1,\"Store-.id\":2}|store.id=Store-.id",
        "{\"x\":{\"store\":{\"id\":1}},\"Shop\":2}|shop=Shop",
        "{\"Shop\":1,\"Store.Id\":2}|",
      })
  void pathsAreLookedForAsSuchAndByTheirText(String record, String expected) throws Exception {
    ParseSettings settings = paths(PayloadField.STORE_ID, "store.id", "shop");
    Map<String, String> names = names(record, settings);
    assertThat(names)
        .isEqualTo(
            expected == null
                ? Map.of()
                : Map.of(expected.split("=", 2)[0], expected.split("=", 2)[1]));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"deviceId\":\"pi\"}|pi",
        "{\"Device_ID\":7}|7",
        "{\"\\ufeffdevice_id\":\"pi\"}|pi",
        "{\"Device ID\":\"folded\",\"device_id\":\"exact\"}|exact",
        "{\"device_id\":\"exact\",\"Device ID\":\"folded\"}|exact",
        "{\"deviceId\":\"a\",\"DeviceId\":\"b\"}|",
        "{\"deviceId\":\"a\",\"DeviceId\":null}|",
        "{\"x\":{\"deviceId\":\"a\"}}|",
        "{\"deviceId\":{\"device_id\":\"a\"}}|",
        "{\"device\":\"a\",\"description_id\":\"b\",\"device_idx\":1}|",
      })
  void foldsTheDeviceRecordByRecord(String record, String device) throws Exception {
    Collected file = Collected.of("a.jsonl", record + "\n{\"device_id\":\"other\"}\n{}\n" + record);
    assertThat(file.good.stream().map(Collected.Good::deviceId))
        .containsExactly(device, "other", null, device);
    assertThat(file.summary.dialect()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"device.id\":\"flat\"}|flat",
        "{\"device.id\":\"flat\",\"device\":{\"id\":\"nested\"}}|nested",
        "{\"device.id\":\"flat\",\"till\":\"t\"}|flat",
        "{\"till\":\"t\",\"Device.Id\":\"x\"}|t",
        "{\"Device.Id\":\"x\"}|x",
      })
  void aDottedDevicePathIsAlsoAName(String record, String device) throws Exception {
    ParseSettings settings = paths(PayloadField.DEVICE_ID, "device.id", "till");
    assertThat(Collected.of("a.jsonl", Bytes.of(record), settings).good.get(0).deviceId())
        .isEqualTo(device);
  }

  @Test
  void tellsWhichFieldsARecordHolds() {
    ParseSettings settings = paths(PayloadField.TRANSACTION_ID, "receipt.no", "transaction_id");
    for (String with :
        List.of(
            "{\"transaction_id\":null}",
            "{\"receipt\":{\"no\":1}}",
            "{\"receipt.no\":1}",
            "{\"Receipt.No\":1}",
            "{\"TransactionId\":1,\"x\":{\"transactionId\":1}}")) {
      assertThat(holds(settings, with)).as(with).isTrue();
    }
    for (String without :
        List.of(
            "{}",
            "{\"receipt\":1}",
            "{\"x\":{\"transaction_id\":1}}",
            "{\"TransactionId\":1,\"transactionID\":1}")) {
      assertThat(holds(settings, without)).as(without).isFalse();
    }
  }

  private static boolean holds(ParseSettings settings, String record) {
    JsonCheck check = new JsonCheck(settings);
    byte[] bytes = Bytes.of(record);
    assertThat(check.check(bytes, 0, bytes.length)).isNull();
    return check.holds(PayloadField.TRANSACTION_ID);
  }

  private static ParseSettings paths(PayloadField field, String... paths) {
    return ParseSettings.defaults().withPaths(FieldPaths.defaults().with(field, List.of(paths)));
  }

  private static Map<String, String> names(String content) throws Exception {
    return names(content, ParseSettings.defaults());
  }

  private static Map<String, String> names(String content, ParseSettings settings)
      throws Exception {
    String dialect = Collected.of("a.json", Bytes.of(content), settings).summary.dialect();
    return dialect == null
        ? Map.of()
        : new ObjectMapper()
            .convertValue(
                new ObjectMapper().readTree(dialect).get("names"),
                new TypeReference<Map<String, String>>() {});
  }
}
