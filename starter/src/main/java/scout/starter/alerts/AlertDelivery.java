package scout.starter.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/**
 * Tells each target of the alerts that its routes lead to it: first writes messages, then sends
 * what is due. A message that fails is tried again after a growing pause. If a starter dies between
 * a target's answer and its record, the message is sent again with the same id.
 */
public final class AlertDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(AlertDelivery.class);

  private final Map<String, AlertTarget> targets;
  private final AlertRoutes routes;
  private final DeliveryPace pace;
  private final RunbookLinks runbooks;
  private final String bucket;
  private final Jdbi database;
  private final DeliveryMeters meters;
  private final Set<String> troubled = new HashSet<>();

  private AlertDelivery(
      Settings settings, Jdbi database, MeterRegistry registry, DeliveryPace pace) {
    this.targets = AlertTargets.of(settings, pace.limit());
    this.routes = AlertRoutes.of(settings, targets.keySet());
    this.pace = pace;
    this.runbooks = RunbookLinks.of(settings);
    this.bucket = settings.get(SettingCatalog.S3_BUCKET);
    this.database = database;
    this.meters = new DeliveryMeters(registry);
    targets.keySet().forEach(meters::add);
  }

  /**
   * Reads {@code SCOUT_ALERT_…}.
   *
   * @param database as {@code scout_watch}
   * @param registry receives a counter of messages sent and of attempts failed for each target
   * @throws scout.settings.SettingException if a route or a target is invalid
   */
  public static AlertDelivery of(Settings settings, Jdbi database, MeterRegistry registry) {
    return of(settings, database, registry, DeliveryPace.of(settings));
  }

  /** As above, with other pauses. */
  static AlertDelivery of(
      Settings settings, Jdbi database, MeterRegistry registry, DeliveryPace pace) {
    return new AlertDelivery(settings, database, registry, pace);
  }

  /** Writes what is new and sends what is due; logs once that the database doesn't answer. */
  public void deliver() {
    try (Handle handle = database.open()) {
      AlertMessages messages = new AlertMessages(handle);
      if (messages.isOnlySender()) {
        handle.useTransaction(transaction -> write(new AlertMessages(transaction)));
        sendAll(messages);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (JdbiException e) {
      LOG.warn("Messages about alerts could not use the database; they wait", e);
    }
  }

  private void write(AlertMessages messages) {
    messages.dropUnknown(targets.keySet());
    for (String target : targets.keySet()) {
      messages.writeEnds(target, pace.group());
      List<AlertNews> news = messages.untold(target, bucket, pace.group());
      messages.writeOpenings(
          target, news.stream().filter(alert -> routes.lead(alert, target)).toList());
      if (!pace.repeat().isZero()) {
        messages.writeReminders(target, pace.repeat());
      }
    }
  }

  /** Bounded: a timer's round is expected to end within a minute. */
  private void sendAll(AlertMessages messages) throws InterruptedException {
    Instant end = Instant.now().plus(pace.round());
    Set<String> waiting = new HashSet<>();
    Optional<AlertMessages.Waiting> next = messages.next(waiting);
    while (next.isPresent() && Instant.now().isBefore(end)) {
      if (!send(messages, next.get())) {
        waiting.add(next.get().target());
      }
      next = messages.next(waiting);
    }
  }

  private boolean send(AlertMessages messages, AlertMessages.Waiting waiting)
      throws InterruptedException {
    String target = waiting.target();
    try {
      targets.get(target).send(message(waiting, messages.lines(waiting)));
      messages.sent(waiting);
      meters.sent(target);
      troubled.remove(target);
      return true;
    } catch (DeliveryFailure e) {
      messages.failed(waiting, e, pace.after(waiting.attempts(), e));
      meters.failed(target);
      if (troubled.add(target)) {
        LOG.warn("{} did not take a message about alerts, which waits: {}", target, e.getMessage());
      }
      return false;
    }
  }

  private AlertMessage message(AlertMessages.Waiting waiting, List<AlertLine> lines) {
    return new AlertMessage(
        waiting.id(),
        waiting.incident(),
        waiting.target(),
        waiting.kind(),
        waiting.severity(),
        waiting.event(),
        waiting.alerts(),
        waiting.stillOpen(),
        waiting.createdAt(),
        lines,
        runbooks.of(waiting.kind()));
  }
}
