package scout.worker;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.zaxxer.hikari.pool.HikariPool;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import scout.activities.bulk.BulkLane;
import scout.activities.database.Database;
import scout.activities.housekeeping.Housekeeper;
import scout.activities.ingest.IngestMeters;
import scout.activities.ingest.Ingestion;
import scout.activities.layers.Layers;
import scout.activities.layers.Rebuilds;
import scout.activities.sweep.JourneyStarter;
import scout.activities.sweep.RefreshNudge;
import scout.activities.sweep.RefreshStarts;
import scout.activities.sweep.Sweep;
import scout.schema.ServerLocale;
import scout.settings.DatabaseSettings;
import scout.settings.TemporalRefusal;
import scout.storage.ObjectStore;
import scout.temporal.TemporalAccess;
import scout.workflows.ContractConverter;
import scout.workflows.LayerActivities;

/**
 * What the worker is made of. Spring closes each part after those that use it: first the workers
 * stop, then the activities, then the pools and connections.
 */
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerConfiguration.class);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final double REPORT_SECONDS = 5;
  private static final long CALL_SECONDS = 3;
  private static final int SIDE_CONNECTIONS = 2;

  @Bean
  PrometheusMeterRegistry meters() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    return registry;
  }

  /** What Temporal's SDK measures of itself. */
  @Bean
  Scope temporalMeters(MeterRegistry registry) {
    return new RootScopeBuilder()
        .reporter(new MicrometerClientStatsReporter(registry))
        .reportEvery(com.uber.m3.util.Duration.ofSeconds(REPORT_SECONDS));
  }

  @Bean(destroyMethod = "shutdown")
  WorkflowServiceStubs temporalService(WorkerSettings settings, Scope temporalMeters) {
    String address = settings.temporal().address();
    try {
      return WorkflowServiceStubs.newConnectedServiceStubs(
          TemporalAccess.of(settings.temporal()).setMetricsScope(temporalMeters).build(), CONNECT);
    } catch (StatusRuntimeException e) {
      throw new Unreachable(
          TemporalRefusal.words(e)
              .map(words -> "Temporal at " + address + ": " + words)
              .orElse(
                  "Temporal does not answer at "
                      + address
                      + "; start it, or correct TEMPORAL_ADDRESS"),
          e);
    }
  }

  @Bean
  WorkflowClient temporalClient(WorkflowServiceStubs service, WorkerSettings settings) {
    return WorkflowClient.newInstance(
        service, ContractConverter.options().setNamespace(settings.temporal().namespace()).build());
  }

  @Bean
  Database ingestDatabase(WorkerSettings settings) {
    return open(settings.ingestDatabase(), settings.slots().ingestConnections());
  }

  /** For what is only looked up or noted in a moment, however long the loads keep theirs. */
  @Bean
  Database sideDatabase(WorkerSettings settings) {
    return open(settings.ingestDatabase(), SIDE_CONNECTIONS);
  }

  @Bean
  Database transformDatabase(WorkerSettings settings) throws SQLException {
    Database database = open(settings.transformDatabase(), settings.slots().transformConnections());
    say(database.jdbi().withHandle(handle -> ServerLocale.of(handle.getConnection())));
    return database;
  }

  /** Exactly-once rests on unique indexes of texts, whose order is the locale's. */
  private static void say(ServerLocale locale) {
    LOG.info("{}", locale.words());
    locale.warning().ifPresent(LOG::warn);
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
    return new ObjectStore(
        settings.storage(), slots.loads() + slots.archives() + Workers.SWEEPS_AT_ONCE);
  }

  @Bean
  ApplicationRunner versioningCheck(ObjectStore store, WorkerSettings settings) {
    return arguments -> VersioningCheck.run(store, settings.storage().bucket());
  }

  @Bean
  RefreshNudge refreshNudge(WorkflowClient client, Database sideDatabase) {
    return new RefreshNudge(client, new RefreshStarts(sideDatabase));
  }

  @Bean
  Ingestion ingestion(
      Database ingestDatabase,
      ObjectStore store,
      WorkerSettings settings,
      RefreshNudge nudge,
      MeterRegistry registry) {
    return new Ingestion(
        ingestDatabase,
        store,
        settings.area(),
        settings.ingest(),
        () -> nudge.nudge("loaded"),
        new IngestMeters(registry, settings.monitoring().eventDelay()));
  }

  @Bean
  Sweep sweep(
      Database sideDatabase,
      ObjectStore store,
      WorkerSettings settings,
      WorkflowClient client,
      RefreshNudge nudge) {
    return new Sweep(store, settings.area(), sideDatabase, client, nudge, settings.sweep());
  }

  @Bean
  BulkLane bulkLane(Ingestion ingestion, WorkflowClient client) {
    return new BulkLane(ingestion, ingestion::archiveTogether, new JourneyStarter(client));
  }

  @Bean
  LayerActivities layers(
      Database transformDatabase, WorkerSettings settings, MeterRegistry registry) {
    return new MeasuredLayers(new Layers(transformDatabase, settings.layers()), registry);
  }

  @Bean
  Rebuilds rebuilds(Database transformDatabase, WorkerSettings settings, RefreshNudge nudge) {
    return new Rebuilds(
        transformDatabase,
        settings.layers(),
        settings.slots().slicesAtOnce(),
        () -> nudge.nudge("rebuilt"));
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
      LayerActivities layers,
      Rebuilds rebuilds,
      Housekeeper housekeeper) {
    return new Workers(
        client, settings.slots(), ingestion, sweep, bulkLane, layers, rebuilds, housekeeper);
  }

  /** Null, and so nothing, where no port is set. */
  @Bean
  Monitoring monitoring(
      WorkerSettings settings,
      PrometheusMeterRegistry registry,
      Workers workers,
      WorkflowServiceStubs service) {
    MonitoringSettings watched = settings.monitoring();
    return watched
        .port()
        .map(
            port ->
                Monitoring.open(
                    watched.address(), port, registry, () -> takesWork(workers, service)))
        .orElse(null);
  }

  private static boolean takesWork(Workers workers, WorkflowServiceStubs service) {
    try {
      service
          .blockingStub()
          .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return workers.isRunning();
    } catch (StatusRuntimeException e) {
      return false;
    }
  }
}
