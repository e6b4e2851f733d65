package scout.cli.commands;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import scout.cli.terminal.CommandFailure;
import scout.workflows.journey.FileStatus;

/** The ledger's words for a file's status, also for shell completion. */
final class StatusWords implements Iterable<String> {
  private static final List<String> WORDS =
      Arrays.stream(FileStatus.values())
          .filter(status -> status != FileStatus.UNKNOWN)
          .map(FileStatus::word)
          .toList();

  @Override
  public Iterator<String> iterator() {
    return WORDS.iterator();
  }

  /** Refuses an unknown status: it would select nothing, which looks like good news. */
  static String check(String word) {
    if (word != null && !WORDS.contains(word)) {
      throw CommandFailure.wrongUsage(
          "'" + word + "' is not a status; give one of " + String.join(", ", WORDS));
    }
    return word;
  }
}
