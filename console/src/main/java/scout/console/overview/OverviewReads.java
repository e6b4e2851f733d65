package scout.console.overview;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import scout.console.data.ConsoleDatabase;
import scout.schema.SqlFile;

/** Reads what the overview shows apart from the tables. */
public final class OverviewReads {
  private static final SqlFile SQL =
      SqlFile.load(OverviewReads.class, "/scout/console/overview.sql");

  /**
   * The files of a status that arrived today.
   *
   * @param unloaded how many of them were read, and nothing of them loaded
   * @param recordsRejected of the others, before silver
   */
  public record DayCount(
      String status,
      long files,
      long unloaded,
      long recordsLoaded,
      long recordsRejected,
      long recordsLost) {}

  /** What is not done yet; a time is null where there is nothing. Counts end at 100,001. */
  public record Backlog(
      long underWay,
      OffsetDateTime underWaySince,
      long waiting,
      OffsetDateTime waitingSince,
      long quarantined,
      OffsetDateTime quarantinedSince) {}

  /** An open alert. */
  public record OpenAlert(
      long id,
      String kind,
      String severity,
      String subject,
      String message,
      OffsetDateTime openedAt,
      String acknowledgedBy,
      OffsetDateTime mutedUntil) {
    /** True while nobody is told of it. */
    public boolean muted() {
      return mutedUntil != null && mutedUntil.isAfter(OffsetDateTime.now(mutedUntil.getOffset()));
    }
  }

  /** How many alerts of a kind are open. */
  public record AlertCount(String kind, String severity, long alerts) {}

  /** A refresh of the layers; no end while it runs. */
  public record RefreshRun(
      OffsetDateTime startedAt,
      OffsetDateTime finishedAt,
      String outcome,
      String reason,
      long silverFiles,
      long silverRows,
      long goldRows,
      long platinumRows,
      String failedChecks,
      String error) {}

  /** A sweep of the bucket; no end while it runs, or if it failed. */
  public record SweepRun(
      OffsetDateTime startedAt,
      OffsetDateTime finishedAt,
      long listed,
      long handedOver,
      long resumed,
      long unsupported,
      long hidden) {}

  /**
   * All of it.
   *
   * @param zone the business time zone, which says when today began
   */
  public record Overview(
      String zone,
      List<DayCount> today,
      Backlog backlog,
      List<OpenAlert> alerts,
      List<AlertCount> alertCounts,
      List<RefreshRun> refreshes,
      List<SweepRun> sweeps) {
    /** All files of today. */
    public long files() {
      return today.stream().mapToLong(DayCount::files).sum();
    }

    /** Loaded records of today's files that became no sale. */
    public long lost() {
      return today.stream().mapToLong(DayCount::recordsLost).sum();
    }

    /** Today's files of which nothing could be loaded. */
    public long unloaded() {
      return today.stream().mapToLong(DayCount::unloaded).sum();
    }

    /** Records of today's loaded files that were rejected, so that they were not loaded. */
    public long rejected() {
      return today.stream().mapToLong(DayCount::recordsRejected).sum();
    }

    /** Records that were loaded of today's files. */
    public long loaded() {
      return today.stream().mapToLong(DayCount::recordsLoaded).sum();
    }

    /** Open alerts of all kinds. */
    public long openAlerts() {
      return alertCounts.stream().mapToLong(AlertCount::alerts).sum();
    }
  }

  private final ConsoleDatabase database;

  /** Reads from this database. */
  public OverviewReads(ConsoleDatabase database) {
    this.database = database;
  }

  /** Reads it. */
  public Overview overview() {
    return database.read(
        handle -> {
          String zone = zone(handle);
          OffsetDateTime midnight =
              LocalDate.now(ZoneId.of(zone)).atStartOfDay(ZoneId.of(zone)).toOffsetDateTime();
          return new Overview(
              zone,
              rows(
                  handle,
                  "files_of_day",
                  Map.of("first", firstSince(handle, midnight)),
                  DayCount.class),
              rows(handle, "backlog", Map.of(), Backlog.class).get(0),
              rows(handle, "open_alerts", Map.of(), OpenAlert.class),
              rows(handle, "alert_counts", Map.of(), AlertCount.class),
              rows(handle, "refreshes", Map.of(), RefreshRun.class),
              rows(handle, "sweeps", Map.of(), SweepRun.class));
        });
  }

  /** The business time zone, which says whose day a sale belongs to. */
  public static String zone(Handle handle) {
    return handle.createQuery(SQL.get("zone")).mapTo(String.class).one();
  }

  /** The number of the first file that arrived since then. */
  public static long firstSince(Handle handle, OffsetDateTime since) {
    return handle.createQuery(SQL.get("first_since")).bind("since", since).mapTo(long.class).one();
  }

  private static <T> List<T> rows(
      Handle handle, String statement, Map<String, ?> parameters, Class<T> type) {
    return ConsoleDatabase.rows(handle, SQL, statement, parameters, type);
  }
}
