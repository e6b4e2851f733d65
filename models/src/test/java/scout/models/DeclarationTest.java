package scout.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a folder of files declares, and what is refused with its line and remedy. */
class DeclarationTest {
  private static final String BRANDS =
      """
      -- about: revenue of each brand,
      --        day by day
      -- grain: brand_name, transaction_date
      -- slice: transaction_date
      -- every: 15 minutes
      -- looks back: 6 days
      -- check blocking no_negative: SELECT count(*) FROM gold_brand_daily
      --                             WHERE units < 0
      -- check some_rows: SELECT count(*) FROM gold_brand_daily WHERE brand_name = ';:--'

      SELECT brand_name, transaction_date, count(*) AS units
        FROM silver_transaction_items -- all of them
       GROUP BY 1, 2;
      """;

  private static Declaration read(String... files) {
    return Declaration.of(new DeclarationFiles(texts(files)));
  }

  private static Map<String, String> texts(String... files) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < files.length; i += 2) {
      texts.put(files[i], files[i + 1]);
    }
    return texts;
  }

  private static List<String> problems(String... files) {
    return catchThrowableOfType(DeclarationException.class, () -> read(files)).problems().stream()
        .map(problem -> problem.file() + ":" + problem.line() + " " + problem.code())
        .toList();
  }

  @Test
  void aModelIsItsHeaderAndOneSelect() {
    ModelDeclaration model =
        read("gold_brand_daily.sql", BRANDS).model("gold_brand_daily").orElseThrow();

    assertThat(model.about()).isEqualTo("revenue of each brand, day by day");
    assertThat(model.grain()).containsExactly("brand_name", "transaction_date");
    assertThat(model.slice()).containsExactly("transaction_date");
    assertThat(model.every()).contains(Duration.ofMinutes(15));
    assertThat(model.looksBack()).isEqualTo(6);
    assertThat(model.layer()).isEqualTo("gold");
    assertThat(model.checks())
        .containsExactly(
            new ModelCheck(
                "no_negative", true, "SELECT count(*) FROM gold_brand_daily WHERE units < 0"),
            new ModelCheck(
                "some_rows",
                false,
                "SELECT count(*) FROM gold_brand_daily WHERE brand_name = ';:--'"));
    assertThat(model.query()).startsWith("SELECT brand_name").endsWith("GROUP BY 1, 2");
    assertThat(model.queryLine()).isEqualTo(11);
  }

  @Test
  void aFileOfAnotherSystemReadsAlike() {
    ModelDeclaration model =
        read("gold_a.sql", "\uFEFF--grain:a\r\n\r\nSELECT 1 AS a ;\r\n")
            .model("gold_a")
            .orElseThrow();

    assertThat(model.grain()).containsExactly("a");
    assertThat(model.query()).isEqualTo("SELECT 1 AS a");
    assertThat(model.queryLine()).isEqualTo(3);
    assertThat(model.every()).as("without a slice").contains(Duration.ofMinutes(15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -- grian: a| 1 MODEL_WORD_UNKNOWN
          -- grain: a, A| 1 MODEL_COLUMN_NAME
          -- grain: a,| 1 MODEL_COLUMN_NAME
          -- grain: a, last_updated| 1 MODEL_COLUMN_NAME
          -- grain: a, a| 1 MODEL_COLUMN_TWICE
          -- grain:| 1 MODEL_WORD_EMPTY
          -- grain: a\\n-- grain: b| 2 MODEL_WORD_TWICE
          -- grain: a\\n-- slice: a| 2 MODEL_SLICE_UNKNOWN
          -- grain: a\\n-- slice: store_id| 2 MODEL_SLICE_OUTSIDE_GRAIN
          -- grain: a\\n-- every: soon| 2 MODEL_EVERY
          -- grain: a\\n-- looks back: 89 days| 2 MODEL_LOOKS_BACK_WITHOUT_DAYS
          -- grain: a\\n-- looks back: 9| 2 MODEL_LOOKS_BACK
          -- grain: a\\n-- check A: SELECT 0| 2 MODEL_CHECK_NAME
          -- grain: a\\n-- check a: SELECT 0\\n-- check blocking a: SELECT 0| 3 MODEL_WORD_TWICE
          -- about: nothing| 0 MODEL_GRAIN_MISSING
          """)
  void refusesHeaders(String header, String expected) {
    assertThat(problems("gold_a.sql", header.replace("\\n", "\n") + "\nSELECT 1 AS a"))
        .contains("gold_a.sql:" + expected);
  }

  @Test
  void saysEverythingThatIsWrongInTheFolderAtOnce() {
    assertThat(
            problems(
                "gold_a.sql", "-- grain: a\n",
                "gold_outbox.sql", "-- grain: a\nSELECT 1 AS a",
                "bronze_b.sql", "-- grain: a\nSELECT 1 AS a",
                "gold_B.sql", "-- grain: a\nSELECT 1 AS a",
                "other.yaml", "a: b",
                "ref_a.csv", "a,b\n1\n",
                "gold_c.test.yaml", "given: {}\nexpect: []\n"))
        .containsExactly(
            "bronze_b.sql:0 TABLE_NAME",
            "gold_B.sql:0 TABLE_NAME",
            "gold_a.sql:0 MODEL_QUERY_MISSING",
            "gold_c.test.yaml:0 TEST_WITHOUT_MODEL",
            "gold_outbox.sql:0 TABLE_NAME_USED",
            "other.yaml:0 FILE_UNKNOWN",
            "ref_a.csv:2 REF_CELLS");
  }

  @Test
  void referenceDataHasTheTypesOfTheFileBeside() {
    ReferenceDeclaration products =
        read(
                "ref_product.csv",
                "sku,name,price,since\n1,\"Fish, dried\",12.50,2025-06-10\n2,,,\n",
                "ref_product.yaml",
                """
                about: What is sold
                key: sku
                columns:
                  price: decimal(10,2)
                  since: {type: date, about: First day on sale}
                """)
            .reference("ref_product")
            .orElseThrow();

    assertThat(products.modelColumns())
        .containsExactly(
            new ModelColumn("sku", "text"),
            new ModelColumn("name", "text"),
            new ModelColumn("price", "numeric(10,2)"),
            new ModelColumn("since", "date"));
    assertThat(products.grain()).containsExactly("sku");
    assertThat(products.rows())
        .containsExactly(
            List.of("1", "Fish, dried", "12.50", "2025-06-10"),
            Arrays.asList("2", null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a,A\\n1,2||ref_a.csv:1 REF_HEADER
          a,a\\n1,2||ref_a.csv:1 REF_HEADER
          a\\n1\\n2\\n1||ref_a.csv:4 REF_ROW_TWICE
          a,b\\n1,2\\n1,3|key: a|ref_a.csv:3 REF_ROW_TWICE
          a\\n1|key: b|ref_a.yaml:1 REF_KEY
          a\\n1|columns: {b: text}|ref_a.yaml:1 REF_COLUMN
          a\\n1|columns:\\n  a: word|ref_a.yaml:2 REF_TYPE
          a\\n\\n1\\nx|columns: {a: integer}|ref_a.csv:4 REF_VALUE
          a\\n1.005|columns: {a: 'decimal(5,2)'}|ref_a.csv:2 REF_VALUE
          a\\n2025-02-30|columns: {a: date}|ref_a.csv:2 REF_VALUE
          a\\n2025-06-10T08:00|columns: {a: time}|ref_a.csv:2 REF_VALUE
          a\\n1|colums: {}|ref_a.yaml:1 REF_WORD
          """)
  void refusesReferenceData(String csv, String types, String expected) {
    String text = csv.replace("\\n", "\n");
    assertThat(
            types == null
                ? problems("ref_a.csv", text)
                : problems("ref_a.csv", text, "ref_a.yaml", types.replace("\\n", "\n")))
        .contains(expected);
  }

  @Test
  void testsGiveRowsAndExpectOthers() {
    List<ModelTest> tests =
        read(
                "gold_brand_daily.sql",
                BRANDS,
                "gold_brand_daily.test.yaml",
                """
                tests:
                  - name: an item without brand
                    given:
                      silver_transaction_items:
                        - {brand_name: null, quantity: 2, note: "null"}
                    expect:
                      - {brand_name: null, units: 1}
                  - {given: {}, expect: []}
                """)
            .tests();

    assertThat(tests.get(0).name()).isEqualTo("an item without brand");
    Map<String, String> row = tests.get(0).given().get("silver_transaction_items").get(0);
    assertThat(row).containsEntry("brand_name", null).containsEntry("note", "null");
    assertThat(tests.get(1).expect()).isEmpty();
    assertThat(tests.get(1).name()).isEqualTo("gold_brand_daily");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          given: {}|1 TEST_WORD_MISSING
          given: {}\\nexpect: []\\nwhen: now|3 TEST_WORD
          given: {}\\nexpect:\\n- 1|3 TEST_ROWS
          given: {}\\nexpect:\\n- {a: [1]}|3 TEST_VALUE
          given: {a: 1}\\nexpect: []|1 TEST_ROWS
          given: {|1 TEST_YAML
          """)
  void refusesTests(String text, String expected) {
    assertThat(
            problems(
                "gold_brand_daily.sql",
                BRANDS,
                "gold_brand_daily.test.yaml",
                text.replace("\\n", "\n")))
        .anyMatch(problem -> problem.equals("gold_brand_daily.test.yaml:" + expected));
  }
}
