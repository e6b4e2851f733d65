package scout.activities.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scout.models.ModelCheck;

class BesideCheckTest {
  private static final BesideCheck BESIDE =
      new BesideCheck(Map.of("gold_days", "gold_days__beside", "gold_stores", "gold_stores"));

  private static String asked(String query) {
    return BESIDE.of("gold_days", new ModelCheck("few", true, query)).checkQuery();
  }

  /** However a name with its schema is written, the table beside is asked. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '#',
      value = {
        "SELECT 1 FROM scout.gold_days # SELECT 1 FROM gold_days",
        "SELECT 1 FROM SCOUT . Gold_Days d # SELECT 1 FROM Gold_Days d",
        "SELECT 1 FROM \"scout\".\"gold_days\" # SELECT 1 FROM \"gold_days\"",
        "SELECT E'it\\'s' FROM scout.gold_days # SELECT E'it\\'s' FROM gold_days",
        "SELECT $$don't$$ FROM scout.gold_days # SELECT $$don't$$ FROM gold_days",
        "SELECT $a$ $$ ' $a$ FROM scout.gold_days # SELECT $a$ $$ ' $a$ FROM gold_days",
        "SELECT /* don't */ 1 FROM scout.gold_days # SELECT /* don't */ 1 FROM gold_days",
        "SELECT 'scout.gold_days' # SELECT 'scout.gold_days'",
        "SELECT '' FROM scout.gold_days; # SELECT '' FROM gold_days",
        "SELECT 1 FROM scout.gold_days_2 # SELECT 1 FROM scout.gold_days_2",
        "SELECT 1 FROM scout.gold_stores # SELECT 1 FROM scout.gold_stores",
        "SELECT 1 FROM \"my scout\".gold_days # SELECT 1 FROM \"my scout\".gold_days"
      })
  void asksTheTableBeside(String query, String bare) {
    assertThat(asked(query))
        .isEqualTo(
            "WITH \"gold_days\" AS NOT MATERIALIZED (SELECT * FROM scout.\"gold_days__beside\")"
                + " SELECT * FROM (\n"
                + bare
                + "\n) \"CHECK\"");
  }
}
