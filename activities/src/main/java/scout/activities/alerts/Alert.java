package scout.activities.alerts;

import java.util.Objects;
import java.util.Set;

/**
 * Trouble that a person should know of.
 *
 * @param fingerprint tells one trouble from another: while an alert with it is open, no second one
 *     opens, e.g. {@code check:gold_accuracy}
 * @param kind what it is about
 * @param severity {@code info}, {@code warning} or {@code critical}
 * @param subject what is in trouble: a full object key, a check's name, a layer, a device
 * @param message what is wrong and what to do, without payload text
 */
public record Alert(
    String fingerprint, AlertKind kind, String severity, String subject, String message) {
  private static final Set<String> SEVERITIES = Set.of("info", "warning", "critical");

  public Alert {
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(message, "message");
    if (!SEVERITIES.contains(severity)) {
      throw new IllegalArgumentException("An alert's severity is one of " + SEVERITIES);
    }
  }
}
