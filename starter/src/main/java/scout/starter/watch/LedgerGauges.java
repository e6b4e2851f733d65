package scout.starter.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
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

  private final Jdbi database;
  private final MeterRegistry registry;
  private final Map<String, AtomicReference<Double>> values = new TreeMap<>();
  private final List<LabelledGauges> labelled;

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
    gauge("messages_waiting", "scout.alert.messages.waiting");
    gauge("inbox_waiting", "scout.inbox.waiting");
    gauge("inbox_oldest", "scout.inbox.oldest.seconds");
    labelled =
        List.of(
            new LabelledGauges(registry, "scout.alerts.open", "kind", SQL.get("open_alerts")),
            new LabelledGauges(registry, "scout.table.health", "table", SQL.get("table_health")));
  }

  private void gauge(String statement, String name) {
    AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
    registry.gauge(name, Tags.empty(), value, AtomicReference::get);
    values.put(statement, value);
  }

  /** Looks once. */
  public void look() {
    try {
      database.useHandle(this::look);
    } catch (JdbiException e) {
      values.values().forEach(value -> value.set(Double.NaN));
      labelled.forEach(LabelledGauges::forget);
    }
  }

  private void look(Handle handle) {
    values.forEach(
        (statement, value) ->
            value.set(handle.createQuery(SQL.get(statement)).mapTo(Double.class).one()));
    labelled.forEach(gauges -> gauges.look(handle));
  }
}
