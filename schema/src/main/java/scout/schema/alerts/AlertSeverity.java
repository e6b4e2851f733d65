package scout.schema.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How bad a problem is, the least first. */
public enum AlertSeverity {
  /** Good to know. */
  INFO,
  /** A person should look today. */
  WARNING,
  /** A person should look now. */
  CRITICAL;

  /** The word in {@code scout.alerts.severity}, e.g. {@code warning}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The severity of a word; throws IllegalArgumentException if it is none. */
  public static AlertSeverity ofWord(String word) {
    return Arrays.stream(values())
        .filter(severity -> severity.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("An alert's severity is one of " + words()));
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(AlertSeverity::word).toList();
  }
}
