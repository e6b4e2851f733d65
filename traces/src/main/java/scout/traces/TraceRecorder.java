package scout.traces;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.concurrent.TimeUnit;

/**
 * Sends steps to a collector, in the background: if it is away or slow, what a buffer of 2,048
 * steps does not hold is dropped, and nobody waits.
 */
public final class TraceRecorder implements AutoCloseable {
  /** The most files that a refresh's trace links to. */
  public static final int MOST_LINKS = 1_000;

  private static final long LONGEST_CLOSE_SECONDS = 5;

  private final ChosenIds ids = new ChosenIds();
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private TraceRecorder(TraceSettings settings, String service) {
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder().setEndpoint(settings.traces().toString());
    settings.headers().forEach(exporter::addHeader);
    this.provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(Sampler.alwaysOn())
            .setResource(
                Resource.create(
                    Attributes.builder()
                        .put("service.name", service)
                        .put("service.namespace", "scout")
                        .build()))
            .setSpanLimits(SpanLimits.builder().setMaxNumberOfLinks(MOST_LINKS).build())
            .addSpanProcessor(BatchSpanProcessor.builder(exporter.build()).build())
            .build();
    this.tracer = provider.get("scout");
  }

  /**
   * Starts one; the collector may come later.
   *
   * @param service the program's name in the traces
   */
  public static TraceRecorder start(TraceSettings settings, String service) {
    return new TraceRecorder(settings, service);
  }

  /** Records the step that a trace begins with; the ids are those of the root. */
  public void root(TraceRoot root, TracedStep step) {
    SpanBuilder span = builder(step).setNoParent();
    end(ids.with(root.context(), span::startSpan), step);
  }

  /** Records a step of a trace. */
  public void step(TraceRoot root, TracedStep step) {
    Context parent = Context.root().with(Span.wrap(root.context()));
    end(builder(step).setParent(parent).startSpan(), step);
  }

  private SpanBuilder builder(TracedStep step) {
    SpanBuilder span = tracer.spanBuilder(step.name()).setStartTimestamp(step.began());
    step.facts().forEach(span::setAttribute);
    step.links().forEach(link -> span.addLink(link.context()));
    return span;
  }

  private static void end(Span span, TracedStep step) {
    if (step.failure() != null) {
      span.setStatus(StatusCode.ERROR, step.failure());
    }
    span.end(step.ended());
  }

  /** Sends what is left, for some seconds at most. */
  @Override
  public void close() {
    provider.shutdown().join(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
