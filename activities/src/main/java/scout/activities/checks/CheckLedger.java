package scout.activities.checks;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Update;
import scout.schema.SqlFile;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.AlertSeverity;
import scout.schema.alerts.Alerts;

/** Reads and writes the checks' definitions, last results, history and alerts. */
public final class CheckLedger {
  private static final SqlFile SQL =
      SqlFile.load(CheckLedger.class, "/scout/schema/layers/data_quality_checks.sql");
  private static final SqlFile RESULTS =
      SqlFile.load(CheckLedger.class, "/scout/schema/layers/data_quality_results.sql");

  private static final SqlFile PLAN =
      SqlFile.load(CheckLedger.class, "/scout/schema/layers/plan.sql");
  private static final Set<String> KINDS =
      Arrays.stream(AlertKind.values()).map(AlertKind::word).collect(Collectors.toSet());

  private CheckLedger() {}

  /**
   * Returns every check, in order.
   *
   * @param everyOne true to make all of them due
   */
  static List<StandingCheck> all(Handle handle, boolean everyOne) {
    RowMapper<QualityCheck> checks = ConstructorMapper.of(QualityCheck.class);
    return handle
        .createQuery(SQL.get("all"))
        .bind("every_one", everyOne)
        .map(
            (row, context) ->
                new StandingCheck(
                    checks.map(row, context),
                    row.getString("walks"),
                    row.getBoolean("by_index"),
                    new CheckCoverage(
                        row.getObject("covered_until", OffsetDateTime.class),
                        row.getObject("step_until", OffsetDateTime.class),
                        row.getInt("step_part"),
                        row.getInt("step_parts")),
                    row.getBoolean("due")))
        .list();
  }

  static List<QualityCheck> blocking(Handle handle, String layer) {
    return handle
        .createQuery(SQL.get("blocking"))
        .bind("layer", layer)
        .map(ConstructorMapper.of(QualityCheck.class))
        .list();
  }

  static List<QualityCheck> blockingOfModel(Handle handle, String model) {
    return handle
        .createQuery(SQL.get("blocking_of_model"))
        .bind("model", model)
        .map(ConstructorMapper.of(QualityCheck.class))
        .list();
  }

  /** Returns the time before which a run that begins now sees every change. */
  static OffsetDateTime covers(Handle handle) {
    return handle.createQuery(SQL.get("covers")).mapTo(OffsetDateTime.class).one();
  }

  /** Returns true if no file was ever loaded. */
  static boolean nothingLoaded(Handle handle) {
    return handle.createQuery(SQL.get("nothing_loaded")).mapTo(boolean.class).one();
  }

  /**
   * Makes this transaction's checks look at so many of the newest records again, although earlier
   * runs have passed them.
   */
  static void lookAgain(Handle handle, long records) {
    handle
        .createQuery(SQL.get("look_again"))
        .bind("records", Long.toString(records))
        .mapTo(String.class)
        .one();
  }

  /**
   * Limits this transaction's check to a step of its walk.
   *
   * @param began the time up to which it had passed when the walk began; null if it never had
   */
  static void lookAt(Handle handle, WalkStep step, OffsetDateTime began) {
    handle
        .createQuery(SQL.get("look_at"))
        .bind("began", began)
        .bind("since", step.since())
        .bind("until", step.until())
        .bind("part", step.part())
        .bind("parts", step.parts())
        .mapToMap()
        .list();
  }

  /** Makes this transaction's statements reach history by index only. */
  static void planByIndex(Handle handle) {
    handle.createQuery(PLAN.get("by_index")).mapToMap().list();
  }

  /** Records a check's coverage. */
  static void cover(Handle handle, QualityCheck check, CheckCoverage coverage) {
    handle
        .createUpdate(SQL.get("cover"))
        .bind("check_name", check.checkName())
        .bind("covered_until", coverage.until())
        .bind("step_until", coverage.stepUntil())
        .bind("step_part", coverage.part())
        .bind("step_parts", coverage.parts())
        .execute();
  }

  /** Stores the verdict of a check that blocked its layer. It is not about the committed rows. */
  public static void record(
      Handle handle, UUID refreshId, QualityCheck check, CheckResult verdict) {
    record(handle, refreshId, List.of(Outcome.of(check, verdict)));
  }

  /**
   * Stores verdicts as their checks' last results with what they cover, and new ones in the
   * history. Opens or ends the alerts. A check named like an alert kind opens none, since alerts of
   * that kind say more.
   */
  static void record(Handle handle, UUID refreshId, List<Outcome> outcomes) {
    bind(handle.createUpdate(SQL.get("record")), refreshId, outcomes)
        .bindArray(
            "covers",
            String.class,
            list(outcomes, one -> one.covers() == null ? null : one.covers().toString()))
        .execute();
    bind(handle.createUpdate(RESULTS.get("append")), refreshId, outcomes).execute();
    Alerts.resolveAll(
        handle,
        AlertKind.CHECK_FAILED,
        outcomes.stream()
            .filter(one -> !one.failed())
            .map(one -> one.check().checkName())
            .toList());
    Alerts.openAll(
        handle,
        outcomes.stream()
            .filter(one -> one.failed() && !KINDS.contains(one.check().checkName()))
            .map(one -> alert(one.check(), one.verdict()))
            .toList());
  }

  private static Update bind(Update update, UUID refreshId, List<Outcome> outcomes) {
    return update
        .bind("refresh_id", refreshId)
        .bindArray("check_names", String.class, list(outcomes, one -> one.check().checkName()))
        .bindArray("actuals", String.class, list(outcomes, one -> one.verdict().actual()))
        .bindArray("passed", Boolean.class, list(outcomes, Outcome::passed))
        .bindArray("messages", String.class, list(outcomes, one -> one.verdict().message()));
  }

  /** Nulls included. */
  private static <T> List<T> list(List<Outcome> outcomes, Function<Outcome, T> value) {
    return outcomes.stream().map(value).collect(Collectors.toList());
  }

  private static Alert alert(QualityCheck check, CheckResult verdict) {
    return Alert.of(
            AlertKind.CHECK_FAILED,
            check.checkName(),
            "The check did not pass: " + verdict.message())
        .withSeverity(AlertSeverity.ofWord(check.severity()));
  }

  /** Returns true if a check blocked a layer in this refresh. */
  public static boolean blockedIn(Handle handle, UUID refreshId) {
    return handle
        .createQuery(SQL.get("blocked"))
        .bind("refresh_id", refreshId)
        .mapTo(boolean.class)
        .one();
  }

  /**
   * The outcome of a check.
   *
   * @param passed null if there is nothing to judge yet
   * @param covers it has passed for the changes of all transactions that began before; null if it
   *     has not, or a walk has recorded that
   */
  record Outcome(QualityCheck check, CheckResult verdict, Boolean passed, OffsetDateTime covers) {
    static Outcome of(QualityCheck check, CheckResult verdict) {
      return new Outcome(check, verdict, verdict.passed(), null);
    }

    /** The same of one that looked at everything. */
    static Outcome of(QualityCheck check, CheckResult verdict, OffsetDateTime covers) {
      return new Outcome(check, verdict, verdict.passed(), verdict.passed() ? covers : null);
    }

    /** The check has nothing to judge. */
    static Outcome none(QualityCheck check) {
      return new Outcome(check, CheckResult.NOTHING, null, null);
    }

    boolean failed() {
      return Boolean.FALSE.equals(passed);
    }
  }
}
