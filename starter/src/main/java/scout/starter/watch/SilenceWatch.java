package scout.starter.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.schema.SqlFile;
import scout.schema.alerts.Alert;
import scout.schema.alerts.AlertKind;
import scout.schema.alerts.Alerts;
import scout.schema.alerts.WatchLimits;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * Detects missing events: an overdue sweep, a stuck file, layers without a refresh, a device that
 * stopped sending. Each opens one alert, and resolves it when it is over.
 */
public final class SilenceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);
  private static final SqlFile SQL = SqlFile.load(SilenceWatch.class, "/scout/starter/silence.sql");

  /** Two missed sweeps, and some minutes for the second to start. */
  private static final Duration SWEEP_OVERDUE = Duration.ofMinutes(35);

  private final Jdbi database;
  private final Duration deviceSilence;
  private final Instant since;
  private volatile boolean well;

  /**
   * @param since when the watch started: if no sweep ever ran, one is overdue from then on
   */
  SilenceWatch(Jdbi database, Duration deviceSilence, Instant since) {
    this.database = database;
    this.deviceSilence = deviceSilence;
    this.since = since;
  }

  /**
   * A device counts as silent after {@code SCOUT_DEVICE_SILENCE} (default a day) without a file.
   */
  public static SilenceWatch of(Settings settings, Jdbi database) {
    return new SilenceWatch(database, settings.get(SettingCatalog.DEVICE_SILENCE), Instant.now());
  }

  /** Checks once. If the database doesn't answer, it logs that; the next check comes soon. */
  public void look() {
    try {
      database.useTransaction(
          handle -> {
            judge(
                handle,
                AlertKind.SWEEP_MISSED,
                "overdue_sweep",
                Map.of("limit", seconds(SWEEP_OVERDUE), "watchedSince", since));
            judge(
                handle,
                AlertKind.FILE_STUCK,
                "stuck_file",
                Map.of("limit", seconds(WatchLimits.FILE_STUCK)));
            judge(
                handle,
                AlertKind.LAYERS_BEHIND,
                "layers_behind",
                Map.of("limit", seconds(WatchLimits.LAYERS_BEHIND), "watchedSince", since));
            judge(
                handle,
                AlertKind.DEVICE_SILENT,
                "silent_devices",
                Map.of("limit", seconds(deviceSilence)));
            judge(handle, AlertKind.PARTITION, "partition_there", Map.of());
          });
      well = true;
    } catch (JdbiException e) {
      well = false;
      LOG.warn("The watch for silence could not use the database; it looks again in a minute", e);
    }
  }

  /** True if the last check could be made. */
  public boolean isWell() {
    return well;
  }

  private static void judge(
      Handle handle, AlertKind kind, String statement, Map<String, ?> parameters) {
    List<WatchFinding> findings =
        handle.createQuery(SQL.get(statement)).bindMap(parameters).map(WatchFinding.MAPPER).list();
    Alerts.openAll(
        handle,
        findings.stream()
            .filter(WatchFinding::trouble)
            .map(finding -> Alert.of(kind, finding.subject(), finding.message()))
            .toList());
    Alerts.resolveAll(
        handle,
        kind,
        findings.stream()
            .filter(finding -> !finding.trouble())
            .map(WatchFinding::subject)
            .toList());
  }

  private static double seconds(Duration length) {
    return length.toSeconds();
  }
}
