package scout.system.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The way from one's own file to an own gold table, as {@code docs/models.md} goes it.
 *
 * @param record what a till writes
 * @param files the declaration's texts by name
 * @param commands in their order
 * @param query asks for the result
 * @param rows the result
 */
record Tutorial(
    String record,
    Map<String, String> files,
    List<String> commands,
    String query,
    List<List<String>> rows) {
  private static final Path PAGE = Path.of("..", "docs", "models.md");
  private static final Pattern SECTION =
      Pattern.compile("(?ms)^## From one's own file .*?(?=^## )");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern FILE = Pattern.compile("(?ms)`([a-z_.]+)`:\\n\\n```\\n(.*?)^```$");
  private static final Pattern QUERY = Pattern.compile("psql \\S+ -c '(SELECT [^']*)'");

  /** Runs in another terminal, or is another way to the same. */
  private static final String OTHER = "(up|fit)\\b.*";

  static Tutorial read() throws IOException {
    String text =
        SECTION
            .matcher(Files.readString(PAGE))
            .results()
            .map(MatchResult::group)
            .findFirst()
            .orElseThrow();
    List<String> blocks =
        BLOCK
            .matcher(text)
            .results()
            .filter(block -> block.group(1).isEmpty())
            .map(block -> block.group(2))
            .toList();
    Map<String, String> files = new LinkedHashMap<>();
    FILE.matcher(text).results().forEach(file -> files.put(file.group(1), file.group(2)));
    return new Tutorial(
        blocks.get(0),
        files,
        PageCommands.in(text).stream().filter(command -> !command.matches(OTHER)).toList(),
        queries(text).get(0),
        table(blocks.get(blocks.size() - 1)));
  }

  /** What a text gives to psql to read. */
  static List<String> queries(String text) {
    return QUERY.matcher(text).results().map(query -> query.group(1)).toList();
  }

  /** The cells of a table as psql draws it, below its head. */
  private static List<List<String>> table(String drawn) {
    return drawn
        .lines()
        .skip(2)
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .toList();
  }
}
