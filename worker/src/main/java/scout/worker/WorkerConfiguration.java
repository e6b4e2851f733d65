package scout.worker;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import scout.activities.database.Database;
import scout.activities.ingest.Ingestion;
import scout.activities.layers.Layers;
import scout.activities.storage.ObjectStore;
import scout.activities.sweep.JourneyStarter;
import scout.activities.sweep.RefreshNudge;
import scout.activities.sweep.Sweep;

/**
 * What the worker is made of. Spring closes each part after those that use it: first the workers
 * stop, then the activities, then the pools and connections.
 */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
  @Bean(destroyMethod = "shutdown")
  WorkflowServiceStubs temporalService(WorkerSettings settings) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(settings.temporal().address()).build());
  }

  @Bean
  WorkflowClient temporalClient(WorkflowServiceStubs service, WorkerSettings settings) {
    return WorkflowClient.newInstance(
        service,
        WorkflowClientOptions.newBuilder().setNamespace(settings.temporal().namespace()).build());
  }

  @Bean
  Database ingestDatabase(WorkerSettings settings) {
    return Database.open(settings.ingestDatabase(), settings.slots().ingestConnections());
  }

  @Bean
  Database transformDatabase(WorkerSettings settings) {
    return Database.open(settings.transformDatabase(), settings.slots().transformConnections());
  }

  @Bean
  ObjectStore objectStore(WorkerSettings settings) {
    Slots slots = settings.slots();
    return new ObjectStore(settings.storage(), slots.loads() + slots.archives());
  }

  @Bean
  RefreshNudge refreshNudge(WorkflowClient client) {
    return new RefreshNudge(client);
  }

  @Bean
  Ingestion ingestion(
      Database ingestDatabase, ObjectStore store, WorkerSettings settings, RefreshNudge nudge) {
    return new Ingestion(
        ingestDatabase, store, settings.area(), settings.ingest(), () -> nudge.nudge("loaded"));
  }

  @Bean
  Sweep sweep(
      Database ingestDatabase,
      ObjectStore store,
      WorkerSettings settings,
      WorkflowClient client,
      RefreshNudge nudge) {
    return new Sweep(
        store,
        settings.area(),
        ingestDatabase,
        new JourneyStarter(client),
        nudge,
        settings.slots().maxUnfinished());
  }

  @Bean
  Layers layers(Database transformDatabase, WorkerSettings settings) {
    return new Layers(transformDatabase, settings.layers());
  }

  @Bean
  Workers workers(
      WorkflowClient client,
      WorkerSettings settings,
      Ingestion ingestion,
      Sweep sweep,
      Layers layers) {
    return new Workers(client, settings.slots(), ingestion, sweep, layers);
  }
}
