package scout.system.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tables of a page in the project's docs. */
final class Page {
  private static final Path DOCS = Path.of("..", "docs");

  private Page() {}

  /**
   * The cells of every table row whose first cell is a name in backticks, without the backticks.
   */
  static List<List<String>> rows(String name) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(DOCS.resolve(name))) {
      if (line.startsWith("| `")) {
        rows.add(
            Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .map(cell -> cell.matches("`[^`]*`") ? cell.replace("`", "") : cell)
                .toList());
      }
    }
    return rows;
  }

  /** The text of every source file of the program below a folder of the project. */
  static List<String> sources(String folder) throws IOException {
    try (var files = Files.walk(Path.of("..", folder))) {
      List<String> texts = new ArrayList<>();
      for (Path file :
          files.filter(path -> path.toString().matches(".*/src/main/.*\\.java")).toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }
}
