package scout.activities.models.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.models.JudgedModel;
import scout.models.ModelColumn;
import scout.workflows.models.PlanProblem;
import scout.workflows.models.TablePlan;
import scout.workflows.models.TableSize;
import scout.workflows.models.TestOutcome;

/** What a declaration is told before it is in force: each refusal with its line. */
class PlannerTest {
  private static final String BY_DAY = "-- grain: store_id, transaction_date\n";
  private static final String SLICED = BY_DAY + "-- slice: store_id, transaction_date\n";
  private static final String DAYS =
      "SELECT store_id, transaction_date, count(*) AS n\nFROM silver_edge_transactions\n";

  private static PlanStage stage;

  @BeforeAll
  static void fill() throws Exception {
    stage = new PlanStage();
    stage.owner.useHandle(
        handle ->
            handle.execute(
                "CREATE FUNCTION public.own(text) RETURNS text IMMUTABLE"
                    + " LANGUAGE sql RETURN $1"));
    stage.sales(400);
  }

  @AfterAll
  static void close() {
    stage.close();
  }

  @Test
  void aGoodModelHasColumnsInputsAndFigures() {
    Planned planned = stage.plan("gold_days.sql", SLICED + DAYS + "GROUP BY 1, 2;\n");

    assertThat(planned.result().problems()).isEmpty();
    JudgedModel model = planned.models().get(0);
    assertThat(model.inputs()).containsExactly("silver_edge_transactions");
    assertThat(model.columns())
        .containsExactly(
            new ModelColumn("store_id", "text"),
            new ModelColumn("transaction_date", "date"),
            new ModelColumn("n", "bigint"));
    TablePlan plan = plan(planned, "gold_days");
    assertThat(plan.change()).isEqualTo("create");
    assertThat(plan.loses()).isFalse();
    TableSize size = plan.size();
    assertThat(size.rows()).isEqualTo(51);
    assertThat(size.slices()).isEqualTo(51);
    assertThat(size.largestRows()).isEqualTo(1);
  }

  @Test
  void anotherKeyIsAnotherSilver() {
    Planned planned =
        stage.plan(
            "edge_transactions.yaml",
            "source: edge_transactions\nkey: [store_id, transaction_date, transaction_id]\n");

    assertThat(planned.result().problems()).isEmpty();
    TablePlan silver = plan(planned, "silver_edge_transactions");
    assertThat(silver.change()).isEqualTo("rebuild");
    assertThat(silver.differences())
        .containsExactly(
            "The key is store_id, transaction_date and transaction_id instead of transaction_id: all"
                + " of silver is built again in one transaction, for which refreshes wait.");
  }

  private static TablePlan plan(Planned planned, String table) {
    return planned.result().tables().stream()
        .filter(each -> each.table().equals(table))
        .findFirst()
        .orElseThrow();
  }

  /** The header takes two lines. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT 'a' AS a; SELECT 2|3 MODEL_NOT_ONE_SELECT
          SELECT 'a' AS a) m; DROP TABLE x; SELECT (1|3 MODEL_SQL
          INSERT INTO silver_edge_transactions DEFAULT VALUES|3 MODEL_NOT_ONE_SELECT
          WITH x AS (DELETE FROM silver_edge_transactions RETURNING 1) SELECT 'a' AS a FROM x|3 MODEL_WRITES
          SELECT store_id AS a FROM silver_edge_transactions FOR UPDATE|3 MODEL_WRITES
          SELECT 'a' AS a~FROM nowhere|4 MODEL_INPUT_UNKNOWN
          SELECT status AS a~FROM scout.files|4 MODEL_INPUT_UNKNOWN
          SELECT store_id AS a~FROM scout.silver_edge_transactions|4 MODEL_INPUT_UNKNOWN
          SELECT relname AS a~FROM pg_class|4 MODEL_INPUT_UNKNOWN
          SELECT store_id AS a~FROM silver_superseded|4 MODEL_INPUT_UNKNOWN
          SELECT 'é'~ AS a, shop FROM silver_edge_transactions|4 MODEL_COLUMN_UNKNOWN
          SELECT 'a' AS a,~nothing(1) AS b|4 MODEL_FUNCTION_UNKNOWN
          SELEC 'a' AS a|3 MODEL_SQL
          SELECT 'a' AS a, now() AS b|3 MODEL_FUNCTION_UNSTABLE
          SELECT 'a' AS a,~random() AS b|4 MODEL_FUNCTION_UNSTABLE
          SELECT 'a' AS a, gen_random_uuid() AS b|3 MODEL_FUNCTION_UNSTABLE
          SELECT 'a' AS a, age(transaction_timestamp) AS b FROM silver_edge_transactions|3 MODEL_FUNCTION_UNSTABLE
          SELECT 'a' AS a, current_setting('x') AS b|3 MODEL_FUNCTION_UNSTABLE
          SELECT 'a' AS a, nextval('s') AS b|3 MODEL_INPUT_UNKNOWN
          SELECT 'a' AS a WHERE pg_sleep(0) IS NULL|3 MODEL_FUNCTION_UNSTABLE
          SELECT 'a' AS a,~current_date AS b|4 MODEL_CLOCK
          SELECT current_user::text AS a|3 MODEL_CLOCK
          SELECT store_id AS a FROM silver_edge_transactions~WHERE transaction_date = 'today'|4 MODEL_CLOCK
          SELECT public.own('a') AS a|3 MODEL_FUNCTION_OWN
          SELECT store_id AS a FROM silver_edge_transactions ORDER BY public.own('a')|3 MODEL_FUNCTION_OWN
          SELECT store_id AS a, store_id::timestamptz AS b FROM silver_edge_transactions|3 MODEL_CAST_UNSTABLE
          SELECT store_id AS a FROM silver_edge_transactions TABLESAMPLE system (10)|3 MODEL_FUNCTION_UNSTABLE
          SELECT 'a' AS a, 1|3 MODEL_COLUMN_NAME
          SELECT 'a' AS a, 1 AS "B"|3 MODEL_COLUMN_NAME
          SELECT 'a' AS a, 1 AS a|3 MODEL_COLUMN_TWICE
          SELECT 'a' AS a, now AS last_updated FROM (VALUES (1)) AS v (now)|3 MODEL_COLUMN_NAME
          SELECT store_id AS a, max(last_updated) AS b FROM gold_store_daily_summary GROUP BY 1|3 MODEL_CLOCK
          SELECT 'a' AS a,~point(1, 2) AS b|4 MODEL_COLUMN_TYPE
          SELECT 'b' AS b|0 MODEL_GRAIN_UNKNOWN
          SELECT store_id AS a FROM silver_edge_transactions|0 MODEL_GRAIN_NOT_UNIQUE
          SELECT 'a' AS a, 1 / (n - 1) AS b FROM (SELECT count(DISTINCT currency) AS n FROM silver_edge_transactions) c|0 MODEL_FAILS
          SELECT store_id AS a, string_agg(transaction_id, ',') AS b FROM silver_edge_transactions GROUP BY 1|0 MODEL_ORDER_DECIDES
          SELECT transaction_id AS a, row_number() OVER (PARTITION BY store_id ORDER BY currency) AS b FROM silver_edge_transactions|0 MODEL_ORDER_DECIDES
          SELECT store_id AS a FROM platinum_store_features|3 MODEL_LAYER
          """)
  void refuses(String query, String expected) {
    assertThat(stage.refused("gold_a.sql", "-- about: a\n-- grain: a\n" + query.replace("~", "\n")))
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT 'today'::text AS a
          SELECT 'a;b' AS a -- the end; really
          SELECT $$a;b$$ AS a
          VALUES (1)
          SELECT DISTINCT concat(store_id, 1) AS a, transaction_date::text AS b FROM silver_edge_transactions WHERE store_id = 'S1' AND transaction_date = '2025-06-02'
          SELECT store_id AS a, string_agg(transaction_id, ',' ORDER BY transaction_id) AS b FROM silver_edge_transactions GROUP BY 1
          SELECT transaction_date::text AS a, count(*) FILTER (WHERE extract(hour FROM transaction_timestamp) < 12) AS b, max(transaction_timestamp::date) AS c FROM silver_edge_transactions GROUP BY 1
          SELECT transaction_id AS a, full_payload ->> 'x' AS b, full_payload ? 'y' AS c, (full_payload #>> '{z}')::numeric AS d FROM silver_edge_transactions
          SELECT store_id AS a, jsonb_agg(currency ORDER BY transaction_id) AS b, to_char(min(transaction_timestamp), 'HH24') AS c FROM silver_edge_transactions GROUP BY 1
          """)
  void takes(String query) {
    String named = query.startsWith("VALUES") ? "SELECT a FROM (VALUES ('x')) AS v (a)" : query;

    assertThat(stage.refused("gold_a.sql", "-- grain: a\n" + named)).isEmpty();
  }

  /** One slice of the result is made of one slice of each input. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT store_id, transaction_date, count(*) AS n FROM silver_edge_transactions GROUP BY 1, 2
          SELECT DISTINCT store_id, transaction_date FROM silver_edge_transactions WHERE amount > 3
          SELECT t.store_id, t.transaction_date, count(i.sku) AS n FROM silver_edge_transactions t LEFT JOIN silver_transaction_items i USING (transaction_id, store_id, transaction_date) GROUP BY 1, 2
          SELECT t.store_id, t.transaction_date, sum(i.quantity) AS n FROM silver_edge_transactions t JOIN silver_transaction_items i ON i.transaction_id = t.transaction_id AND i.store_id = t.store_id AND i.transaction_date = t.transaction_date GROUP BY 1, 2
          SELECT store_id, transaction_date, sum(n)::bigint AS n FROM (SELECT store_id, transaction_date, 1 AS n FROM silver_edge_transactions UNION ALL SELECT store_id, transaction_date, 0 FROM silver_transaction_items) u GROUP BY 1, 2
          WITH x AS NOT MATERIALIZED (SELECT * FROM silver_edge_transactions) SELECT a.store_id, a.transaction_date, count(*) AS n FROM x a JOIN x b USING (store_id, transaction_date) GROUP BY 1, 2
          SELECT store_id, transaction_date, max(r) AS r FROM (SELECT store_id, transaction_date, row_number() OVER (PARTITION BY store_id, transaction_date ORDER BY transaction_id) AS r FROM silver_edge_transactions) w GROUP BY 1, 2
          SELECT s.store_id, s.transaction_date, count(*) AS n FROM gold_store_daily_summary s WHERE EXISTS (SELECT FROM silver_edge_transactions t WHERE t.store_id = s.store_id AND t.transaction_date = s.transaction_date) GROUP BY 1, 2
          SELECT s.store_id, s.transaction_date, (SELECT count(*) FROM silver_edge_transactions t WHERE t.store_id = s.store_id AND t.transaction_date = s.transaction_date) AS n FROM gold_store_daily_summary s
          SELECT i.store_id, i.transaction_date, max(p.name) AS name FROM silver_transaction_items i LEFT JOIN ref_product p ON p.sku = i.sku GROUP BY 1, 2
          SELECT t.store_id, t.transaction_date, count(*) AS n FROM silver_edge_transactions t WHERE NOT EXISTS (SELECT FROM silver_transaction_items i WHERE i.transaction_id = t.transaction_id AND i.store_id = t.store_id AND i.transaction_date = t.transaction_date) GROUP BY 1, 2
          SELECT t.store_id, t.transaction_date, count(*) AS n FROM silver_edge_transactions t CROSS JOIN LATERAL (SELECT i.sku FROM silver_transaction_items i WHERE i.store_id = t.store_id AND i.transaction_date = t.transaction_date ORDER BY i.sku LIMIT 1) f GROUP BY 1, 2
          SELECT coalesce(t.store_id, i.store_id) AS store_id, coalesce(t.transaction_date, i.transaction_date) AS transaction_date, count(*) AS n FROM silver_edge_transactions t FULL JOIN silver_transaction_items i USING (transaction_id, store_id, transaction_date) GROUP BY 1, 2
          """)
  void showsASlice(String query) {
    assertThat(sliced(query)).isEmpty();
  }

  private static List<String> sliced(String query) {
    return stage.refused(
        "edge_transactions.yaml",
        PlanStage.SOURCE,
        "ref_product.csv",
        "sku,name\n1,Fish\n",
        "gold_a.sql",
        SLICED + query);
  }

  /** A row of another slice of an input can change the slice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          SELECT store_id, transaction_date, count(*) OVER () AS n FROM silver_edge_transactions
          SELECT store_id, transaction_date, n FROM (SELECT store_id, transaction_date, n, lag(n) OVER (PARTITION BY store_id ORDER BY transaction_date) AS before FROM (SELECT store_id, transaction_date, count(*) AS n FROM silver_edge_transactions GROUP BY 1, 2) s) l
          SELECT store_id, transaction_date FROM silver_edge_transactions ORDER BY amount LIMIT 10
          SELECT t.store_id, t.transaction_date, count(i.sku) AS n FROM silver_edge_transactions t LEFT JOIN silver_transaction_items i USING (transaction_id) GROUP BY 1, 2
          SELECT t.store_id, t.transaction_date, count(i.sku) AS n FROM silver_edge_transactions t LEFT JOIN silver_transaction_items i USING (transaction_id, store_id) GROUP BY 1, 2
          SELECT store_id, transaction_date, sum(amount) / (SELECT sum(amount) FROM silver_edge_transactions) AS share FROM silver_edge_transactions GROUP BY 1, 2
          SELECT store_id, transaction_date, count(*) AS n FROM silver_edge_transactions WHERE store_id IN (SELECT store_id FROM silver_edge_transactions GROUP BY 1 HAVING count(*) > 9) GROUP BY 1, 2
          WITH x AS MATERIALIZED (SELECT * FROM silver_edge_transactions) SELECT store_id, transaction_date, count(*) AS n FROM x GROUP BY 1, 2
          SELECT upper(store_id) AS store_id, transaction_date, count(*) AS n FROM silver_edge_transactions GROUP BY 1, 2
          SELECT store_id, transaction_date + 1 AS transaction_date, count(*) AS n FROM silver_edge_transactions GROUP BY 1, 2
          SELECT store_id, min(transaction_date) AS transaction_date FROM silver_edge_transactions GROUP BY 1
          SELECT t.store_id, t.transaction_date, max(r.place) AS place FROM silver_edge_transactions t JOIN (SELECT store_id, rank() OVER (ORDER BY count(*)) AS place FROM silver_edge_transactions GROUP BY 1) r USING (store_id) GROUP BY 1, 2
          SELECT s.store_id, s.transaction_date, count(*) AS n FROM gold_store_daily_summary s JOIN silver_edge_transactions t ON t.store_id = s.store_id AND t.transaction_date <= s.transaction_date GROUP BY 1, 2
          SELECT t.store_id, t.transaction_date, count(*) AS n FROM silver_edge_transactions t WHERE t.store_id NOT IN (SELECT i.store_id FROM silver_transaction_items i) GROUP BY 1, 2
          SELECT DISTINCT ON (transaction_id) store_id, transaction_date FROM silver_edge_transactions
          """)
  void refusesASliceThatIsNotEnough(String query) {
    assertThat(sliced(query)).containsExactly("3 MODEL_SLICE_NOT_SHOWN");
  }

  @Test
  void aModelThatLooksBackIsBelievedAboutDaysAlone() {
    String running =
        "SELECT store_id, transaction_date, sum(count(*)) OVER (PARTITION BY store_id ORDER BY"
            + " transaction_date RANGE '2 days' PRECEDING) AS n FROM silver_edge_transactions"
            + " GROUP BY 1, 2";

    assertThat(stage.refused("gold_a.sql", SLICED + running)).isNotEmpty();
    assertThat(stage.refused("gold_a.sql", SLICED + "-- looks back: 2 days\n" + running)).isEmpty();
    assertThat(
            stage.refused(
                "gold_a.sql",
                SLICED + "-- looks back: 2 days\n" + running.replace("PARTITION BY store_id ", "")))
        .containsExactly("4 MODEL_SLICE_NOT_SHOWN");
  }

  @Test
  void daysAreTriedAfterTheLongestGaps() throws Exception {
    try (PlanStage stage = new PlanStage()) {
      String byRows =
          SLICED
              + "-- looks back: 2 days\n"
              + "SELECT store_id, transaction_date, sum(count(*)) OVER (PARTITION BY store_id ORDER BY"
              + " transaction_date ROWS 2 PRECEDING) AS n FROM silver_edge_transactions GROUP BY 1, 2";
      stage.sales(400);
      assertThat(stage.refused("gold_a.sql", byRows)).as("each day is there").isEmpty();
      stage.owner.useHandle(
          handle ->
              handle.execute(
                  "DELETE FROM scout.silver_edge_transactions WHERE store_id = 'S1'"
                      + " AND transaction_date BETWEEN '2025-06-07' AND '2025-06-09'"));

      Planned planned = stage.plan("gold_a.sql", byRows);

      assertThat(planned.result().problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.code()).isEqualTo("MODEL_LOOKS_BACK_FURTHER");
                assertThat(problem.message()).startsWith("The row S1 2025-06-1");
              });
    }
  }

  @Test
  void measuresWhatSilverDoesNotHoldYetAndNamesMissingIndexes() throws Exception {
    try (PlanStage stage = new PlanStage()) {
      stage.sales(400);
      stage.owner.useHandle(
          handle ->
              handle.execute(
                  "UPDATE scout.silver_edge_transactions SET full_payload ="
                      + " '{\"items\": [{\"brandName\": \"A\", \"quantity\": 2}, {\"brandName\": \"B\","
                      + " \"quantity\": \"many\"}, {\"Brand No.\": \"C\"}, {\"Brand No.\": \"D\"}]}'"));
      Planned planned =
          stage.plan(
              "edge_transactions.yaml",
              PlanStage.SOURCE.replace("[brandName]", "[brandName, '\"Brand No.\"']"),
              "gold_brands.sql",
              "-- grain: brand_name, transaction_date\n-- slice: transaction_date\nSELECT brand_name,"
                  + " transaction_date, sum(quantity)::bigint AS n FROM silver_transaction_items GROUP BY 1, 2",
              "gold_days.sql",
              "-- grain: transaction_date\n-- slice: transaction_date\nSELECT transaction_date, count(*)"
                  + " AS n FROM silver_edge_transactions GROUP BY 1");

      assertThat(planned.result().problems()).isEmpty();
      TablePlan brands = plan(planned, "gold_brands");
      assertThat(brands.size().rows()).isEqualTo(68);
      assertThat(brands.size().slices()).isEqualTo(17);
      assertThat(brands.notes().get(0)).startsWith("It is measured on values");
      assertThat(plan(planned, "gold_days").notes().get(0))
          .endsWith("CREATE INDEX ON scout.silver_edge_transactions (transaction_date).");
    }
  }

  @Test
  void modelsReadEachOtherInOrder() {
    Planned planned =
        stage.plan(
            "gold_z.sql", SLICED + DAYS + "GROUP BY 1, 2",
            "gold_a.sql", SLICED + "SELECT store_id, transaction_date, n * 2 AS n FROM gold_z",
            "platinum_b.sql", "-- grain: n\nSELECT max(n) AS n FROM gold_a -- not of gold_b");

    assertThat(planned.result().problems()).isEmpty();
    assertThat(planned.models().stream().map(model -> model.declaration().table()))
        .containsSubsequence("gold_z", "gold_a", "platinum_b");
    assertThat(plan(planned, "gold_z").readers()).containsExactly("gold_a", "platinum_b");
    assertThat(plan(planned, "gold_a").size().rows()).isEqualTo(51);
  }

  @Test
  void aCycleIsNamed() {
    List<PlanProblem> problems =
        stage
            .plan(
                "gold_a.sql", "-- grain: n\nSELECT n FROM gold_b",
                "gold_b.sql", "-- grain: n\nSELECT n FROM gold_a")
            .result()
            .problems();

    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("MODEL_CYCLE");
              assertThat(problem.message()).contains("gold_a reads gold_b reads gold_a");
            });
  }

  @Test
  void refusesASliceWithoutValueAndAnotherType() {
    assertThat(
            stage.refused(
                "gold_a.sql",
                SLICED
                    + "SELECT DISTINCT nullif(store_id, 'S1') AS store_id, transaction_date FROM"
                    + " silver_edge_transactions"))
        .isNotEmpty();
    assertThat(
            stage.refused(
                "gold_a.sql",
                "-- grain: transaction_date\n-- slice: transaction_date\n"
                    + "SELECT DISTINCT transaction_date::timestamp AS transaction_date FROM"
                    + " silver_edge_transactions"))
        .containsExactly("3 MODEL_SLICE_TYPE");
  }

  @Test
  void checksMustBeOneSelect() {
    assertThat(
            stage.refused(
                "gold_a.sql",
                SLICED + "-- check a: SELECT count(*) FROM gold_b\n" + DAYS + "GROUP BY 1, 2"))
        .containsExactly("0 MODEL_CHECK");
    assertThat(
            stage.refused(
                "gold_a.sql",
                SLICED
                    + "-- check a: SELECT count(*) FROM gold_a WHERE n < 1\n"
                    + DAYS
                    + "GROUP BY 1, 2"))
        .isEmpty();
  }

  @Test
  void aNameThatSomebodyTookByHandIsRefused() {
    stage.owner.useHandle(handle -> handle.execute("CREATE TABLE scout.gold_taken (a int)"));
    try {
      assertThat(stage.refused("gold_taken.sql", SLICED + DAYS + "GROUP BY 1, 2"))
          .containsExactly("0 TABLE_NAME_USED");
    } finally {
      stage.owner.useHandle(handle -> handle.execute("DROP TABLE scout.gold_taken"));
    }
  }

  @Test
  void nothingIsLeftBehind() {
    stage.plan("gold_days.sql", SLICED + DAYS + "GROUP BY 1, 2");

    int left =
        stage.owner.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid ="
                            + " relnamespace WHERE nspname LIKE 'pg_temp%' OR relname ="
                            + " 'gold_days'")
                    .mapTo(int.class)
                    .one());
    assertThat(left).isZero();
  }

  /** The tutorial and the examples of docs/models.md can be applied as they stand. */
  @Test
  void theDocumentedDeclarationIsGood() throws IOException {
    Matcher example =
        Pattern.compile("(?s)`([\\w.]+)`[^`]*?:\n\n```\n(.*?)```")
            .matcher(Files.readString(Path.of("..", "docs", "models.md")));
    List<String> files = new ArrayList<>(List.of("ref_product.csv", "sku,price,since\n1,,\n"));
    while (example.find()) {
      files.addAll(List.of(example.group(1), example.group(2)));
    }

    assertThat(files)
        .contains(
            "edge_transactions.yaml",
            "gold_brand_daily.sql",
            "gold_brand_daily.test.yaml",
            "ref_product.yaml");
    assertThat(stage.plan(files.toArray(String[]::new)).result().problems()).isEmpty();
    assertThat(stage.test(files.toArray(String[]::new)).tests())
        .isNotEmpty()
        .allMatch(TestOutcome::passed);
  }
}
