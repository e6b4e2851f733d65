package scout.starter.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;

/** Gauges of one name, one for each value of a label that a statement ever returned. */
final class LabelledGauges {
  private final MeterRegistry registry;
  private final String name;
  private final String label;
  private final String statement;
  private final Map<String, AtomicReference<Double>> values = new TreeMap<>();

  /**
   * @param statement returns columns {@code label} and {@code value}
   */
  LabelledGauges(MeterRegistry registry, String name, String label, String statement) {
    this.registry = registry;
    this.name = name;
    this.label = label;
    this.statement = statement;
  }

  /** Takes the present values; one that is not returned any more is 0. */
  void look(Handle handle) {
    Map<String, Double> present = new TreeMap<>();
    handle
        .createQuery(statement)
        .map((row, context) -> present.put(row.getString("label"), row.getDouble("value")))
        .list();
    present.keySet().forEach(each -> values.computeIfAbsent(each, this::registered));
    values.forEach((each, value) -> value.set(present.getOrDefault(each, 0.0)));
  }

  private AtomicReference<Double> registered(String each) {
    AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
    registry.gauge(name, Tags.of(label, each), value, AtomicReference::get);
    return value;
  }

  /** While the database doesn't answer nothing is known. */
  void forget() {
    values.values().forEach(value -> value.set(Double.NaN));
  }
}
