package scout.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DeclaredContentTest {
  private static final Supplier<Long> UNASKED =
      () -> {
        throw new AssertionError("The file is read again only where the counts differ");
      };

  private static DeclaredContent records(String count) {
    return DeclaredContent.of(Map.of("scout-records", count));
  }

  @Test
  void readsTheFileAgainOnlyWhereTheCountsDiffer() {
    assertThat(records("2").contradiction("any", 2L, UNASKED)).isEmpty();
    assertThat(records("4").contradiction("any", 2L, () -> 4L)).isEmpty();
    assertThat(records("4").contradiction("any", 2L, () -> 3L)).isPresent();
    assertThat(records("4").contradiction("any", 2L, () -> null)).isPresent();
    assertThat(DeclaredContent.of(Map.of()).contradiction("any", 2L, UNASKED)).isEmpty();
  }

  @Test
  void comparesNoCountWhereNoneCanBeCompared() {
    assertThat(records("4").contradiction("any", null, UNASKED)).isEmpty();
    assertThat(records("four").contradiction("any", null, UNASKED)).isPresent();
  }

  @Test
  void aClosedShopDeclaresNothingOrNought() {
    assertThat(records("0").contradiction("any", 0L, UNASKED)).isEmpty();
    assertThat(records("5").contradiction("any", 0L, () -> 0L)).isPresent();
  }
}
