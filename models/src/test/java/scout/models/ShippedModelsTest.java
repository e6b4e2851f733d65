package scout.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Scout ships stands beside what a folder declares, and gives way to it. */
class ShippedModelsTest {
  private static final String GOLD = "gold_store_daily_summary";
  private static final String PLATINUM = "platinum_store_features";

  private static final String OTHER =
      """
      -- grain: store_id, transaction_date
      -- slice: store_id, transaction_date
      SELECT store_id, transaction_date FROM silver_edge_transactions GROUP BY 1, 2
      """;

  @Test
  void anEmptyFolderDeclaresThem() {
    Declaration nothing = Declaration.of(new DeclarationFiles(Map.of()));
    assertThat(nothing.models()).isEqualTo(ShippedModels.declarations());
    assertThat(nothing.model(GOLD).orElseThrow().slice())
        .isEqualTo(List.of("store_id", "transaction_date"));
    assertThat(nothing.model(PLATINUM).orElseThrow().looksBack()).isEqualTo(89);
  }

  @Test
  void aFileOfTheSameNameReplacesOne() {
    Declaration own = Declaration.of(new DeclarationFiles(Map.of(GOLD + ".sql", OTHER)));
    assertThat(own.models()).extracting(ModelDeclaration::table).containsExactly(GOLD, PLATINUM);
    assertThat(own.model(GOLD).orElseThrow().query()).startsWith("SELECT store_id");
  }

  @Test
  void noFileTakesANameOfScoutsOtherTables() {
    assertThatThrownBy(() -> Declaration.of(new DeclarationFiles(Map.of("gold_outbox.sql", OTHER))))
        .isInstanceOf(DeclarationException.class)
        .hasMessageContaining("gold_outbox");
  }
}
