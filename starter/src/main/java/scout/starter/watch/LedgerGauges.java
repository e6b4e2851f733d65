package scout.starter.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import scout.schema.SqlFile;

/**
 * Gauges of the whole installation from the database, as of the last look. They are NaN while the
 * database doesn't answer; the health page says why.
 */
public final class LedgerGauges {
  private static final SqlFile SQL = SqlFile.load(LedgerGauges.class, "/scout/starter/gauges.sql");
  private static final String OPEN_ALERTS = "scout.alerts.open";

  private final Jdbi database;
  private final MeterRegistry registry;
  private final Map<String, AtomicReference<Double>> values = new TreeMap<>();
  private final Map<String, AtomicReference<Double>> alerts = new TreeMap<>();

  /**
   * @param registry receives all gauges at once, but those of alerts when the first of their kind
   *     opens
   */
  public LedgerGauges(Jdbi database, MeterRegistry registry) {
    this.database = database;
    this.registry = registry;
    gauge("files_unfinished", "scout.files.unfinished");
    gauge("oldest_unfinished", "scout.oldest.unfinished.seconds");
    gauge("files_pending", "scout.files.pending");
    gauge("last_sweep", "scout.last.sweep.timestamp.seconds");
    gauge("last_sweep_well", "scout.last.sweep.well.timestamp.seconds");
    gauge("last_refresh", "scout.last.refresh.timestamp.seconds");
  }

  private void gauge(String statement, String name) {
    values.put(statement, registered(name, Tags.empty()));
  }

  private AtomicReference<Double> registered(String name, Tags tags) {
    AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
    registry.gauge(name, tags, value, AtomicReference::get);
    return value;
  }

  /** Looks once. */
  public void look() {
    try {
      database.useHandle(this::look);
    } catch (JdbiException e) {
      values.values().forEach(value -> value.set(Double.NaN));
      alerts.values().forEach(value -> value.set(Double.NaN));
    }
  }

  private void look(Handle handle) {
    values.forEach(
        (statement, value) ->
            value.set(handle.createQuery(SQL.get(statement)).mapTo(Double.class).one()));
    Map<String, Double> open = new TreeMap<>();
    handle
        .createQuery(SQL.get("open_alerts"))
        .map((row, context) -> open.put(row.getString("kind"), row.getDouble("alerts")))
        .list();
    open.keySet()
        .forEach(
            kind ->
                alerts.computeIfAbsent(
                    kind, added -> registered(OPEN_ALERTS, Tags.of("kind", added))));
    alerts.forEach((kind, value) -> value.set(open.getOrDefault(kind, 0.0)));
  }
}
