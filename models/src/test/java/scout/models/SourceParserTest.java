package scout.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceParserTest {
  private static final String FLEET =
      """
      source: edge_transactions
      about: Sales as the tills write them
      silver: silver_edge_transactions
      key: transaction_id
      slices: [store_id, transaction_date]
      records: data
      fields:
        transaction_id:        {type: key, from: [transaction_id, transactionId]}
        store_id:              {type: key, from: [store_id, store.id], required: true}
        transaction_timestamp: {type: time, from: [timestamp, ts_utc], required: true,
                                formats: [iso, epoch, "dd.MM.yyyy HH:mm"]}
        amount:                {type: "decimal(10,2)", from: [totals.amount], format: money}
        gender:                {type: word, from: [request.gender], one_of: [male, female],
                                else: null}
        first_sku:             {type: key, from: ["items[0].sku"]}
        sold_on:               {type: date, of: transaction_timestamp}
      tables:
        silver_transaction_items:
          each: items
          fields:
            sku:      {type: key, from: [sku], required: true}
            quantity: {type: integer, from: [quantity, qty], default: 1}
      """;

  private static String names(List<FieldDeclaration> fields) {
    return fields.stream().map(FieldDeclaration::name).collect(Collectors.joining(" "));
  }

  @Test
  void readsWhatThePageShows() {
    SourceDeclaration source = SourceParser.parse("edge_transactions.yaml", FLEET);
    assertThat(source.records()).contains("data");
    assertThat(names(source.ownFields())).isEqualTo("gender first_sku sold_on");
    FieldDeclaration gender = source.field("gender").orElseThrow();
    assertThat(gender.nullIfUnfit()).isTrue();
    assertThat(gender.oneOf()).containsExactly("male", "female");
    assertThat(gender.line()).isEqualTo(13);
    assertThat(source.field("first_sku").orElseThrow().from().get(0).steps())
        .containsExactly("items", "0", "sku");
    assertThat(source.field("amount").orElseThrow().decimalForm().kind())
        .isEqualTo(DecimalForm.Kind.MONEY);
    assertThat(source.field("transaction_timestamp").orElseThrow().timeForms().patterns().get(0))
        .extracting(TimePattern::regex, TimePattern::iso)
        .containsExactly(
            "^([0-9]{2})[.]([0-9]{2})[.]([0-9]{4})[ ]([0-9]{2})[:]([0-9]{2})$",
            "\\3-\\2-\\1T\\4:\\5");
    ChildTable items = source.tables().get(0);
    assertThat(items.each().steps()).containsExactly("items");
    assertThat(names(items.fields())).isEqualTo("sku quantity");
    assertThat(items.fields().get(1).byDefault()).contains("1");
    // what it doesn't name is as Scout ships it
    assertThat(source.field("payment_method")).isPresent();
    assertThat(source.readsAs(SourceParser.parse("x.yaml", FLEET + "# a word more\n"))).isTrue();
    assertThat(source.readsAs(SourceParser.parse("x.yaml", FLEET.replace("qty", "count"))))
        .isFalse();
  }

  @Test
  void readsOddNamesInQuotes() {
    for (String path :
        List.of(
            "a", "a.b", "No.", ".", "a..b", " a ", "a,b", "a[0]", "a[]", "\"", "\"a\"", "a\"")) {
      FieldPath read = FieldPath.parse(FieldPath.written(path).orElseThrow()).orElseThrow();
      assertThat(read.text()).isEqualTo(path);
      assertThat(read.steps()).containsExactly(path.split("\\.", -1));
      assertThat(read.throughList()).isFalse();
    }
    assertThat(FieldPath.written("No.")).contains("\"No.\"");
    assertThat(FieldPath.written("store.id")).contains("store.id");
    assertThat(FieldPath.parse("items[0].sku").orElseThrow().throughList()).isTrue();
    for (String path : List.of("", " ", "a\nb", "{a}", "a\\b", "x".repeat(201))) {
      assertThat(FieldPath.written(path)).as(path).isEmpty();
    }
    for (String text :
        List.of("\"", "\"\"", "\" \"", "\"a", "\"a\"b\"", "a.", "a..b", ".a", "a[b]")) {
      assertThat(FieldPath.parse(text)).as(text).isEmpty();
    }
    SourceDeclaration source =
        SourceParser.parse(
            "x.yaml",
            """
            source: edge_transactions
            fields:
              transaction_id: {type: key, from: ['"Invoice No."', '"Sale [x]"']}
            tables:
              silver_lines:
                each: '"Lines."'
                fields:
                  sku: {type: key, from: ['"Art. Nr."']}
            """);
    assertThat(source.field("transaction_id").orElseThrow().from())
        .extracting(FieldPath::text)
        .containsExactly("Invoice No.", "Sale [x]");
    assertThat(source.tables().get(0).each().text()).isEqualTo("Lines.");
  }

  @Test
  void theShippedSourceHasNoFieldOfItsOwn() {
    SourceDeclaration shipped = ShippedSource.declaration();
    assertThat(shipped.ownFields()).isEmpty();
    assertThat(shipped.tables()).isEmpty();
    assertThat(names(shipped.fields()))
        .isEqualTo(
            "device_id transaction_id store_id transaction_timestamp amount currency"
                + " payment_method transaction_date");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "x: {type: number, from: [x]} | 3 | SOURCE_TYPE",
        "x: {type: 'decimal(2,3)', from: [x]} | 3 | SOURCE_TYPE",
        "x: {type: text} | 3 | SOURCE_FROM",
        "x: {type: text, from: []} | 3 | SOURCE_VALUE",
        "x: {type: text, from: ['a..b']} | 3 | SOURCE_PATH",
        "x: {type: text, from: ['a[b]']} | 3 | SOURCE_PATH",
        "x: {type: text, from: [x], colour: red} | 3 | SOURCE_WORD",
        "X: {type: text, from: [x]} | 3 | SOURCE_NAME",
        "ctid: {type: text, from: [x]} | 3 | SOURCE_NAME",
        "file_id: {type: text, from: [x]} | 3 | SOURCE_SHIPPED",
        "amount: {type: text, from: [x]} | 3 | SOURCE_SHIPPED",
        "amount: {type: 'decimal(10,2)', from: [x], else: null} | 3 | SOURCE_SHIPPED",
        "x: {type: text, from: [x], format: money} | 3 | SOURCE_FORMAT",
        "x: {type: 'decimal(9,2)', from: [x], format: coins} | 3 | SOURCE_FORMAT",
        "x: {type: time, from: [x], formats: [yyyy-MM]} | 3 | SOURCE_FORMAT",
        "x: {type: time, from: [x], formats: ['dd.MM.yyyy hh:mm']} | 3 | SOURCE_FORMAT",
        "x: {type: text, from: [x], else: drop} | 3 | SOURCE_ELSE",
        "x: {type: word, from: [x], one_of: [Male]} | 3 | SOURCE_ONE_OF",
        "x: {type: boolean, from: [x], one_of: [true]} | 3 | SOURCE_ONE_OF",
        "x: {type: integer, from: [x], default: many} | 3 | SOURCE_DEFAULT",
        "x: {type: word, from: [x], one_of: [a], default: b} | 3 | SOURCE_DEFAULT",
        "x: {type: text, from: [x], required: true, default: a} | 3 | SOURCE_REQUIRED",
        "x: {type: text, from: [x], required: perhaps} | 3 | SOURCE_VALUE",
        "x: {type: date, from: [x], fallback: uploaded_at} | 3 | SOURCE_FALLBACK",
        "x: {type: date, of: amount} | 3 | SOURCE_OF",
        "x: text | 3 | SOURCE_VALUE",
        "x: {type: text, from: [x] | 4 | SOURCE_YAML",
      })
  void everyProblemNamesItsLine(String field, int line, String code) {
    String text = "source: edge_transactions\nfields:\n  " + field + "\n";
    assertThatThrownBy(() -> SourceParser.parse("edge_transactions.yaml", text))
        .isInstanceOfSatisfying(
            DeclarationException.class,
            e -> {
              assertThat(e.problems()).extracting(DeclarationProblem::code).contains(code);
              assertThat(e.problems()).extracting(DeclarationProblem::line).contains(line);
              assertThat(e.problems()).noneMatch(problem -> problem.remedy().isBlank());
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "items: {each: items, fields: {a: {type: key, from: [a]}}} | SOURCE_NAME",
        "silver_superseded: {each: items, fields: {a: {type: key, from: [a]}}} | SOURCE_NAME",
        "silver_i: {fields: {a: {type: key, from: [a]}}} | SOURCE_PATH",
        "silver_i: {each: items} | SOURCE_VALUE",
        "silver_i: {each: items, fields: {item_no: {type: key, from: [a]}}} | SOURCE_SHIPPED",
      })
  void everyProblemOfAChildTable(String table, String code) {
    String text = "source: edge_transactions\ntables:\n  " + table + "\n";
    assertThatThrownBy(() -> SourceParser.parse("edge_transactions.yaml", text))
        .isInstanceOfSatisfying(
            DeclarationException.class,
            e -> assertThat(e.problems()).extracting(DeclarationProblem::code).contains(code));
  }

  @Test
  void namesThatStandTwiceAndOtherSourcesAreRefused() {
    assertThatThrownBy(
            () ->
                SourceParser.parse(
                    "x.yaml",
                    "source: other\nkey: id\nfields:\n  a: {type: key, from: [a]}\n"
                        + "  a: {type: key, from: [b]}\n"))
        .isInstanceOfSatisfying(
            DeclarationException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.line() + " " + problem.code())
                    .containsExactly("1 SOURCE_FIXED", "2 SOURCE_KEY", "5 SOURCE_TWICE"));
  }

  @Test
  void namesOfColumnsBesideOthersAreRefused() {
    assertThatThrownBy(
            () ->
                SourceParser.parse(
                    "x.yaml",
                    "source: edge_transactions\nfields:\n  a__next: {type: key, from: [a]}\n"))
        .isInstanceOfSatisfying(
            DeclarationException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.line() + " " + problem.code())
                    .containsExactly("3 SOURCE_NAME"));
  }
}
