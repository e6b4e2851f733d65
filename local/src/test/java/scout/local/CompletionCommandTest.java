package scout.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CompletionCommandTest {
  @Test
  void completesEveryCommand() {
    CommandLine main = Main.commandLine();
    StringWriter out = new StringWriter();
    main.setOut(new PrintWriter(out));
    assertThat(main.execute("completion")).isZero();
    assertThat(out.toString()).contains("complete -F _complete_scout");
    main.getSubcommands().keySet().forEach(name -> assertThat(out.toString()).contains(name));
  }
}
