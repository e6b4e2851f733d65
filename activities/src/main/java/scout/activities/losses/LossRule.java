package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import scout.schema.alerts.AlertKind;

/** When a file is in trouble, and when a device's trouble is over. */
sealed interface LossRule permits LostRule, GoneRule {
  /** The kind of the alert. */
  AlertKind kind();

  /**
   * Judges a file.
   *
   * @param open what the device's trouble is about already, null if it has none
   * @return what it is about with this file; empty if the file is well
   */
  Optional<String> trouble(SettledFile file, String open);

  /** Returns whether the device's file before this one had the same trouble. */
  boolean before(SettledFile file, String trouble);

  /** Returns whether a file that counts, uploaded since a time, is still in this trouble. */
  boolean stands(Handle handle, String subject, OffsetDateTime since, String trouble);

  /** Returns whether a good file was uploaded after a time. */
  boolean overtaken(Handle handle, String subject, OffsetDateTime since, String trouble);
}
