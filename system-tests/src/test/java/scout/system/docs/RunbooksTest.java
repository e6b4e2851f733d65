package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scout.schema.alerts.AlertKind;

/** Holds docs/runbooks.md against the kinds of alerts. */
class RunbooksTest {
  private static final Path PROJECT = Path.of("..");

  private static String page() throws IOException {
    return Files.readString(PROJECT.resolve("docs/runbooks.md"));
  }

  @Test
  void hasASectionForEachKindAndNoOther() throws IOException {
    assertThat(Pattern.compile("(?m)^## (\\S+)$").matcher(page()).results())
        .extracting((MatchResult section) -> section.group(1))
        .containsExactlyElementsOf(Arrays.stream(AlertKind.values()).map(AlertKind::word).toList());
  }

  @ParameterizedTest
  @EnumSource
  void saysOfEachKindWhatToDo(AlertKind kind) throws IOException {
    String[] runbook = kind.runbook().split("#", 2);
    assertThat(PROJECT.resolve(runbook[0])).isRegularFile();
    String section = page().split("(?m)^## " + runbook[1] + "$", 2)[1].split("(?m)^## ", 2)[0];
    assertThat(section).contains("**Means:**", "**Look:**", "**Do:**", "**Over:**");
  }
}
