package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import scout.local.Main;

/** Every {@code ./scout …} that a page shows is right usage. */
class DocumentedCommandsTest {
  static Set<String> commands() throws IOException {
    return PageCommands.all();
  }

  @Test
  void findsThem() throws IOException {
    assertThat(commands())
        .contains("checks run", "sweep --wait", "upload /files/till-01.jsonl", "discard KEY");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isRightUsage(String command) {
    assertThatCode(() -> parse(PageCommands.words(command))).as(command).doesNotThrowAnyException();
  }

  private static void parse(String[] words) {
    CommandLine line = Main.commandLine();
    if (words.length == 1 && line.getSubcommands().containsKey(words[0])) {
      return; // a sentence names the command, without what it needs
    }
    line.parseArgs(words);
  }
}
