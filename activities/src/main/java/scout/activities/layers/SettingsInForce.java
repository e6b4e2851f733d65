package scout.activities.layers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/**
 * Holds the settings against those that silver was built with: a layer built with two time zones or
 * two sets of paths would be neither.
 */
final class SettingsInForce {
  static final String CODE = "SETTINGS_CHANGED";

  private static final SqlFile SQL =
      SqlFile.load(SettingsInForce.class, "/scout/schema/layers/settings_in_force.sql");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final LayerSettings settings;

  SettingsInForce(LayerSettings settings) {
    this.settings = settings;
  }

  /** True if they are in force, or none are yet. */
  boolean are(Handle handle) {
    return handle
        .createQuery(SQL.get("read"))
        .bind("zone", settings.timeZone().getId())
        .bind("paths", paths())
        .map((row, context) -> row.getBoolean("same_zone") && row.getBoolean("same_paths"))
        .findOne()
        .orElse(true);
  }

  /** Stores the settings on the first run; refuses with {@link #CODE} if others are in force. */
  void require(Handle handle) {
    String zone = settings.timeZone().getId();
    String paths = paths();
    handle.createUpdate(SQL.get("begin")).bind("zone", zone).bind("paths", paths).execute();
    handle
        .createQuery(SQL.get("read"))
        .bind("zone", zone)
        .bind("paths", paths)
        .map(
            (row, context) -> {
              if (!row.getBoolean("same_zone")) {
                throw changed("the time zone " + row.getString("time_zone"), zone);
              }
              if (!row.getBoolean("same_paths")) {
                throw changed("the field paths " + row.getString("paths"), paths);
              }
              return true;
            })
        .one();
  }

  /** Puts the settings in force; for a rebuild of all of silver, in its transaction. */
  void change(Handle handle) {
    handle
        .createUpdate(SQL.get("switch"))
        .bind("zone", settings.timeZone().getId())
        .bind("paths", paths())
        .execute();
  }

  private static ApplicationFailure changed(String inForce, String wanted) {
    return ApplicationFailure.newNonRetryableFailure(
        "Silver was built with "
            + inForce
            + ", the settings now say "
            + wanted
            + ". Put the setting back, or run ./scout rebuild silver to switch.",
        CODE);
  }

  private String paths() {
    Map<String, List<List<String>>> keys = new TreeMap<>();
    settings
        .paths()
        .paths()
        .forEach(
            (field, dotted) ->
                keys.put(
                    field.flatName(),
                    dotted.stream().map(path -> Arrays.asList(path.split("\\.", -1))).toList()));
    try {
      return JSON.writeValueAsString(keys);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Lists of text can always be written as JSON", e);
    }
  }
}
