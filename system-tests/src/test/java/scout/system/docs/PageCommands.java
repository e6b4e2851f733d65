package scout.system.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every {@code ./scout …} that a page shows, in a block of code and in a sentence. */
public final class PageCommands {
  private static final Path ROOT = Path.of("..");
  private static final Pattern CODE =
      Pattern.compile(
          "(?ms)^ *```(?:sh|console)\\n"
              + "(.*?)^ *```$|`((?:eval \"\\$\\(|source <\\()?\\./scout [^`]*)`");
  private static final Pattern COMMAND =
      Pattern.compile("(?:\\./scout|docker compose run [^\\n]*?\\bcli) ([^;|()`#\\n<>]+)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** These words stand for a command, and {@code bench} lies in a module above this one. */
  private static final Set<String> NO_COMMAND = Set.of("COMMAND", "bench");

  /** Stand for a choice of words. */
  private static final Pattern LAYER = Pattern.compile("\\bLAYER\\b");

  private PageCommands() {}

  /** Them, without the program. */
  public static Set<String> all() throws IOException {
    Set<String> commands = new TreeSet<>();
    for (Path page : pages()) {
      commands.addAll(in(Files.readString(page)));
    }
    return commands;
  }

  /** Those of a text, in its order. */
  static List<String> in(String text) {
    return CODE.matcher(text)
        .results()
        .map(code -> code.group(1) == null ? joined(code.group(2)) : code.group(1))
        .map(code -> code.replace("\\\n", " "))
        .flatMap(code -> COMMAND.matcher(code).results())
        .map(found -> found.group(1).strip())
        .filter(found -> !NO_COMMAND.contains(found.split("\\s", 2)[0]))
        .toList();
  }

  private static String joined(String sentence) {
    return sentence.replaceAll("\\s+", " ");
  }

  /** The pages that people read. */
  static List<Path> pages() throws IOException {
    try (var docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
              docs.filter(page -> page.toString().endsWith(".md")),
              Stream.of(
                      "README.md",
                      "CONTRIBUTING.md",
                      "samples/README.md",
                      "samples/fleet/README.md")
                  .map(ROOT::resolve))
          .toList();
    }
  }

  /** True if it looks at what a stack holds, and changes nothing. */
  public static boolean reads(String command) {
    return command.matches("(status|files|file|checks|alerts|usage|verify|models show)\\b.*")
        && !command.matches("(checks run|alerts (ack|mute)).*");
  }

  /** A command's words; where a page names a choice, the first of it. */
  public static String[] words(String command) {
    return WORD.matcher(LAYER.matcher(command).replaceAll("silver"))
        .results()
        .map(
            word ->
                Stream.of(word.group(1), word.group(2), word.group(3))
                    .filter(each -> each != null)
                    .findFirst()
                    .orElseThrow())
        .toArray(String[]::new);
  }
}
