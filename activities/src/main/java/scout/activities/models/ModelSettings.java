package scout.activities.models;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, String> former = new LinkedHashMap<>();
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
        .map((row, context) -> Map.entry(row.getString("name"), row.getString("held")))
        .forEach(each -> former.putIfAbsent(each.getKey(), each.getValue()));
    set = true;
    limit = time;
    bySlices = slices;
  }

  /** Puts those in force that were before. */
  void end() {
    if (set) {
      restore();
    }
  }

  /** After a rollback that may have undone them. */
  void undone() {
    restore();
  }

  private void restore() {
    handle
        .createQuery(SQL.get("end"))
        .bindArray("names", String.class, List.copyOf(former.keySet()))
        .bindArray("values", String.class, List.copyOf(former.values()))
        .mapTo(String.class)
        .list();
    set = false;
  }
}
