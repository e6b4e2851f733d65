package scout.activities.models.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.database.RolePool;
import scout.activities.layers.LayerSettings;
import scout.activities.layers.LayerSteps;
import scout.activities.layers.SpareConnections;
import scout.settings.DatabaseRole;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.BuildState;
import scout.workflows.models.DeclareResult;
import scout.workflows.models.ModelFiles;
import scout.workflows.models.PlanResult;
import scout.workflows.models.TablePlan;
import scout.workflows.models.TestOutcome;

/** A declaration is applied, changed and taken away, in place. */
class DeclarationStepsTest {
  private static final String DAYS =
      """
      -- about: sales of each store and day
      -- grain: store_id, transaction_date
      -- slice: store_id, transaction_date
      SELECT store_id, transaction_date, count(*) AS n
        FROM silver_edge_transactions
       GROUP BY 1, 2
      """;
  private static final String NAMES =
      "-- grain: store_id\nSELECT d.store_id, max(s.name) AS name, sum(d.n)::bigint AS n FROM"
          + " gold_days d LEFT JOIN ref_store s USING (store_id) GROUP BY 1";

  private PlanStage stage;
  private DeclarationSteps steps;
  private LayerSteps layers;

  @BeforeEach
  void open() throws Exception {
    stage = new PlanStage();
    stage.sales(400);
    RolePool transform = stage.database.as(DatabaseRole.TRANSFORM);
    layers = new LayerSteps(transform, LayerSettings.of(ZoneId.of("UTC")), new SpareConnections(1));
    steps = new DeclarationSteps(transform, ZoneId.of("UTC"), this::refresh);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  private void refresh() {
    UUID id = UUID.randomUUID();
    layers.buildSilver(id, null);
    layers.buildGold(id);
    layers.buildPlatinum(id);
    layers.runChecks(id, null);
  }

  private static ModelFiles files(String... files) {
    Map<String, String> texts = new TreeMap<>();
    for (int i = 0; i < files.length; i += 2) {
      texts.put(files[i], files[i + 1]);
    }
    return new ModelFiles(texts);
  }

  private void apply(ModelFiles files, String... losing) {
    ApplyRequest request = new ApplyRequest(files, "ana", List.of(losing));
    steps.admitModels(request);
    assertThat(steps.beginBeside(request).done()).isTrue();
    assertThat(steps.fillBeside().done()).isTrue();
    assertThat(steps.declareModels(request).done()).isTrue();
    BuildState state = steps.awaitModels();
    assertThat(state.building()).isEmpty();
    assertThat(state.held()).isEmpty();
  }

  private List<String> texts(String sql) {
    return stage.owner.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private List<String> changes(ModelFiles files) {
    PlanResult plan = steps.planModels(files);
    assertThat(plan.problems()).isEmpty();
    return plan.tables().stream()
        .filter(TablePlan::changes)
        .map(table -> table.change() + " " + table.table() + (table.loses() ? " loses" : ""))
        .toList();
  }

  @Test
  void tablesFollowTheirDeclarationInPlace() {
    ModelFiles first =
        files(
            "gold_days.sql",
            DAYS,
            "gold_names.sql",
            NAMES,
            "ref_store.csv",
            "store_id,name\nS1,One\n");
    assertThat(changes(first))
        .containsExactly("create ref_store", "create gold_days", "create gold_names");
    apply(first);
    assertThat(texts("SELECT concat_ws(' ', store_id, name, n) FROM scout.gold_names ORDER BY 1"))
        .containsExactly("S0 133", "S1 One 134", "S2 133");
    assertThat(changes(first)).isEmpty();

    String place = texts("SELECT 'scout.gold_days'::regclass::oid").get(0);
    ModelFiles second =
        files(
            "gold_days.sql",
            DAYS.replace("count(*) AS n", "count(*) AS n, sum(amount) AS amount"),
            "gold_names.sql",
            NAMES,
            "ref_store.csv",
            "store_id,name\nS1,First\nS2,Second\n");
    assertThat(changes(second)).containsExactly("rebuild ref_store", "rebuild gold_days");
    apply(second);
    apply(second);
    assertThat(texts("SELECT concat_ws(' ', store_id, name, n) FROM scout.gold_names ORDER BY 1"))
        .containsExactly("S0 133", "S1 First 134", "S2 Second 133");
    assertThat(texts("SELECT sum(amount) FROM scout.gold_days"))
        .isEqualTo(texts("SELECT sum(amount) FROM scout.silver_edge_transactions"));
    assertThat(texts("SELECT 'scout.gold_days'::regclass::oid")).containsExactly(place);
    assertThat(texts("SELECT count(*) FROM scout.declarations")).containsExactly("2");

    ModelFiles third = files("gold_days.sql", DAYS);
    assertThat(changes(third))
        .containsExactly(
            "rebuild gold_days loses", "drop gold_names loses", "drop ref_store loses");
    assertThatThrownBy(() -> apply(third, "gold_days"))
        .hasMessageContaining("gold_names, ref_store, which its plan has not shown");
    apply(third, "gold_days", "gold_names", "ref_store");
    assertThat(texts("SELECT relname FROM pg_class WHERE relname IN ('gold_names', 'ref_store')"))
        .isEmpty();
    assertThat(texts("SELECT count(*) FROM scout.gold_days")).containsExactly("51");
  }

  @Test
  void aReaderIsNamedAndOthersDontWait() throws Exception {
    apply(files("gold_days.sql", DAYS));
    ModelFiles changed = files("gold_days.sql", DAYS.replace("AS n", "AS n, 1 AS one"));
    try (Handle reader = stage.owner.open()) {
      reader.begin();
      reader.execute("SELECT FROM scout.gold_days");
      DeclareResult waits = steps.declareModels(new ApplyRequest(changed, "ana", List.of()));

      assertThat(waits.done()).isFalse();
      assertThat(waits.waitsFor()).contains("postgres").contains("in gold_days");
      reader.commit();
    }
    apply(changed);
    assertThat(texts("SELECT DISTINCT one FROM scout.gold_days")).containsExactly("1");
  }

  @Test
  void testsCompareRows() {
    String test =
        """
        tests:
          - name: two sales of a day
            given:
              silver_edge_transactions:
                - {store_id: S9, transaction_date: 2025-06-10, amount: 3}
                - {store_id: S9, transaction_date: 2025-06-10}
                - {store_id: S8, transaction_date: 2025-06-10}
            expect:
              - {store_id: S8, n: 1}
              - {store_id: S9, n: 2}
          - name: wrong
            given: {silver_edge_transactions: []}
            expect: [{store_id: S9, transaction_date: null, n: 1}]
          - name: misnamed
            given: {gold_days: [], silver_edge_transactions: [{shop: 1}]}
            expect: [{m: 1}]
          - name: no date
            given: {silver_edge_transactions: [{transaction_date: soon}]}
            expect: []
        """;
    List<TestOutcome> tests =
        steps.testModels(files("gold_days.sql", DAYS, "gold_days.test.yaml", test)).tests();

    assertThat(tests.get(0).differences()).isEmpty();
    assertThat(tests.get(0).passed()).isTrue();
    assertThat(tests.get(1).differences())
        .containsExactly("missing: {store_id: S9, transaction_date: null, n: 1}");
    assertThat(tests.get(2).differences())
        .containsExactly(
            "gold_days doesn't read gold_days; it reads silver_edge_transactions",
            "silver_edge_transactions has no column shop",
            "expect has no column m");
    assertThat(tests.get(3).differences())
        .containsExactly("PostgreSQL says: invalid input syntax for type date: \"soon\"");
  }

  @Test
  void aModelThatFailsLaterIsHeldAndSaid() {
    List<String> held = new ArrayList<>();
    ModelFiles fails =
        files(
            "gold_days.sql",
            DAYS.replace("SELECT", "-- check blocking few: SELECT count(*) FROM gold_days\nSELECT"),
            "gold_names.sql",
            NAMES,
            "ref_store.csv",
            "store_id,name\n");
    ApplyRequest request = new ApplyRequest(fails, "ana", List.of());
    steps.declareModels(request);
    held.addAll(steps.awaitModels().held());

    assertThat(held).hasSize(2);
    assertThat(held.get(0)).startsWith("gold_days: ");
    assertThat(held.get(1)).isEqualTo("gold_names: waits for gold_days");
  }
}
