package scout.schema.alerts;

import java.util.Objects;

/**
 * A problem that a person should know of. At most one alert per kind and subject is open.
 *
 * @param kind what it is about
 * @param severity how bad it is
 * @param subject what has the problem: a full object key, a check's name, a layer, a device
 * @param cause identifies the problem of an open alert: a new cause is posted again. The caller
 *     chooses words or a code, e.g. {@code no transaction_id}; blank if a subject has only one.
 *     People read the message, not the cause
 * @param message what is wrong and what to do, without payload text
 */
public record Alert(
    AlertKind kind, AlertSeverity severity, String subject, String cause, String message) {
  public Alert {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(message, "message");
  }

  /** An alert of the kind's usual severity, without a cause. */
  public static Alert of(AlertKind kind, String subject, String message) {
    return new Alert(kind, kind.severity(), subject, "", message);
  }

  /** The same with this severity. */
  public Alert withSeverity(AlertSeverity other) {
    return new Alert(kind, other, subject, cause, message);
  }

  /** The same with this cause. */
  public Alert withCause(String other) {
    return new Alert(kind, severity, subject, other, message);
  }

  /** Identifies the problem. */
  public String fingerprint() {
    return kind.fingerprint(subject);
  }
}
