package scout.activities.checks;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Update;
import scout.schema.SqlFile;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.AlertSeverity;
import scout.schema.alerts.Alerts;

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
    record(handle, refreshId, List.of(new Outcome(check, verdict)), null);
  }

  /**
   * Stores verdicts as their checks' last results and in the history; opens or ends the alerts.
   *
   * @param covers see {@link #covers}
   */
  static void record(Handle handle, UUID refreshId, List<Outcome> outcomes, OffsetDateTime covers) {
    bind(handle.createUpdate(SQL.get("record")), outcomes).execute();
    bind(handle.createUpdate(RESULTS.get("append")), outcomes)
        .bindArray("messages", String.class, list(outcomes, one -> one.verdict().message()))
        .bind("refresh_id", refreshId)
        .bind("covers", covers)
        .execute();
    Alerts.resolveAll(
        handle,
        AlertKind.CHECK_FAILED,
        outcomes.stream().filter(Outcome::passed).map(one -> one.check().checkName()).toList());
    Alerts.openAll(
        handle,
        outcomes.stream()
            .filter(one -> !one.passed())
            .map(one -> alert(one.check(), one.verdict()))
            .toList());
  }

  private static Update bind(Update update, List<Outcome> outcomes) {
    return update
        .bindArray("check_names", String.class, list(outcomes, one -> one.check().checkName()))
        .bindArray("actuals", String.class, list(outcomes, one -> one.verdict().actual()))
        .bindArray("passed", Boolean.class, list(outcomes, Outcome::passed));
  }

  /** Nulls included. */
  private static <T> List<T> list(List<Outcome> outcomes, Function<Outcome, T> value) {
    return outcomes.stream().map(value).collect(Collectors.toList());
  }

  private static Alert alert(Check check, Verdict verdict) {
    return Alert.of(
            AlertKind.CHECK_FAILED,
            check.checkName(),
            "The check did not pass: " + verdict.message())
        .withSeverity(AlertSeverity.ofWord(check.severity()));
  }

  /** True if a check held a layer back in this refresh. */
  public static boolean blockedIn(Handle handle, UUID refreshId) {
    return handle
        .createQuery(RESULTS.get("blocked"))
        .bind("refresh_id", refreshId)
        .mapTo(boolean.class)
        .one();
  }

  /** What came of a check. */
  record Outcome(Check check, Verdict verdict) {
    boolean passed() {
      return verdict.passed();
    }
  }
}
