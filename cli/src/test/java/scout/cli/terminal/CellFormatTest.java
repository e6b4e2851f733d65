package scout.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellFormatTest {
  @ParameterizedTest
  @ValueSource(strings = {"scout/v1/bronze/till-01/2025-03-14.json", "a/Käse_1,2.csv.gz"})
  void aPlainKeyIsShownAsItIs(String key) {
    assertThat(CellFormat.key(key)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/two words.json",
        "a/it's.json",
        "a/\"quoted\" $HOME `id` \\ *.json",
        "a/line\nbreak 'and' \\n.json",
        "a/bell\u0007\t.json",
        "a/emoji \uD83D\uDE00.json",
        "a/'; rm -rf x; '.json"
      })
  void anyKeyCanBePastedIntoAShell(String key) throws Exception {
    Process bash =
        new ProcessBuilder("bash", "-c", "printf %s " + CellFormat.key(key))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(key);
    assertThat(CellFormat.key(key)).doesNotContain("\n", "\t", "\u0007");
  }
}
