package scout.cli.commands;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import scout.cli.terminal.CommandFailure;

/** Selects files by their days of upload. */
final class UploadDays {
  @Option(names = "--from", paramLabel = "DAY", description = "Only uploaded since this day, UTC.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Only uploaded up to this day, UTC.")
  private LocalDate to;

  /** True if a day was given. */
  boolean given() {
    return from != null || to != null;
  }

  /** The parameters {@code from} and {@code to} of a statement; null if not given. */
  Map<String, Object> parameters() {
    if (from != null && to != null && from.isAfter(to)) {
      throw CommandFailure.wrongUsage("--from is after --to; no day lies between them");
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("from", startOf(from));
    parameters.put("to", startOf(to == null ? null : to.plusDays(1)));
    return parameters;
  }

  private static OffsetDateTime startOf(LocalDate day) {
    return day == null ? null : day.atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
