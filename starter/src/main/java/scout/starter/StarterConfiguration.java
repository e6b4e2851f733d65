package scout.starter;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import scout.console.ConsoleConfiguration;
import scout.schema.connections.LoginProperties;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.settings.TemporalSettings;
import scout.starter.alerts.AlertDelivery;
import scout.starter.hooks.EventMeters;
import scout.starter.hooks.ObjectArrivals;
import scout.starter.hooks.StorageHook;
import scout.starter.hooks.WebhookToken;
import scout.starter.inbox.InboxDispatcher;
import scout.starter.inbox.LiveInbox;
import scout.starter.inbox.WakeUp;
import scout.starter.schedule.SweepCadence;
import scout.starter.schedule.TemporalSetup;
import scout.starter.watch.AlertPoster;
import scout.starter.watch.HeartbeatPing;
import scout.starter.watch.JourneyWatch;
import scout.starter.watch.LedgerGauges;
import scout.starter.watch.SilenceWatch;
import scout.storage.BucketLayout;
import scout.temporal.TemporalConnection;
import scout.traces.TraceRecorder;
import scout.traces.TraceSettings;

/**
 * Wires the starter. It imports Spring Boot's configurations one by one: in a process with other
 * applications, their libraries would add unwanted beans.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
@Import(ConsoleConfiguration.class)
class StarterConfiguration {
  private static final double REPORT_SECONDS = 5;

  /** The timers' statements use indexes; one that takes this long hangs for good. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

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

  @Bean
  MetricsPage metricsPage(PrometheusMeterRegistry registry) {
    return new MetricsPage(registry);
  }

  @Bean
  TemporalConnection temporal(Settings settings, Scope temporalMeters) {
    return TemporalConnection.open(TemporalSettings.of(settings), temporalMeters);
  }

  /** What the console asks Temporal with. */
  @Bean
  WorkflowClient workflowClient(TemporalConnection temporal) {
    return temporal.client();
  }

  /** One connection per use: uses are few, and the database may restart in between. */
  @Bean
  Jdbi database(Settings settings) {
    DatabaseSettings watch = DatabaseSettings.of(DatabaseRole.WATCH, settings);
    return Jdbi.create(watch.url(), LoginProperties.bounded(watch, LONGEST_ANSWER));
  }

  /** Null, so no bean, if no collector is set. */
  @Bean
  TraceRecorder traces(Settings settings) {
    return TraceSettings.of(settings)
        .map(found -> TraceRecorder.start(found, "scout-starter"))
        .orElse(null);
  }

  @Bean
  BucketLayout area(Settings settings) {
    return new BucketLayout(
        settings.get(SettingCatalog.S3_BUCKET), StorageSettings.prefix(settings));
  }

  @Bean
  WakeUp storageEvents() {
    return new WakeUp();
  }

  @Bean
  LiveInbox liveInbox(Jdbi database, BucketLayout area, WakeUp storageEvents) {
    return new LiveInbox(database, area, storageEvents);
  }

  @Bean
  InboxDispatcher inboxDispatcher(
      Settings settings,
      Jdbi database,
      TemporalConnection temporal,
      BucketLayout area,
      WakeUp storageEvents) {
    return new InboxDispatcher(
        database,
        temporal.client(),
        storageEvents,
        area.bucket(),
        settings.get(SettingCatalog.BULK_MAX_BYTES));
  }

  @Bean
  StorageHook storageHook(
      Settings settings,
      LiveInbox inbox,
      TemporalConnection temporal,
      BucketLayout area,
      MeterRegistry registry,
      Optional<TraceRecorder> traces) {
    return new StorageHook(
        WebhookToken.of(settings),
        new ObjectArrivals(inbox, temporal.client(), area, traces),
        new EventMeters(registry));
  }

  @Bean
  TemporalSetup preparation(Settings settings, TemporalConnection temporal) {
    return new TemporalSetup(
        temporal.client(),
        SweepCadence.of(settings),
        settings.get(SettingCatalog.RETAIN_JOURNEYS_DAYS));
  }

  @Bean
  SilenceWatch silenceWatch(Settings settings, Jdbi database) {
    return SilenceWatch.of(settings, database);
  }

  @Bean
  JourneyWatch journeyWatch(TemporalConnection temporal, Jdbi database) {
    return new JourneyWatch(temporal.client(), database);
  }

  @Bean
  AlertPoster alertPoster(Settings settings, Jdbi database, MeterRegistry registry) {
    return AlertPoster.of(settings, database, registry);
  }

  @Bean
  AlertDelivery alertDelivery(Settings settings, Jdbi database, MeterRegistry registry) {
    return AlertDelivery.of(settings, database, registry);
  }

  @Bean
  HeartbeatPing heartbeatPing(Settings settings) {
    return HeartbeatPing.of(settings);
  }

  @Bean
  LedgerGauges ledgerGauges(Jdbi database, MeterRegistry registry) {
    return new LedgerGauges(database, registry);
  }

  @Bean
  RepeatedTasks timers(
      TemporalSetup preparation,
      SilenceWatch watch,
      JourneyWatch journeys,
      AlertPoster poster,
      AlertDelivery delivery,
      HeartbeatPing heartbeat,
      LedgerGauges gauges,
      InboxDispatcher inbox) {
    return new RepeatedTasks(
        preparation, watch, journeys, poster, delivery, heartbeat, gauges, inbox);
  }

  @Bean
  HealthPage health(
      TemporalSetup preparation, TemporalConnection temporal, Jdbi database, RepeatedTasks timers) {
    return new HealthPage(preparation, temporal, database, timers);
  }
}
