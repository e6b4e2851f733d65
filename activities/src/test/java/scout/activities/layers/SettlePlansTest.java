package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import scout.settings.DatabaseRole;

/** To plan how a value is read takes longer than to settle a small file, so it is done once. */
class SettlePlansTest {
  private static final int FILES = 8;

  private static final String CUSTOM_PLANS =
      "SELECT coalesce(sum(custom_plans), 0) || ' of ' || (count(*) > 0)"
          + " FROM pg_prepared_statements WHERE statement LIKE '%pg_temp.settle_%'";

  /** Emptying one would have the statements that read the table planned anew. */
  private static final String INDEXES =
      "SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
          + " WHERE c.relpersistence = 't' AND c.relname LIKE 'settle%'";

  @Test
  void aSessionPlansItsBatchesOnce() throws Exception {
    LayerSettings settings = LayerSettings.of(ZoneOffset.UTC);
    try (LayerStage stage = new LayerStage(settings);
        Handle handle = stage.database.as(DatabaseRole.TRANSFORM).jdbi().open()) {
      for (int i = 0; i < FILES; i++) {
        UUID file =
            stage.loader.load(
                i + ".json",
                Instant.parse("2025-06-20T12:00:00Z"),
                List.of(
                    "{\"transaction_id\": \"T%d\", \"store_id\": \"S1\", \"timestamp\": "
                            .formatted(i)
                        + "\"2025-06-20T10:00:00Z\", \"amount\": 1}"));
        SilverBatch.Settled settled =
            handle.inTransaction(
                own ->
                    new SilverBatch(own, settings, DeclaredSource.SHIPPED)
                        .settle(List.of(file), () -> {}));
        assertThat(settled.rows()).isEqualTo(1);
      }
      assertThat(handle.select(CUSTOM_PLANS).mapTo(String.class).one()).isEqualTo("0 of true");
      assertThat(handle.select(INDEXES).mapTo(int.class).one()).isZero();
    }
  }
}
