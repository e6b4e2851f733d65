package scout.starter.alerts;

import java.util.Locale;

/** What a message says of its alerts. */
enum AlertEvent {
  /** They are new, or worse, or have another cause. */
  OPENED,
  /** They have been open for long, and nobody has acknowledged them. */
  REMINDED,
  /** They are over. */
  RESOLVED;

  /** The word in {@code scout.alert_messages.event}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static AlertEvent ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
