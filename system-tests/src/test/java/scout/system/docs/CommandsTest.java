package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import scout.local.Main;

/** Holds docs/commands.md, and the examples in each command's help, against the program. */
class CommandsTest {
  /** Explained once for all commands. */
  private static final Set<String> COMMON = Set.of("--help", "--verbose");

  /** The page leaves the options of these to their help; bench lies in a module above this one. */
  private static final Set<String> LEFT_TO_HELP = Set.of("rebuild", "bench");

  private static final Pattern OPTION = Pattern.compile("^\\| `(--[a-z-]+)", Pattern.MULTILINE);
  private static final Pattern EXAMPLE = Pattern.compile("\\./scout ([^;|()`]+)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  private final Map<String, CommandLine> commands = Main.commandLine().getSubcommands();

  private static Map<String, String> sections() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "commands.md"));
    Map<String, String> sections = new TreeMap<>();
    for (String section : page.split("(?m)^### ", -1)) {
      int line = section.indexOf('\n');
      sections.put(section.substring(0, line), section.substring(line));
    }
    sections.keySet().removeIf(name -> name.startsWith("#"));
    return sections;
  }

  @Test
  void namesEveryCommandAndNoOther() throws Exception {
    Set<String> names = new TreeSet<>(commands.keySet());
    names.add("bench");
    assertThat(sections().keySet()).isEqualTo(names);
  }

  @Test
  void namesEveryOptionOfEachCommandAndNoOther() throws Exception {
    Map<String, String> sections = sections();
    for (String name : commands.keySet()) {
      if (!LEFT_TO_HELP.contains(name)) {
        Set<String> documented =
            OPTION
                .matcher(sections.get(name))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).as(name).isEqualTo(options(commands.get(name)));
      }
    }
  }

  private static Set<String> options(CommandLine command) {
    Set<String> names = new TreeSet<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.add(option.longestName());
    }
    names.removeAll(COMMON);
    return names;
  }

  @Test
  void everyCommandShowsAnExampleInItsHelp() {
    for (var command : commands.entrySet()) {
      assertThat(command.getValue().getUsageMessage())
          .as(command.getKey())
          .containsPattern("\\./scout " + command.getKey() + "\\b");
    }
  }

  static Stream<String> examples() throws Exception {
    List<String> texts = new ArrayList<>();
    sections().values().forEach(section -> texts.addAll(fenced(section)));
    for (CommandLine command : Main.commandLine().getSubcommands().values()) {
      texts.addAll(List.of(command.getCommandSpec().usageMessage().footer()));
    }
    return texts.stream()
        .flatMap(text -> EXAMPLE.matcher(text).results().map(found -> found.group(1).strip()))
        .distinct();
  }

  private static List<String> fenced(String section) {
    return Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL)
        .matcher(section)
        .results()
        .map(found -> found.group(1).replace("\n", ";"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsRightUsage(String example) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(example);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    assertThatCode(() -> Main.commandLine().parseArgs(words.toArray(String[]::new)))
        .as(example)
        .doesNotThrowAnyException();
  }
}
