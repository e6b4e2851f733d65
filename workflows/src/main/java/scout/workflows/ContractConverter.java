package scout.workflows;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.payload.context.SerializationContext;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import scout.workflows.batch.FileGroup;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.FileVersion;
import scout.workflows.journey.JourneyStart;
import scout.workflows.journey.ReprocessRequest;
import scout.workflows.rebuild.RebuildProgress;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.refresh.RefreshRequest;
import scout.workflows.refresh.RefreshStart;
import scout.workflows.sweep.SweepRequest;

/**
 * Lets workers of two releases read each other's records. An unknown field is ignored, a missing
 * one is null or zero. Anything else that can't be read fails only the workflow task. Temporal
 * retries it until a worker can read it. Input that a person may have typed fails the run that it
 * should start, see {@link scout.workflows.impl.WorkflowRegistration}.
 */
public final class ContractConverter implements DataConverter {
  /** People type these to start a run; a continued run gets its input from a worker. */
  private static final Set<Class<?>> INPUTS =
      Set.of(
          JourneyStart.class,
          SweepRequest.class,
          FileGroup.class,
          RefreshStart.class,
          RebuildRequest.class,
          RebuildProgress.class);

  /** People type these into signals; the SDK drops a signal that it can't read. */
  private static final Set<Class<?>> SIGNALS =
      Set.of(FileVersion.class, ReprocessRequest.class, DiscardRequest.class, RefreshRequest.class);

  private final DataConverter usual;

  private ContractConverter(DataConverter usual) {
    this.usual = usual;
  }

  /** The options of every client and worker. */
  public static WorkflowClientOptions.Builder options() {
    return WorkflowClientOptions.newBuilder()
        .setDataConverter(new ContractConverter(GlobalDataConverter.get()));
  }

  @Override
  public <T> Optional<Payload> toPayload(T value) {
    return usual.toPayload(value);
  }

  @Override
  public Optional<Payloads> toPayloads(Object... values) {
    return usual.toPayloads(values);
  }

  @Override
  public <T> T fromPayload(Payload payload, Class<T> valueClass, Type valueType) {
    return read(valueClass, () -> usual.fromPayload(payload, valueClass, valueType));
  }

  @Override
  public <T> T fromPayloads(
      int index, Optional<Payloads> content, Class<T> valueClass, Type valueType) {
    return read(valueClass, () -> usual.fromPayloads(index, content, valueClass, valueType));
  }

  private static <T> T read(Class<T> type, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DataConverterException e) {
      if (!WorkflowUnsafe.isWorkflowThread() || SIGNALS.contains(type) || isTyped(type)) {
        throw e;
      }
      throw new IllegalStateException(
          "Another release wrote what this worker can't read; a worker of that release goes on", e);
    }
  }

  private static boolean isTyped(Class<?> type) {
    return INPUTS.contains(type) && Workflow.getInfo().getContinuedExecutionRunId().isEmpty();
  }

  @Override
  public RuntimeException failureToException(Failure failure) {
    return usual.failureToException(failure);
  }

  @Override
  public Failure exceptionToFailure(Throwable failure) {
    return usual.exceptionToFailure(failure);
  }

  @Override
  public DataConverter withContext(SerializationContext context) {
    return new ContractConverter(usual.withContext(context));
  }
}
