package scout.starter.alerts;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.AlertSeverity;

/**
 * Which alerts go to which targets, e.g. {@code critical kind=file_lost device=till-* ->
 * slack:ops}.
 *
 * @param atLeast the least severity that it takes
 * @param kinds the kinds that it takes
 * @param devices the devices
 * @param tables the tables or layers
 * @param targets the names of targets, e.g. {@code slack:ops}
 */
record AlertRoute(
    AlertSeverity atLeast,
    AlertPattern kinds,
    AlertPattern devices,
    AlertPattern tables,
    List<String> targets) {
  private static final String KIND = "kind";
  private static final String DEVICE = "device";
  private static final String TABLE = "table";
  private static final Set<String> CONDITIONS = Set.of(KIND, DEVICE, TABLE);

  AlertRoute {
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("has no target");
    }
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is invalid; the message continues after the line itself
   */
  static AlertRoute parse(String line) {
    String[] sides = line.replace("→", "->").split("->", -1);
    if (sides.length != 2 || sides[1].isBlank()) {
      throw new IllegalArgumentException(
          "needs the form CONDITIONS -> TARGETS, such as critical -> slack:ops");
    }
    AlertSeverity atLeast = AlertSeverity.INFO;
    Map<String, AlertPattern> conditions = new LinkedHashMap<>();
    for (String word : sides[0].strip().split("\\s+", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        condition(conditions, word.substring(0, equals), word.substring(equals + 1));
      } else if (!word.isEmpty() && !word.equals("*")) {
        atLeast = severity(word);
      }
    }
    return new AlertRoute(
        atLeast,
        conditions.getOrDefault(KIND, AlertPattern.ANY),
        conditions.getOrDefault(DEVICE, AlertPattern.ANY),
        conditions.getOrDefault(TABLE, AlertPattern.ANY),
        Arrays.stream(sides[1].split(",", -1)).map(String::strip).toList());
  }

  private static AlertSeverity severity(String word) {
    try {
      return AlertSeverity.ofWord(word);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "has the word "
              + word
              + "; conditions are info, warning or critical, kind=…, device=… and table=…",
          e);
    }
  }

  private static void condition(Map<String, AlertPattern> conditions, String name, String words) {
    if (!CONDITIONS.contains(name)) {
      throw new IllegalArgumentException(
          "has the condition " + name + "; there are kind, device and table");
    }
    if (words.isEmpty() || Arrays.stream(words.split(",", -1)).anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("lacks a word after " + name + "=");
    }
    AlertPattern pattern = AlertPattern.of(words);
    if (name.equals(KIND)) {
      pattern.words().forEach(AlertRoute::checkKind);
    }
    if (conditions.put(name, pattern) != null) {
      throw new IllegalArgumentException(
          "has the condition " + name + " twice; give its words parted by commas");
    }
  }

  /** A misspelt kind would never fit, and nobody would notice. */
  private static void checkKind(String word) {
    AlertPattern pattern = new AlertPattern(List.of(word));
    if (Arrays.stream(AlertKind.values()).noneMatch(kind -> pattern.fits(kind.word()))) {
      throw new IllegalArgumentException(
          "names the kind "
              + word
              + ", which there is not; there are "
              + Arrays.stream(AlertKind.values())
                  .map(AlertKind::word)
                  .collect(Collectors.joining(", ")));
    }
  }

  /** True if the alert goes to its targets. */
  boolean fits(AlertNews alert) {
    return alert.severity().compareTo(atLeast) >= 0
        && kinds.fits(alert.kind())
        && devices.fits(alert.device())
        && tables.fits(alert.table());
  }
}
