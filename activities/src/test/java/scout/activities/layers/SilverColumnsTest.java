package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilverColumnsTest {
  private static List<String> contract(String table) {
    Matcher names =
        Pattern.compile("\\('(\\w+)', '").matcher(SilverColumns.sql(table).get("columns"));
    List<String> found = new ArrayList<>();
    while (names.find()) {
      found.add(names.group(1));
    }
    return found;
  }

  @Test
  void areThoseOfTheTables() {
    List<String> columns = contract("silver_edge_transactions");
    assertThat(contract("silver_superseded")).startsWith(columns.toArray(String[]::new));
    columns.remove("created_at");
    assertThat(SilverColumns.fill("{columns}")).isEqualTo(String.join(", ", columns));
    assertThat(SilverColumns.fill("{ranked}").split(", ", -1)).isSubsetOf(columns);
    assertThat(SilverColumns.fill("{compared}").split(", ", -1)).isSubsetOf(columns);
  }

  @Test
  void areNamedByTheAliasAndLeaveOutWhatTheStatementSays() {
    String due =
        Pattern.compile(", ")
            .splitAsStream(SilverColumns.fill("{ranked}"))
            .filter(name -> !name.equals("amount") && !name.equals("currency"))
            .map(name -> "old." + name)
            .collect(Collectors.joining(", "));
    assertThat(SilverColumns.fill("SELECT {ranked of old but amount,\n  currency} FROM {source}"))
        .isEqualTo("SELECT " + due + " FROM {source}");
    assertThatThrownBy(() -> SilverColumns.fill("{columns but moment}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{columns but moment}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"silver_edge_transactions", "silver_superseded", "silver_rebuild"})
  void standInNoStatementByThemselves(String file) {
    assertThat(SilverColumns.sql(file).all().values())
        .noneMatch(statement -> statement.contains("{columns"))
        .noneMatch(statement -> statement.contains("{ranked"))
        .noneMatch(statement -> statement.contains("{compared"));
  }
}
