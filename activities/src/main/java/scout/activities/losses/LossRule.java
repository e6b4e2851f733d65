package scout.activities.losses;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import scout.schema.alerts.AlertKind;

/** Decides when a file is in trouble and when a device's trouble is over. */
sealed interface LossRule permits LostRule, GoneRule {
  /** The kind of the alert. */
  AlertKind kind();

  /**
   * Judges a file.
   *
   * @param open the cause of the device's open trouble, null if there is none
   * @return the cause including this file; empty if the file is good
   */
  Optional<String> trouble(SettledFile file, String open);

  /** Returns whether the device's file before this one had the same trouble. */
  boolean before(SettledFile file, String trouble);

  /** Returns whether a counting file, uploaded since a time, still has this trouble. */
  boolean stands(Handle handle, String subject, OffsetDateTime since, String trouble);

  /** Returns whether a good file was uploaded after a time. */
  boolean overtaken(Handle handle, String subject, OffsetDateTime since, String trouble);
}
