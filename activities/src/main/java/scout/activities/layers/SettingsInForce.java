package scout.activities.layers;

import io.temporal.failure.ApplicationFailure;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import scout.schema.SqlFile;
import scout.schema.StoredJson;
import scout.workflows.FailureCode;

/**
 * Compares the settings with those that silver was built with. A layer must not mix two time zones,
 * two sets of paths, or two ways of reading values.
 */
final class SettingsInForce {
  /** SQLSTATE of "invalid parameter value". */
  private static final String INVALID_PARAMETER = "22023";

  private static final SqlFile SQL =
      SqlFile.load(SettingsInForce.class, "/scout/schema/layers/settings_in_force.sql");

  private final LayerSettings settings;

  SettingsInForce(LayerSettings settings) {
    this.settings = settings;
  }

  /** Returns true if they are in force, or if none are yet. */
  boolean are(Handle handle) {
    return inForce(handle)
        .map(
            held ->
                held.sameZone()
                    && held.samePaths()
                    && (held.sameReadings() || held.noReadings() && adoptable(handle)))
        .orElse(true);
  }

  /** Returns true if silver was built with another time zone. */
  boolean ofOtherZone(Handle handle) {
    return inForce(handle).map(held -> !held.sameZone()).orElse(false);
  }

  /** Returns true if silver's values were found elsewhere, read otherwise, or had another key. */
  boolean ofOtherReading(Handle handle) {
    return inForce(handle).map(held -> !held.samePaths() || !held.sameReadings()).orElse(false);
  }

  /**
   * Stores the settings on the first run. Fails with {@link FailureCode#SETTINGS_CHANGED} if others
   * are in force.
   */
  void require(Handle handle) {
    requireZone(handle);
    bind(handle.createUpdate(SQL.get("begin"))).execute();
    InForce held = inForce(handle).orElseThrow();
    if (!held.sameZone()) {
      throw changed("the time zone " + held.timeZone(), settings.timeZone().getId());
    }
    if (!held.samePaths()) {
      throw changed("the field paths " + held.paths(), paths());
    }
    if (!held.sameKey()) {
      throw FailureCode.SETTINGS_CHANGED.failure(
          "Silver was built with another key than the source declares. ./scout models apply builds it"
              + " again; if none is under way, run ./scout rebuild silver.");
    }
    if (held.noReadings()) {
      adopt(handle);
    } else if (!held.sameReadings()) {
      throw changed("the readings " + held.readings(), settings.readings().toJson());
    }
  }

  /** Puts the settings in force, in the transaction of a rebuild of all of silver. */
  void change(Handle handle) {
    requireZone(handle);
    bind(handle.createUpdate(SQL.get("switch"))).execute();
  }

  /** Java may know a zone that is not in the database's list. */
  private void requireZone(Handle handle) {
    String zone = settings.timeZone().getId();
    try {
      handle.createQuery(SQL.get("knows_zone")).bind("zone", zone).mapTo(boolean.class).one();
    } catch (UnableToExecuteStatementException e) {
      if (e.getCause() instanceof SQLException sql && INVALID_PARAMETER.equals(sql.getSQLState())) {
        throw FailureCode.TIME_ZONE_UNKNOWN.failure(
            "The database doesn't know the time zone "
                + zone
                + ": set "
                + LayerSettings.TIME_ZONE
                + " to a name of its view pg_timezone_names, such as Europe/Vienna.");
      }
      throw e;
    }
  }

  /** After an upgrade: silver was built before readings were settings. */
  private void adopt(Handle handle) {
    if (!adoptable(handle)) {
      throw FailureCode.SETTINGS_CHANGED.failure(
          "Silver was built by an older version, which read ids otherwise (such as 12.0, which is"
              + " now 12) or knew none of the settings "
              + settings.readings().toJson()
              + "; a sale that is delivered again would count twice. Run ./scout rebuild silver.");
    }
    handle.createUpdate(SQL.get("adopt")).bind("readings", settings.readings().toJson()).execute();
  }

  private boolean adoptable(Handle handle) {
    ValueReadings readings = settings.readings();
    return readings.equals(ValueReadings.defaults())
        && !handle
            .createQuery(SQL.get("reads_ids_otherwise"))
            .bindArray("nulls", String.class, readings.nulls())
            .bind("longest", readings.nulls().stream().mapToInt(String::length).max().orElse(0))
            .mapTo(boolean.class)
            .one();
  }

  private Optional<InForce> inForce(Handle handle) {
    return bind(handle.createQuery(SQL.get("read")))
        .map(ConstructorMapper.of(InForce.class))
        .findOne();
  }

  private <S extends SqlStatement<S>> S bind(S statement) {
    return statement
        .bind("zone", settings.timeZone().getId())
        .bind("paths", paths())
        .bind("readings", settings.readings().toJson());
  }

  /**
   * @param noReadings true if silver was built before there were any
   */
  record InForce(
      String timeZone,
      String paths,
      String readings,
      boolean sameZone,
      boolean samePaths,
      boolean sameReadings,
      boolean noReadings,
      boolean sameKey) {}

  private static ApplicationFailure changed(String inForce, String wanted) {
    return FailureCode.SETTINGS_CHANGED.failure(
        "Silver was built with "
            + inForce
            + ", the settings now say "
            + wanted
            + ". Put the setting back, or run ./scout rebuild silver to switch.");
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
    return StoredJson.write(keys);
  }
}
