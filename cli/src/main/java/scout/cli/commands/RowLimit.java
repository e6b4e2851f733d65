package scout.cli.commands;

import java.util.List;
import picocli.CommandLine.Option;

/** How many rows a list shows at most. */
final class RowLimit {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int rows;

  /** The number. */
  int rows() {
    return rows;
  }

  /** True if there may be more rows than the list has. */
  boolean isReachedBy(List<?> list) {
    return list.size() == rows;
  }
}
