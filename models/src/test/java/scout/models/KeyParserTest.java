package scout.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyParserTest {
  private static final String FIELDS =
      """
      fields:
        receipt_no: {type: key, from: [receiptNo]}
        shift:      {type: integer, from: [shift], default: 1}
        weight:     {type: "decimal(6,2)", from: [weight]}
        extra:      {type: json, from: [extra]}
        closed_at:  {type: time, from: [closedAt], fallback: uploaded_at}
        closed_on:  {type: date, of: closed_at}
        sold_on:    {type: date, of: transaction_timestamp}
      """;

  private static SourceDeclaration source(String key, String fields) {
    return SourceParser.parse(
        "edge_transactions.yaml", "source: edge_transactions\nkey: " + key + "\n" + fields);
  }

  @Test
  void readsTheFieldsInTheirOrder() {
    SourceDeclaration several = source("[store_id, transaction_date, receipt_no]", FIELDS);
    assertThat(several.key().parts()).containsExactly("store_id", "transaction_date", "receipt_no");
    assertThat(several.key().composed()).isTrue();
    assertThat(several.key().words()).isEqualTo("store_id, transaction_date and receipt_no");
    assertThat(source("receipt_no", FIELDS).key().parts()).containsExactly("receipt_no");
    assertThat(source("[device_id, transaction_id, transaction_timestamp, sold_on, shift]", FIELDS))
        .extracting(each -> each.key().parts().size())
        .isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction_id", "[transaction_id]"})
  void transactionIdAloneIsTheUsualKey(String key) {
    SourceDeclaration source = source(key, FIELDS);
    assertThat(source.key()).isEqualTo(RecordKey.USUAL);
    assertThat(source.keyReadings()).isEmpty();
    assertThat(source.readsAs(SourceParser.parse("x.yaml", "source: edge_transactions\n" + FIELDS)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[store_id, receipt] | can't have receipt | fields: {…}",
        "[store_id, amount] | can't have amount | transaction_date",
        "[store_id, file_id] | can't have file_id | transaction_date",
        "[store_id, payment_method] | can't have payment_method | transaction_date",
        "[store_id, weight] | weight, a part of the key, is a decimal(6,2) | integer",
        "[store_id, extra] | extra, a part of the key, is a json | integer",
        "[store_id, store_id] | store_id stands twice | Leave one",
        "[store_id, closed_at] | closed_at, a part of the key, may be the time | fallback",
        "[store_id, closed_on] | closed_on, a part of the key, may be the time | fallback",
        "[a, b, c, d, e, f, g, h, i] | too many parts | at most 8",
      })
  void refusesWhatIsNoPart(String key, String message, String remedy) {
    assertThatThrownBy(() -> source(key, FIELDS))
        .isInstanceOfSatisfying(
            DeclarationException.class,
            e ->
                assertThat(e.problems())
                    .allMatch(problem -> problem.line() == 2)
                    .allMatch(problem -> problem.code().equals("SOURCE_KEY"))
                    .anyMatch(
                        problem ->
                            problem.message().contains(message)
                                && problem.remedy().contains(remedy)));
  }

  @Test
  void refusesTheTimeOfTheUploadAsASalesDay() {
    String fallsBack =
        "fields:\n  transaction_timestamp: {type: time, from: [timestamp], fallback: uploaded_at}\n"
            + "  sold_on: {type: date, of: transaction_timestamp}\n";
    for (String part : List.of("transaction_date", "transaction_timestamp", "sold_on")) {
      assertThatThrownBy(() -> source("[store_id, " + part + "]", fallsBack))
          .as(part)
          .isInstanceOf(DeclarationException.class)
          .hasMessageContaining("Leave out fallback");
    }
    assertThat(source("[store_id, transaction_id]", fallsBack).key().composed()).isTrue();
  }

  @Test
  void refusesAnEmptyKeyAndOneThatIsNoName() {
    for (String key : List.of("[]", "{a: b}", "[[store_id]]")) {
      assertThatThrownBy(() -> source(key, FIELDS))
          .as(key)
          .isInstanceOf(DeclarationException.class);
    }
  }

  /** A field that can't be read is told of once. */
  @Test
  void namesTheFieldThatIsWrongAlone() {
    assertThatThrownBy(() -> source("[store_id, x]", "fields:\n  x: {type: number, from: [x]}\n"))
        .isInstanceOfSatisfying(
            DeclarationException.class,
            e ->
                assertThat(e.problems())
                    .extracting(DeclarationProblem::code)
                    .containsExactly("SOURCE_TYPE"));
  }

  /** By this the database knows whether silver must be built again. */
  @Test
  void aPartThatIsReadOtherwiseIsAnotherKey() {
    String key = "[store_id, receipt_no, sold_on]";
    SourceDeclaration source = source(key, FIELDS);
    assertThat(source.keyReadings())
        .containsExactly(
            List.of("store_id"),
            List.of("key", "from", "receiptNo"),
            List.of("date", "transaction_timestamp"));
    assertThat(source(key, FIELDS.replace("weight]", "mass]")).keyReadings())
        .isEqualTo(source.keyReadings());
    assertThat(source(key, FIELDS.replace("receiptNo", "no")).keyReadings())
        .isNotEqualTo(source.keyReadings());
    assertThat(source.readsAs(source("[receipt_no, store_id, sold_on]", FIELDS))).isFalse();
    String formats =
        FIELDS
            + "  transaction_timestamp: {type: time, from: [timestamp], required: true,"
            + " formats: [dd/MM/yyyy]}\n";
    for (String part : List.of("transaction_timestamp", "transaction_date", "sold_on")) {
      List<List<String>> usual = source("[store_id, " + part + "]", FIELDS).keyReadings();
      List<List<String>> other = source("[store_id, " + part + "]", formats).keyReadings();
      assertThat(other).as(part).isNotEqualTo(usual);
      assertThat(source("[store_id, " + part + "]", formats.replace("dd/MM", "MM/dd")))
          .extracting(SourceDeclaration::keyReadings)
          .as(part)
          .isNotEqualTo(other);
    }
  }
}
