package scout.activities.checks;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.activities.alerts.Alert;
import scout.activities.alerts.AlertKind;
import scout.activities.alerts.Alerts;
import scout.schema.SqlFile;

/** The checks' definitions with their last results, their history and their alerts. */
public final class CheckLedger {
  private static final SqlFile SQL =
      SqlFile.load(CheckLedger.class, "/scout/schema/layers/data_quality_checks.sql");
  private static final SqlFile RESULTS =
      SqlFile.load(CheckLedger.class, "/scout/schema/layers/data_quality_results.sql");

  private CheckLedger() {}

  static List<Check> all(Handle handle) {
    return handle.createQuery(SQL.get("all")).map(ConstructorMapper.of(Check.class)).list();
  }

  static List<Check> blocking(Handle handle, String layer) {
    return handle
        .createQuery(SQL.get("blocking"))
        .bind("layer", layer)
        .map(ConstructorMapper.of(Check.class))
        .list();
  }

  /** Until when a run that begins now is sure to see every change. */
  static OffsetDateTime covers(Handle handle) {
    return handle.createQuery(SQL.get("covers")).mapTo(OffsetDateTime.class).one();
  }

  /**
   * Lets the checks of this transaction look at so many of the newest records though earlier runs
   * have passed them.
   */
  static void lookAgain(Handle handle, long records) {
    handle
        .createQuery(SQL.get("look_again"))
        .bind("records", Long.toString(records))
        .mapTo(String.class)
        .one();
  }

  /**
   * Stores the verdict of a check that held its layer back, which says nothing of what is there.
   */
  public static void record(Handle handle, UUID refreshId, Check check, Verdict verdict) {
    record(handle, refreshId, check, verdict, null);
  }

  /**
   * Stores a verdict as the check's last result and in its history; opens or ends its alert.
   *
   * @param covers see {@link #covers}
   */
  static void record(
      Handle handle, UUID refreshId, Check check, Verdict verdict, OffsetDateTime covers) {
    handle
        .createUpdate(SQL.get("record"))
        .bind("check_name", check.checkName())
        .bind("actual", verdict.actual())
        .bind("passed", verdict.passed())
        .execute();
    handle
        .createUpdate(RESULTS.get("append"))
        .bind("check_name", check.checkName())
        .bind("refresh_id", refreshId)
        .bind("actual", verdict.actual())
        .bind("passed", verdict.passed())
        .bind("message", verdict.message())
        .bind("covers", covers)
        .execute();
    String fingerprint = "check:" + check.checkName();
    if (verdict.passed()) {
      Alerts.resolve(handle, fingerprint);
    } else {
      Alerts.open(
          handle,
          new Alert(
              fingerprint,
              AlertKind.CHECK_FAILED,
              check.severity(),
              check.checkName(),
              "The check did not pass: " + verdict.message()));
    }
  }

  /** True if a check held a layer back in this refresh. */
  public static boolean blockedIn(Handle handle, UUID refreshId) {
    return handle
        .createQuery(RESULTS.get("blocked"))
        .bind("refresh_id", refreshId)
        .mapTo(boolean.class)
        .one();
  }
}
