package scout.starter.alerts;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message about alerts of one kind to one target.
 *
 * @param id the same for each attempt
 * @param incident the message that began the incident
 * @param target e.g. {@code slack:ops}
 * @param kind the kind's word
 * @param severity the severity's word
 * @param event what it says
 * @param alerts how many alerts it tells of
 * @param stillOpen how many of the incident are open
 * @param createdAt when it was written
 * @param lines the first of the alerts
 * @param runbook where the remedy is: an address, or the page and section
 */
record AlertMessage(
    UUID id,
    UUID incident,
    String target,
    String kind,
    String severity,
    AlertEvent event,
    int alerts,
    int stillOpen,
    OffsetDateTime createdAt,
    List<AlertLine> lines,
    String runbook) {
  private static final int LONGEST_TITLE = 140;
  private static final int LONGEST_WORDS = 1_600;
  private static final int SHORTEST_LINE = 240;

  AlertMessage {
    lines = List.copyOf(lines);
  }

  /** True if something is left to do. */
  boolean asksForWork() {
    return event != AlertEvent.RESOLVED;
  }

  /** True if no alert of the incident is open any more. */
  boolean endsIncident() {
    return event == AlertEvent.RESOLVED && stillOpen == 0;
  }

  /** One line: how bad, what, how many. */
  String title() {
    String what = kind.replace('_', ' ') + subjects();
    String title =
        switch (event) {
          case OPENED -> severity + ": " + what;
          case REMINDED -> "still " + severity + ", acknowledged by nobody: " + what;
          case RESOLVED ->
              "over: " + what + (stillOpen > 0 ? "; " + stillOpen + " still open" : "");
        };
    return AlertLine.oneLine("Scout " + title, LONGEST_TITLE);
  }

  private String subjects() {
    return alerts == 1 && !lines.isEmpty() ? ", " + lines.get(0).subject() : " (" + alerts + ")";
  }

  /** A line for each alert, and one that counts those that have none. */
  Stream<String> words() {
    int more = alerts - lines.size();
    // what to do stands at the end of an alert's message, so few are cut as late as there is room
    int longest = Math.max(SHORTEST_LINE, LONGEST_WORDS / Math.max(1, lines.size()));
    return Stream.concat(
        lines.stream().map(line -> asksForWork() ? line.words(longest) : line.ending(longest)),
        more > 0 ? Stream.of("… and " + more + " more") : Stream.empty());
  }

  /** All of it as plain text. */
  String text() {
    Stream<String> remedy = asksForWork() ? Stream.of("What to do: " + runbook) : Stream.empty();
    return Stream.of(Stream.of(title()), words(), remedy)
        .flatMap(each -> each)
        .collect(Collectors.joining("\n"));
  }

  /** True if the runbook is an address. */
  boolean runbookIsLink() {
    return runbook.startsWith("http");
  }
}
