package scout.traces;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/** Random ids, but for the roots of traces, whose ids are known beforehand. */
final class ChosenIds implements IdGenerator {
  private final IdGenerator random = IdGenerator.random();
  private final ThreadLocal<SpanContext> chosen = new ThreadLocal<>();

  /** Starts a span that gets these ids. */
  <T> T with(SpanContext ids, Supplier<T> start) {
    chosen.set(ids);
    try {
      return start.get();
    } finally {
      chosen.remove();
    }
  }

  @Override
  public String generateSpanId() {
    SpanContext ids = chosen.get();
    return ids == null ? random.generateSpanId() : ids.getSpanId();
  }

  @Override
  public String generateTraceId() {
    SpanContext ids = chosen.get();
    return ids == null ? random.generateTraceId() : ids.getTraceId();
  }
}
