package scout.starter;

import org.jdbi.v3.core.Jdbi;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import scout.schema.settings.DatabaseSettings;
import scout.schema.settings.Role;
import scout.schema.settings.Settings;
import scout.schema.settings.StorageSettings;
import scout.schema.settings.TemporalSettings;
import scout.starter.hooks.Arrivals;
import scout.starter.hooks.BearerToken;
import scout.starter.hooks.StorageHook;
import scout.starter.schedule.Preparation;
import scout.starter.schedule.SweepCadence;
import scout.starter.watch.AlertPoster;
import scout.starter.watch.SilenceWatch;
import scout.workflows.InputArea;

/**
 * Wires the starter. What it takes of Spring Boot is named one by one: in a process that runs other
 * applications too, their libraries would bring beans that the starter doesn't want.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
class StarterConfiguration {
  @Bean
  TemporalConnection temporal(Settings settings) {
    return TemporalConnection.open(TemporalSettings.of(settings));
  }

  /** A connection for each use: there are few, and the database may restart between them. */
  @Bean
  Jdbi database(Settings settings) {
    DatabaseSettings watch = DatabaseSettings.of(Role.WATCH, settings);
    return Jdbi.create(watch.url(), watch.user(), watch.password());
  }

  @Bean
  StorageHook storageHook(Settings settings, TemporalConnection temporal) {
    InputArea area =
        new InputArea(settings.text("SCOUT_S3_BUCKET", "sample"), StorageSettings.prefix(settings));
    return new StorageHook(BearerToken.of(settings), new Arrivals(temporal.client(), area));
  }

  @Bean
  Preparation preparation(Settings settings, TemporalConnection temporal) {
    return new Preparation(temporal.client(), SweepCadence.of(settings));
  }

  @Bean
  SilenceWatch silenceWatch(Settings settings, Jdbi database) {
    return SilenceWatch.of(settings, database);
  }

  @Bean
  AlertPoster alertPoster(Settings settings, Jdbi database) {
    return AlertPoster.of(settings, database);
  }

  @Bean
  Timers timers(Preparation preparation, SilenceWatch watch, AlertPoster poster) {
    return new Timers(preparation, watch, poster);
  }

  @Bean
  Health health(
      Preparation preparation, TemporalConnection temporal, Jdbi database, Timers timers) {
    return new Health(preparation, temporal, database, timers);
  }
}
