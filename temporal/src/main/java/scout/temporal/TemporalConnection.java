package scout.temporal;

import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import scout.settings.TemporalSettings;
import scout.workflows.ContractConverter;

/** A connection to Temporal with short timeouts, so that the caller soon learns of trouble. */
public final class TemporalConnection implements AutoCloseable {
  private static final Duration ONE_CALL = Duration.ofSeconds(5);
  private static final Duration ALL_TRIES = Duration.ofSeconds(8);

  private final WorkflowServiceStubs service;
  private final String namespace;
  private WorkflowClient client;

  private TemporalConnection(WorkflowServiceStubs service, String namespace) {
    this.service = service;
    this.namespace = namespace;
  }

  /** Connects at first use; each call is retried for at most 8 seconds. */
  public static TemporalConnection open(TemporalSettings settings) {
    return open(settings, new NoopScope());
  }

  /**
   * The same, with metrics.
   *
   * @param meters receives the SDK's metrics of the calls
   */
  public static TemporalConnection open(TemporalSettings settings, Scope meters) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            TemporalAccess.of(settings)
                .setMetricsScope(meters)
                .setRpcTimeout(ONE_CALL)
                .setRpcRetryOptions(RpcRetryOptions.newBuilder().setExpiration(ALL_TRIES).build())
                .build());
    return new TemporalConnection(service, settings.namespace());
  }

  /** For workflows: starts, signals, results. Made at first use, since making it takes long. */
  public synchronized WorkflowClient client() {
    if (client == null) {
      client =
          WorkflowClient.newInstance(
              service, ContractConverter.options().setNamespace(namespace).build());
    }
    return client;
  }

  /** For everything else, such as Schedules. */
  public WorkflowServiceStubs service() {
    return service;
  }

  @Override
  public void close() {
    service.shutdownNow();
  }
}
