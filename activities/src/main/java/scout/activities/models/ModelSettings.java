package scout.activities.models;

import java.time.Duration;
import java.time.ZoneId;
import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/**
 * The settings under which models are computed: the same for each session, and plans that don't
 * hang on statistics. They stay from one model to the next where both need the same.
 */
final class ModelSettings {
  private static final SqlFile SQL =
      SqlFile.load(ModelSettings.class, "/scout/schema/models/model_refresh.sql");

  private final Handle handle;
  private final ZoneId zone;
  private boolean set;
  private Duration limit;
  private boolean bySlices;

  /**
   * @param zone the business time zone
   */
  ModelSettings(Handle handle, ZoneId zone) {
    this.handle = handle;
    this.zone = zone;
  }

  /**
   * Puts them in force for the statements that follow in the transaction.
   *
   * @param time that a statement may take
   * @param slices true if it looks up slices by index
   */
  void begin(Duration time, boolean slices) {
    if (set && time.equals(limit) && slices == bySlices) {
      return;
    }
    handle
        .createQuery(SQL.get("begin"))
        .bind("zone", zone.getId())
        .bind("millis", Long.toString(time.toMillis()))
        .bind("by_slices", slices)
        .mapToMap()
        .list();
    set = true;
    limit = time;
    bySlices = slices;
  }

  /** Puts the session's own in force. */
  void end() {
    if (set) {
      handle.execute(SQL.get("end"));
      set = false;
    }
  }

  /** After a rollback that may have undone them. */
  void undone() {
    handle.execute(SQL.get("end"));
    set = false;
  }
}
