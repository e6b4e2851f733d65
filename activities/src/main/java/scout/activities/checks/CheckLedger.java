package scout.activities.checks;

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

  /** Stores a verdict as the check's last result and in its history; opens or ends its alert. */
  public static void record(Handle handle, UUID refreshId, Check check, Verdict verdict) {
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
