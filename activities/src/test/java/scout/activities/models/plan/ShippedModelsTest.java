package scout.activities.models.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.activities.database.RolePool;
import scout.activities.layers.LayerSettings;
import scout.activities.layers.LayerSteps;
import scout.activities.layers.SpareConnections;
import scout.activities.models.ModelInForce;
import scout.activities.models.ModelRegistry;
import scout.models.ModelDeclaration;
import scout.models.ShippedModels;
import scout.settings.DatabaseRole;
import scout.workflows.models.ApplyRequest;
import scout.workflows.models.ModelFiles;
import scout.workflows.models.TablePlan;

/** The models that Scout ships are in force like any other, and can be replaced and come back. */
class ShippedModelsTest {
  private static final String GOLD = "gold_store_daily_summary";
  private static final String FILE = GOLD + ".sql";
  private static final String BAGS =
      "SELECT count(DISTINCT count_of_mobile) FROM (SELECT mobile_transactions AS count_of_mobile"
          + " FROM scout.gold_store_daily_summary) each";

  private PlanStage stage;
  private DeclarationSteps steps;
  private LayerSteps layers;

  @BeforeEach
  void open() throws Exception {
    stage = new PlanStage();
    stage.sales(400);
    stage.owner.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO scout.gold_outbox (store_id, transaction_date)"
                    + " SELECT DISTINCT store_id, transaction_date"
                    + " FROM scout.silver_edge_transactions"));
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
  }

  private List<String> texts(String sql) {
    return stage.owner.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  /** The migration holds the texts of this version's files, as PostgreSQL judges them. */
  @Test
  void theMigrationPutsTheFilesInForce() {
    Planned planned = stage.plan();
    assertThat(planned.result().problems()).isEmpty();
    assertThat(planned.result().tables()).noneMatch(TablePlan::changes);
    List<ModelInForce> inForce = stage.owner.withHandle(ModelRegistry::all);
    assertThat(inForce).allMatch(ModelInForce::shipped).allMatch(ModelInForce::readable);
    assertThat(planned.models())
        .extracting(model -> model.declaration())
        .isEqualTo(ShippedModels.declarations());
    for (int i = 0; i < inForce.size(); i++) {
      ModelDeclaration held = inForce.get(i).model().declaration();
      ModelDeclaration given = planned.models().get(i).declaration();
      assertThat(held.table()).isEqualTo(given.table());
      assertThat(held.about()).isEqualTo(given.about());
      assertThat(held.query()).isEqualTo(given.query());
      assertThat(held.looksBack()).isEqualTo(given.looksBack());
      assertThat(inForce.get(i).model().columns()).isEqualTo(planned.models().get(i).columns());
      assertThat(inForce.get(i).model().inputs()).isEqualTo(planned.models().get(i).inputs());
      assertThat(inForce.get(i).model().reads()).isEqualTo(planned.models().get(i).reads());
    }
    assertThat(
            texts(
                "SELECT t.table_name FROM scout.declared_tables t"
                    + " WHERE t.about <> obj_description(('scout.' || table_name)::regclass)"))
        .as("said in other words than the table's own")
        .isEmpty();
  }

  @Test
  void anotherFormIsRefusedWithItsLine() {
    String text = ShippedModels.text(GOLD);
    assertThat(stage.refused(FILE, text.replace("first_transaction_time", "opened")))
        .containsExactly("4 SHIPPED_COLUMN_MISSING");
    assertThat(stage.refused(FILE, text.replace("devices AS active", "1 AS active")))
        .containsExactly("23 SHIPPED_COLUMN_TYPE");
    assertThat(stage.refused(FILE, text.replace("-- slice: store_id,", "-- slice:")))
        .containsExactly("0 SHIPPED_GRAIN");
  }

  @Test
  void aFileOfTheSameNameReplacesOneUntilItGoes() {
    refresh();
    List<String> before = texts("SELECT g::text FROM scout.gold_store_daily_summary g ORDER BY 1");
    assertThat(before).hasSize(51);
    String own =
        ShippedModels.text(GOLD)
            .replace(
                "         mode() WITHIN",
                "         count(*) FILTER (WHERE payment_method = 'cash') AS mobile,\n"
                    + "         mode() WITHIN")
            .replace(
                "       devices AS", "       mobile AS mobile_transactions,\n       devices AS");
    apply(new ModelFiles(Map.of(FILE, own)));
    assertThat(texts(BAGS)).isNotEqualTo(List.of("0"));
    assertThat(texts("SELECT declaration_id IS NULL FROM scout.models WHERE layer = 'gold'"))
        .containsExactly("f");
    apply(new ModelFiles(Map.of()), GOLD);
    assertThat(texts("SELECT declaration_id IS NULL FROM scout.models ORDER BY 1"))
        .containsExactly("t", "t");
    assertThat(
            texts(
                "SELECT count(*) FROM scout.gold_store_daily_summary g"
                    + " JOIN scout.platinum_store_features USING (store_id, transaction_date)"))
        .containsExactly("51");
    assertThat(
            texts(
                "SELECT count(*) FROM information_schema.columns"
                    + " WHERE table_name = 'gold_store_daily_summary'"))
        .containsExactly("12");
  }

  private void apply(ModelFiles files, String... losing) {
    ApplyRequest request = new ApplyRequest(files, "ana", List.of(losing));
    steps.admitModels(request);
    assertThat(steps.declareModels(request).done()).isTrue();
    assertThat(steps.awaitModels().held()).isEmpty();
  }
}
