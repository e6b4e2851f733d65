package scout.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scout.workflows.TaskQueues;
import scout.workflows.client.Journeys;
import scout.workflows.journey.FileVersion;

/** Live files go before those that a sweep found. For a real server, which has to see to it. */
public abstract class PriorityContract {
  private static final int SWEPT = 200;
  private static final int LIVE = 5;

  /** What a load knows of itself: its file and its priority. */
  private record Load(String etag, int priority) {}

  private final FakeIngest ingest = new FakeIngest();
  private final List<Load> loads = Collections.synchronizedList(new ArrayList<>());
  private WorkflowServiceStubs service;
  private WorkflowClient client;

  /** Where the server is. */
  protected abstract String address() throws Exception;

  @BeforeEach
  void open() throws Exception {
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    client = WorkflowClient.newInstance(service);
    ingest.reads(
        request -> {
          var activity = Activity.getExecutionContext().getInfo();
          loads.add(new Load(request.etag(), activity.getPriority().getPriorityKey()));
          return FakeIngest.loaded(request.etag());
        });
  }

  @AfterEach
  void close() {
    if (service != null) {
      service.shutdownNow();
    }
  }

  private void arrive(String name, int count, int priority) {
    for (int i = 0; i < count; i++) {
      String etag = name + "-" + i;
      Journeys.arrived(
          client,
          TestTemporal.BUCKET,
          "priority/" + etag + ".json",
          new FileVersion(etag, name),
          priority);
    }
  }

  /** One that has room for a single load, so that the others have to queue. */
  private WorkerFactory narrowWorker() {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    Worker worker =
        factory.newWorker(
            TaskQueues.INGEST,
            WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(1)
                .setMaxConcurrentWorkflowTaskExecutionSize(2)
                .build());
    WorkflowRegistration.register(worker, WorkflowRegistration.INGEST);
    worker.registerActivitiesImplementations(ingest);
    factory.start();
    return factory;
  }

  @Test
  void liveFilesOvertakeBacklog() throws Exception {
    arrive("swept", SWEPT, Journeys.SWEPT);
    arrive("live", LIVE, Journeys.LIVE);

    WorkerFactory worker = narrowWorker();
    Await.until("all are loaded", () -> loads.size() == SWEPT + LIVE);
    worker.shutdownNow();

    assertThat(loads)
        .allMatch(
            load ->
                load.priority()
                    == (load.etag().startsWith("live") ? Journeys.LIVE : Journeys.SWEPT));
    int last = 0;
    for (int i = 0; i < loads.size(); i++) {
      last = loads.get(i).etag().startsWith("live") ? i : last;
    }
    System.out.printf(
        "Of %d files that waited, the last live one was loaded as number %d%n",
        loads.size(), last + 1);
    assertThat(last).as("files loaded before the last live one").isLessThan(SWEPT / 2);
  }
}
