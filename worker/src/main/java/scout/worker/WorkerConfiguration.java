package scout.worker;

import com.zaxxer.hikari.pool.HikariPool;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import scout.activities.bulk.BulkLane;
import scout.activities.database.Database;
import scout.activities.housekeeping.Housekeeper;
import scout.activities.ingest.Ingestion;
import scout.activities.layers.Layers;
import scout.activities.layers.Rebuilds;
import scout.activities.storage.ObjectStore;
import scout.activities.sweep.JourneyStarter;
import scout.activities.sweep.RefreshNudge;
import scout.activities.sweep.Sweep;
import scout.schema.settings.DatabaseSettings;

/**
 * What the worker is made of. Spring closes each part after those that use it: first the workers
 * stop, then the activities, then the pools and connections.
 */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  @Bean(destroyMethod = "shutdown")
  WorkflowServiceStubs temporalService(WorkerSettings settings) {
    String address = settings.temporal().address();
    try {
      return WorkflowServiceStubs.newConnectedServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(), CONNECT);
    } catch (StatusRuntimeException e) {
      throw new Unreachable(
          "Temporal does not answer at " + address + "; start it, or correct TEMPORAL_ADDRESS", e);
    }
  }

  @Bean
  WorkflowClient temporalClient(WorkflowServiceStubs service, WorkerSettings settings) {
    return WorkflowClient.newInstance(
        service,
        WorkflowClientOptions.newBuilder().setNamespace(settings.temporal().namespace()).build());
  }

  @Bean
  Database ingestDatabase(WorkerSettings settings) {
    return open(settings.ingestDatabase(), settings.slots().ingestConnections());
  }

  @Bean
  Database transformDatabase(WorkerSettings settings) {
    return open(settings.transformDatabase(), settings.slots().transformConnections());
  }

  private static Database open(DatabaseSettings settings, int size) {
    try {
      return Database.open(settings, size);
    } catch (HikariPool.PoolInitializationException e) {
      throw new Unreachable(
          "The database refuses "
              + settings.user()
              + " at "
              + settings.url()
              + ": "
              + e.getCause().getMessage(),
          e);
    }
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
    return new Sweep(store, settings.area(), ingestDatabase, client, nudge, settings.sweep());
  }

  @Bean
  BulkLane bulkLane(Ingestion ingestion, WorkflowClient client) {
    return new BulkLane(ingestion, ingestion::archiveTogether, new JourneyStarter(client));
  }

  @Bean
  Layers layers(Database transformDatabase, WorkerSettings settings) {
    return new Layers(transformDatabase, settings.layers());
  }

  @Bean
  Rebuilds rebuilds(Database transformDatabase, WorkerSettings settings, RefreshNudge nudge) {
    return new Rebuilds(transformDatabase, settings.layers(), () -> nudge.nudge("rebuilt"));
  }

  @Bean
  Housekeeper housekeeper(Database transformDatabase, WorkerSettings settings) {
    return new Housekeeper(transformDatabase, settings.retention());
  }

  @Bean
  Workers workers(
      WorkflowClient client,
      WorkerSettings settings,
      Ingestion ingestion,
      Sweep sweep,
      BulkLane bulkLane,
      Layers layers,
      Rebuilds rebuilds,
      Housekeeper housekeeper) {
    return new Workers(
        client, settings.slots(), ingestion, sweep, bulkLane, layers, rebuilds, housekeeper);
  }
}
