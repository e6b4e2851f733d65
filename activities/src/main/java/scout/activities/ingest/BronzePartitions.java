package scout.activities.ingest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import scout.activities.database.Heartbeat;
import scout.schema.SqlFile;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;

/** Makes sure that bronze has a partition for the month of a load. */
final class BronzePartitions {
  private static final SqlFile SQL =
      SqlFile.load(BronzePartitions.class, "/scout/schema/ingest/bronze.sql");
  private static final String TABLE = "bronze_edge_raw";

  private final Jdbi jdbi;
  private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

  BronzePartitions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns once rows of this time can be written. Waits for other locks on bronze. */
  void ready(Instant createdAt, Heartbeat heartbeat) {
    LocalDate month = LocalDate.ofInstant(createdAt, ZoneOffset.UTC).withDayOfMonth(1);
    if (!known.contains(month)) {
      ensure(month, heartbeat);
      known.add(month);
    }
  }

  /** Makes the next load check again, e.g. after a load failed because a partition was gone. */
  void forget() {
    known.clear();
  }

  private void ensure(LocalDate month, Heartbeat heartbeat) {
    try {
      heartbeat.inTransaction(
          jdbi,
          handle -> {
            handle
                .createQuery(SQL.get("ensurePartition"))
                .bind("month", month)
                .mapTo(boolean.class)
                .one();
            return Alerts.resolve(handle, AlertKind.PARTITION, TABLE);
          });
    } catch (JdbiException e) {
      jdbi.useHandle(handle -> Alerts.open(handle, alert(month)));
      throw e;
    }
  }

  private static Alert alert(LocalDate month) {
    return Alert.of(
        AlertKind.PARTITION,
        TABLE,
        "The partition of the month %s can't be made, so nothing can be loaded; see the worker's"
                .formatted(month)
            + " log for the database's answer");
  }
}
