package scout.cli.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import scout.cli.terminal.AnswerRow;
import scout.cli.terminal.CommandFailure;

/** The open alert that a person names by its number or as {@code kind:subject}. */
final class OpenAlert {
  private OpenAlert() {}

  /**
   * The alerts, in the order of their names.
   *
   * @throws CommandFailure if one is not open
   */
  static List<AnswerRow> all(ReadSide database, List<String> names) {
    List<AnswerRow> found = new ArrayList<>();
    for (String name : names) {
      found.add(
          database.rows("open_alert", Map.of("name", name)).stream()
              .findFirst()
              .orElseThrow(
                  () ->
                      CommandFailure.failed(
                          "No alert " + name + " is open; ./scout alerts lists those that are")));
    }
    return found;
  }
}
