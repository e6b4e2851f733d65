package scout.activities.housekeeping;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import scout.activities.database.Heartbeat;
import scout.activities.database.RolePool;
import scout.schema.SqlFile;
import scout.workflows.housekeeping.HousekeepingActivities;
import scout.workflows.housekeeping.HousekeepingResult;

/** Housekeeping on PostgreSQL, logged in as the role that settles and refreshes. */
public final class HousekeepingTasks implements HousekeepingActivities {
  private static final SqlFile SQL =
      SqlFile.load(HousekeepingTasks.class, "/scout/schema/housekeeping/retention.sql");
  private static final int MONTHS_AHEAD = 2;

  private final Jdbi jdbi;
  private final RetentionSettings retention;
  private final UsageCount usage;

  /**
   * @param transform the database as {@code scout_transform}
   * @param diskGib what the database may use of its disk; 0 is not known
   */
  public HousekeepingTasks(RolePool transform, RetentionSettings retention, int diskGib) {
    this.jdbi = transform.jdbi();
    this.retention = retention;
    this.usage = new UsageCount(jdbi, diskGib);
  }

  @Override
  public HousekeepingResult keepHouse() {
    try (Heartbeat heartbeat = Heartbeat.start()) {
      int made = makePartitions(heartbeat);
      long rejected = forget("forget_rejected_raw", retention.rejectedRawDays(), heartbeat);
      long results = forget("delete_check_results", retention.checkResultsDays(), heartbeat);
      long alerts = forget("delete_alerts", retention.alertsDays(), heartbeat);
      forget("delete_alert_messages", retention.alertsDays(), heartbeat);
      forget("delete_refreshes", retention.runsDays(), heartbeat);
      forget("delete_sweeps", retention.runsDays(), heartbeat);
      heartbeat.inTransaction(
          jdbi, handle -> handle.createUpdate(SQL.get("end_alerts_of_the_gone")).execute());
      usage.count(heartbeat);
      List<LocalDate> old = oldMonths();
      int retired = 0;
      for (LocalDate month : old) {
        retired += retire(month, heartbeat) ? 1 : 0;
      }
      return new HousekeepingResult(made, retired, old.size() - retired, rejected, results, alerts);
    }
  }

  /** Creates the current month too, if it is missing. */
  private int makePartitions(Heartbeat heartbeat) {
    int made = 0;
    for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
      int months = ahead;
      boolean isNew =
          heartbeat.inTransaction(
              jdbi,
              handle ->
                  handle
                      .createQuery(SQL.get("ensure_partition"))
                      .bind("ahead", months)
                      .mapTo(boolean.class)
                      .one());
      made += isNew ? 1 : 0;
    }
    return made;
  }

  private long forget(String statement, int days, Heartbeat heartbeat) {
    if (days == 0) {
      return 0;
    }
    return heartbeat.inTransaction(
        jdbi, handle -> handle.createUpdate(SQL.get(statement)).bind("days", days).execute());
  }

  private List<LocalDate> oldMonths() {
    if (retention.bronzeMonths() == 0) {
      return List.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SQL.get("old_months"))
                .bind("months", retention.bronzeMonths())
                .mapTo(LocalDate.class)
                .list());
  }

  private boolean retire(LocalDate month, Heartbeat heartbeat) {
    return heartbeat.inTransaction(
        jdbi,
        handle -> {
          handle.execute(SQL.get("patience"));
          return handle
              .createQuery(SQL.get("retire_bronze"))
              .bind("month", month)
              .mapTo(boolean.class)
              .one();
        });
  }
}
