package scout.starter.alerts;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import scout.schema.SqlFile;
import scout.schema.alerts.AlertSeverity;

/**
 * Messages in {@code scout.alert_messages}: each is written with its alerts before it is sent, so
 * that a crash loses none. A target has at most one waiting message of a kind.
 */
final class AlertMessages {
  private static final SqlFile SQL =
      SqlFile.load(AlertMessages.class, "/scout/starter/alert_messages.sql");

  /** The alerts that a message names; it counts the others. */
  private static final int NAMED = 10;

  /** A row of the table. */
  record Waiting(
      UUID id,
      UUID incident,
      String target,
      String kind,
      String severity,
      AlertEvent event,
      int alerts,
      int stillOpen,
      OffsetDateTime createdAt,
      int attempts) {}

  private record Ended(String kind, Long[] alerts, int stillOpen) {}

  private final Handle handle;

  /**
   * @param handle as {@code scout_watch}
   */
  AlertMessages(Handle handle) {
    this.handle = handle;
  }

  /** True for one session at a time, until it ends. */
  boolean isOnlySender() {
    return handle.createQuery(SQL.get("only_sender")).mapTo(boolean.class).one();
  }

  /** Gives up what waits for any other target. */
  void dropUnknown(Collection<String> targets) {
    handle
        .createUpdate(SQL.get("drop_unknown"))
        .bindArray("targets", String.class, targets)
        .execute();
  }

  /** Open alerts that a target can be told of now. */
  List<AlertNews> untold(String target, String bucket, Duration pause) {
    return handle
        .createQuery(SQL.get("untold"))
        .bind("target", target)
        .bind("bucket", bucket)
        .bind("pause", seconds(pause))
        .map(AlertNews::of)
        .list();
  }

  /** Writes a message of an opening for each kind. */
  void writeOpenings(String target, List<AlertNews> news) {
    Map<String, List<AlertNews>> kinds = new LinkedHashMap<>();
    for (AlertNews alert : news) {
      kinds.merge(alert.kind(), List.of(alert), AlertMessages::joined);
    }
    kinds.forEach((kind, alerts) -> writeOpening(target, kind, alerts));
  }

  private static <T> List<T> joined(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private void writeOpening(String target, String kind, List<AlertNews> alerts) {
    UUID message = UUID.randomUUID();
    AlertSeverity worst =
        alerts.stream().map(AlertNews::severity).max(AlertSeverity::compareTo).orElseThrow();
    Long[] ids = alerts.stream().map(AlertNews::id).toArray(Long[]::new);
    written(SQL.get("write_opening"), message, target, kind)
        .bind("severity", worst.word())
        .bindArray("alerts", Long.class, (Object[]) ids)
        .execute();
    handle
        .createUpdate(SQL.get("write_alerts"))
        .bind("message", message)
        .bindArray("alerts", Long.class, (Object[]) ids)
        .bindArray(
            "revisions",
            Integer.class,
            alerts.stream().map(AlertNews::revision).map(Object.class::cast).toArray())
        .execute();
  }

  private Update written(String statement, UUID message, String target, String kind) {
    return handle
        .createUpdate(statement)
        .bind("message", message)
        .bind("target", target)
        .bind("kind", kind);
  }

  /** Writes a message for each kind of which alerts that the target knows are over. */
  void writeEnds(String target, Duration pause) {
    handle
        .createQuery(SQL.get("ended"))
        .bind("target", target)
        .bind("pause", seconds(pause))
        .map(
            (row, context) ->
                new Ended(
                    row.getString("kind"),
                    (Long[]) row.getArray("over").getArray(),
                    row.getInt("still_open")))
        .list()
        .forEach(ended -> writeEnd(target, ended));
  }

  private void writeEnd(String target, Ended ended) {
    UUID message = UUID.randomUUID();
    written(SQL.get("write_end"), message, target, ended.kind())
        .bindArray("alerts", Long.class, (Object[]) ended.alerts())
        .bind("stillOpen", ended.stillOpen())
        .execute();
    handle
        .createUpdate(SQL.get("mark_ended"))
        .bind("message", message)
        .bind("target", target)
        .bindArray("alerts", Long.class, (Object[]) ended.alerts())
        .execute();
  }

  /** Writes a message for each kind of which the target was told last so long ago. */
  void writeReminders(String target, Duration repeat) {
    handle
        .createUpdate(SQL.get("write_reminders"))
        .bind("target", target)
        .bind("repeat", seconds(repeat))
        .execute();
  }

  /** The message that is due for longest, but to none of these targets. */
  Optional<Waiting> next(Collection<String> without) {
    return handle
        .createQuery(SQL.get("next"))
        .bindArray("without", String.class, without)
        .map(
            (row, context) ->
                new Waiting(
                    row.getObject("message_id", UUID.class),
                    row.getObject("incident_id", UUID.class),
                    row.getString("target"),
                    row.getString("kind"),
                    row.getString("severity"),
                    AlertEvent.ofWord(row.getString("event")),
                    row.getInt("alerts"),
                    row.getInt("still_open"),
                    row.getObject("created_at", OffsetDateTime.class),
                    row.getInt("attempts")))
        .findOne();
  }

  /** The first alerts of a message. */
  List<AlertLine> lines(Waiting message) {
    return handle
        .createQuery(SQL.get("lines"))
        .bind("message", message.id())
        .bind("event", message.event().word())
        .bind("target", message.target())
        .bind("kind", message.kind())
        .bind("limit", NAMED)
        .map(AlertLine::of)
        .list();
  }

  /** Records that the target has taken it. */
  void sent(Waiting message) {
    handle.createUpdate(SQL.get("sent")).bind("message", message.id()).execute();
  }

  /** Records a failed attempt, and when the next may come. */
  void failed(Waiting message, DeliveryFailure failure, Duration wait) {
    handle
        .createUpdate(SQL.get("failed"))
        .bind("message", message.id())
        .bind("problem", failure.getMessage())
        .bind("wait", seconds(wait))
        .execute();
    if (failure.isOfTarget()) {
      handle
          .createUpdate(SQL.get("wait"))
          .bind("target", message.target())
          .bind("wait", seconds(wait))
          .execute();
    }
  }

  private static double seconds(Duration length) {
    return length.toMillis() / 1_000.0;
  }
}
