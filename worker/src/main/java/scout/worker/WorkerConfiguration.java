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
import scout.activities.database.RolePool;
import scout.activities.housekeeping.HousekeepingTasks;
import scout.activities.ingest.IngestMeters;
import scout.activities.ingest.IngestSteps;
import scout.activities.ingest.JourneyLogContext;
import scout.activities.layers.LayerSteps;
import scout.activities.layers.RebuildSteps;
import scout.activities.layers.SourceSteps;
import scout.activities.layers.SpareConnections;
import scout.activities.models.plan.DeclarationSteps;
import scout.activities.operator.OperatorSteps;
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
import scout.workflows.refresh.LayerActivities;

/**
 * The worker's beans. Spring closes each after its users: first the workers, then the activities,
 * then the pools and connections.
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

  /** The metrics of Temporal's SDK. */
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
      throw new ServiceUnreachable(
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
  RolePool ingestDatabase(WorkerSettings settings) {
    return open(settings.ingestDatabase(), settings.slots().ingestConnections());
  }

  /** Connections for short lookups and notes, independent of the loads' long use of theirs. */
  @Bean
  RolePool sideDatabase(WorkerSettings settings) {
    return open(settings.ingestDatabase(), SIDE_CONNECTIONS);
  }

  @Bean
  RolePool transformDatabase(WorkerSettings settings) throws SQLException {
    RolePool database = open(settings.transformDatabase(), settings.slots().transformConnections());
    say(database.jdbi().withHandle(handle -> ServerLocale.of(handle.getConnection())));
    return database;
  }

  /** Reports the locale, since exactly-once rests on unique text indexes in its order. */
  private static void say(ServerLocale locale) {
    LOG.info("{}", locale.words());
    locale.warning().ifPresent(LOG::warn);
  }

  private static RolePool open(DatabaseSettings settings, int size) {
    try {
      return RolePool.open(settings, size);
    } catch (HikariPool.PoolInitializationException e) {
      throw new ServiceUnreachable(
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
    WorkerSlots slots = settings.slots();
    return new ObjectStore(
        settings.storage(), slots.loads() + slots.archives() + WorkerGroup.SWEEPS_AT_ONCE);
  }

  @Bean
  ApplicationRunner versioningCheck(ObjectStore store, WorkerSettings settings) {
    return arguments -> VersioningCheck.run(store, settings.storage().bucket());
  }

  @Bean
  RefreshNudge refreshNudge(WorkflowClient client, RolePool sideDatabase) {
    return new RefreshNudge(client, new RefreshStarts(sideDatabase));
  }

  @Bean
  IngestSteps ingestion(
      RolePool ingestDatabase,
      ObjectStore store,
      WorkerSettings settings,
      RefreshNudge nudge,
      MeterRegistry registry) {
    return new IngestSteps(
        ingestDatabase,
        store,
        settings.area(),
        settings.ingest(),
        () -> nudge.nudge("loaded"),
        new IngestMeters(registry, settings.monitoring().eventDelay()));
  }

  @Bean
  Sweep sweep(
      RolePool sideDatabase,
      ObjectStore store,
      WorkerSettings settings,
      WorkflowClient client,
      RefreshNudge nudge) {
    return new Sweep(store, settings.area(), sideDatabase, client, nudge, settings.sweep());
  }

  @Bean
  StepTraces stepTraces(
      WorkerSettings settings, RolePool sideDatabase, RolePool transformDatabase) {
    return new StepTraces(settings.traces(), sideDatabase, transformDatabase);
  }

  @Bean
  BulkLane bulkLane(IngestSteps ingestion, WorkflowClient client, StepTraces traces) {
    return traces.bulkLane(ingestion, new JourneyStarter(client));
  }

  @Bean
  OperatorSteps operators(RolePool sideDatabase, WorkflowClient client) {
    return new OperatorSteps(sideDatabase, client);
  }

  /** A permit for each connection that the slots leave. */
  @Bean
  SpareConnections spareConnections(WorkerSettings settings) {
    return new SpareConnections(settings.slots().spareConnections());
  }

  @Bean
  LayerActivities layers(
      RolePool transformDatabase,
      SpareConnections spareConnections,
      WorkerSettings settings,
      MeterRegistry registry,
      StepTraces traces) {
    return traces.layers(
        new MeasuredLayers(
            new LayerSteps(transformDatabase, settings.layers(), spareConnections), registry));
  }

  @Bean
  RebuildSteps rebuilds(
      RolePool transformDatabase,
      SpareConnections spareConnections,
      WorkerSettings settings,
      RefreshNudge nudge) {
    return new RebuildSteps(
        transformDatabase, settings.layers(), spareConnections, () -> nudge.nudge("rebuilt"));
  }

  @Bean
  SourceSteps sources(RolePool transformDatabase, RebuildSteps rebuilds) {
    return new SourceSteps(transformDatabase, rebuilds);
  }

  @Bean
  DeclarationSteps declarations(
      RolePool transformDatabase, WorkerSettings settings, RefreshNudge nudge) {
    return new DeclarationSteps(
        transformDatabase, settings.layers().timeZone(), () -> nudge.nudge("declared"));
  }

  @Bean
  HousekeepingTasks housekeeper(RolePool transformDatabase, WorkerSettings settings) {
    return new HousekeepingTasks(transformDatabase, settings.retention(), settings.diskGib());
  }

  @Bean
  WorkerGroup workers(
      WorkflowClient client,
      WorkerSettings settings,
      IngestSteps ingestion,
      StepTraces traces,
      Sweep sweep,
      BulkLane bulkLane,
      OperatorSteps operators,
      LayerActivities layers,
      RebuildSteps rebuilds,
      SourceSteps sources,
      DeclarationSteps declarations,
      HousekeepingTasks housekeeper) {
    return new WorkerGroup(
        client,
        settings.slots(),
        new JourneyLogContext(settings.area()),
        traces.ingestion(ingestion),
        sweep,
        bulkLane,
        operators,
        layers,
        rebuilds,
        sources,
        declarations,
        housekeeper);
  }

  /** Null, so no bean, if no port is set. */
  @Bean
  MonitoringPage monitoring(
      WorkerSettings settings,
      PrometheusMeterRegistry registry,
      WorkerGroup workers,
      WorkflowServiceStubs service) {
    MonitoringSettings watched = settings.monitoring();
    return watched
        .port()
        .map(
            port ->
                MonitoringPage.open(
                    watched.address(), port, registry, () -> takesWork(workers, service)))
        .orElse(null);
  }

  private static boolean takesWork(WorkerGroup workers, WorkflowServiceStubs service) {
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
