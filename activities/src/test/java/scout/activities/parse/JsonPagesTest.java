package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scout.activities.fields.FieldPaths;
import scout.activities.fields.PayloadField;

/** Objects that are no record, but hold records: pages, maps and columns. */
final class JsonPagesTest {
  private static final String ONE = "{\"transaction_id\":\"1\",\"amount\":1}";
  private static final String TWO = "{\"transaction_id\":\"2\",\"amount\":2}";
  private static final String BAD = "{\"transaction_id\":\"3\",\"amount\":tru}";

  static List<Arguments> pages() {
    return List.of(
        Arguments.of("{\"data\":[%1$s,%2$s]}", "data", "{}"),
        Arguments.of(
            "{\"n\":2,\"data\":[%1$s,%2$s],\"x\":[1,{}]}", "data", "{\"n\":2,\"x\":[1,{}]}"),
        Arguments.of(
            "{\"a\":1,\"response\":{\"sales\":[%1$s,%2$s],\"n\":2}}",
            "response.sales", "{\"a\":1,\"response\":{\"n\":2}}"),
        Arguments.of(
            "{\n \"data\": [\n  %1$s,\n  %2$s,\n ],\n \"s\": NaN\n}", "data", "{\"s\":null}"),
        Arguments.of(
            "{\"errors\":[{\"code\":1}],\"data\":[%1$s,%2$s]}",
            "data", "{\"errors\":[{\"code\":1}]}"),
        Arguments.of("{\"timestamp\":1,\"data\":[%1$s,%2$s]}", "data", "{\"timestamp\":1}"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void readsThePagesOfAFile(String page, String path, String envelope) throws Exception {
    String both = String.format(page, ONE, TWO);
    Collected read = Collected.of("a.json", both);
    assertThat(read.outcomes()).containsExactly(ONE, TWO);
    assertThat(read.envelopes).containsExactly(envelope, envelope);
    assertThat(read.good.get(1).byteOffset()).isEqualTo(both.indexOf(TWO));
    assertThat(read.summary.dialect()).contains("\"records_at\":\"" + path + "\"", "\"pages\":1");
    assertThat(read.summary.payloadKeys()).containsOnlyKeys("transaction_id", "amount");
    // A bad element costs none of its neighbours, wherever it is.
    for (String damaged : List.of(BAD + "," + ONE + "," + TWO, ONE + "," + BAD + "," + TWO)) {
      Collected other =
          Collected.of(
              "a.json", page.replace("%1$s,%2$s", damaged).replace("%1$s,\n  %2$s", damaged));
      assertThat(other.good).extracting(Collected.Good::json).containsExactly(ONE, TWO);
      assertThat(other.envelopes).containsExactly(envelope, envelope);
      assertThat(other.rejects).hasSize(1);
    }
  }

  @Test
  void pagesMayBeLinesAndElements() throws Exception {
    String page = "{\"data\":[" + ONE + "," + TWO + "]}";
    for (String file : List.of(page + "\n" + page, "[" + page + ",\n" + page + "]", page + page)) {
      Collected read = Collected.of("a.json", file);
      assertThat(read.outcomes()).containsExactly(ONE, TWO, ONE, TWO);
      assertThat(read.summary.dialect()).contains("\"pages\":2");
    }
    Collected mixed = Collected.of("a.jsonl", ONE + "\n" + page + "\n" + TWO);
    assertThat(mixed.outcomes()).containsExactly(ONE, ONE, TWO, TWO);
    assertThat(mixed.envelopes).containsExactly(null, "{}", "{}", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"transaction_id\":\"1\",\"items\":[{\"store_id\":1}]}",
        "{\"Transaction ID\":\"1\",\"items\":[{\"store_id\":1}]}",
        "{\"sale\":{\"id\":7},\"items\":[{\"store_id\":1}]}",
        "{\"timestamp\":\"t\",\"amount\":1,\"items\":[{\"store_id\":1}]}",
        "{\"items\":[{\"sku\":1}]}",
        "{\"items\":[1,{\"store_id\":1}]}",
        "{\"data\":[]}",
        "{\"data\":[],\"errors\":[]}",
        "{\"a\":{\"b\":{\"data\":[{\"store_id\":1}]}}}",
        "{\"store\":{\"name\":\"x\"}}",
        "{\"store\":{\"name\":\"x\"},\"till\":{\"no\":1}}"
      })
  void aRecordStaysOne(String record) throws Exception {
    ParseSettings settings =
        ParseSettings.defaults()
            .withPaths(
                FieldPaths.defaults()
                    .with(PayloadField.TRANSACTION_ID, List.of("transaction_id", "sale.id")));
    for (String file : List.of(record, record + "\n{}", "[" + record + "]")) {
      Collected read = Collected.of("a.json", Bytes.of(file), settings);
      assertThat(read.outcomes()).contains(record);
      assertThat(read.envelopes).containsOnlyNulls();
      assertThat(String.valueOf(read.summary.dialect())).doesNotContain("pages", "records_at");
    }
  }

  @Test
  void theDeviceIsThePagesWhereTheRecordHasNone() throws Exception {
    String page =
        "{\"device_id\":\"till\",\"data\":[{\"transaction_id\":1},{\"transaction_id\":2,\"device_id\":\""
            + " \"},{\"transaction_id\":3,\"device_id\":\"own\"}]}";
    Collected read = Collected.of("a.jsonl", page + "\n" + ONE);
    assertThat(read.good)
        .extracting(Collected.Good::deviceId)
        .containsExactly("till", "till", "own", null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":[{\"store_id\":1}],\"b\":[{\"store_id\":1}]}|a and b",
        "{}{\"a\":[{\"store_id\":1}],\"b\":{\"c\":[{\"store_id\":1}]}}|a and b.c",
        "{\"a\":{\"0\":1,\"1\":2},\"b\":{\"0\":3,\"1\":4}}|columns",
        "{\"a\":[1,2],\"b\":[3,4]}|columns",
        "{\"columns\":[\"a\",\"b\"],\"index\":[0],\"data\":[[1,2]]}|columns",
        "{\"A1\":{\"store_id\":1},\"A2\":{\"store_id\":2,\"x\":[]}}|map",
      })
  void refusesWhatHasTwoReadings(String file, String words) {
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> Collected.of("a.json", file))
        .withMessageContaining(words)
        .withMessageContaining("SCOUT_RECORDS_AT")
        .satisfies(damage -> assertThat(damage.code()).isEqualTo(DamageCode.NOT_RECORDS));
  }

  @Test
  void theSettingSaysWhereRecordsAre() throws Exception {
    String page = "{\"b\":[" + ONE + "],\"a\":{\"b\":{\"c\":[" + TWO + ",1]}}}";
    Collected read =
        Collected.of(
            "a.json", Bytes.of(page + "\n{\"x\":1}\n{\"a\":{\"b\":{\"c\":[]}}}"), at("a.b.c"));
    assertThat(read.outcomes()).containsExactly(TWO, "NOT_AN_OBJECT", "{\"x\":1}");
    assertThat(read.envelopes).containsExactly("{\"b\":[" + ONE + "],\"a\":{\"b\":{}}}", null);
    Collected none = Collected.of("a.json", Bytes.of("{\"data\":[]}"), at("data"));
    assertThat(none.summary.read()).isZero();
  }

  @Test
  void theSettingReadsAMap() throws Exception {
    String map = "{\"A\\n1\":" + ONE + ",\n\"A2\": " + TWO + "}";
    Collected read = Collected.of("a.json", Bytes.of(map + "\n"), at("*"));
    assertThat(read.outcomes()).containsExactly(ONE, TWO);
    assertThat(read.envelopes).containsExactly("{\"key\":\"A\\n1\"}", "{\"key\":\"A2\"}");
    assertThat(Collected.of("a.jsonl", Bytes.of(ONE + "\n" + TWO), at("*")).outcomes())
        .containsExactly(ONE, TWO);
  }

  @Test
  void aPageLongerThanARecordIsReadTwice() throws Exception {
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      String record = i == 20_000 ? BAD : i == 10_000 ? "{\"note\":\"x}" : ONE;
      records.append(i == 0 ? "" : ",\n").append("    ").append(record);
    }
    String page =
        "{\n  \"device_id\": \"d\",\n  \"data\": [\n" + records + "\n  ],\n  \"n\": 3\n}\n";
    Collected read = Collected.of("a.json", page);
    assertThat(read.good).hasSize(29_998);
    assertThat(read.rejects).hasSize(2);
    assertThat(read.envelopes).containsOnly("{\"device_id\":\"d\",\"n\":3}");
    assertThat(read.good.get(29_997).deviceId()).isEqualTo("d");
    assertThat(read.summary.bytes()).isEqualTo(page.length());
    String map = "{\"a\":" + ONE + (",\n\"b\":" + ONE).repeat(40_000) + "}";
    assertThat(Collected.of("a.json", Bytes.of(map), at("*")).good).hasSize(40_001);
    String columns = "{\"a\":{\"0\":1" + ",\"1\":2".repeat(200_000) + "},\"b\":{}}";
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> Collected.of("a.json", columns))
        .withMessageContaining("columns");
  }

  @Test
  void aRejectThatHoldsRecordsQuarantines() {
    String file = "{\n \"a\": tru,\n " + ONE + ",\n " + TWO + "\n";
    assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> Collected.of("a.json", file))
        .satisfies(damage -> assertThat(damage.code()).isEqualTo(DamageCode.RECORDS_SWALLOWED));
  }

  private static ParseSettings at(String path) {
    ParseSettings all = ParseSettings.defaults();
    return new ParseSettings(all.limits(), all.paths(), null, false, path);
  }
}
