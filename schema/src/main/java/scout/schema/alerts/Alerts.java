package scout.schema.alerts;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import scout.schema.SqlFile;

/**
 * Opens and resolves alerts, at most one open per kind and subject. All methods use the caller's
 * transaction.
 *
 * <p>Opening an open alert counts it again and updates its message. A higher severity or another
 * cause makes it new: the webhook gets a second post, and an acknowledgement ends. With the same
 * cause the severity never falls, so an alert that goes up and down is posted once.
 */
public final class Alerts {
  private static final SqlFile SQL = SqlFile.load(Alerts.class, "/scout/schema/alerts/alerts.sql");

  private Alerts() {}

  /**
   * Opens the alert, or counts an open one again.
   *
   * @return true if it was opened now
   */
  public static boolean open(Handle handle, Alert alert) {
    return openAll(handle, List.of(alert)) > 0;
  }

  /**
   * Opens many alerts in one statement. Several with the same kind and subject are counted each;
   * the alert gets the worst severity, and the last cause and message.
   *
   * @return how many were opened now
   */
  public static int openAll(Handle handle, Collection<Alert> alerts) {
    if (alerts.isEmpty()) {
      return 0;
    }
    Query open = handle.createQuery(SQL.get("open"));
    bind(open, "fingerprints", alerts, Alert::fingerprint);
    bind(open, "kinds", alerts, alert -> alert.kind().word());
    bind(open, "severities", alerts, alert -> alert.severity().word());
    bind(open, "subjects", alerts, Alert::subject);
    bind(open, "causes", alerts, Alert::cause);
    bind(open, "messages", alerts, Alert::message);
    return open.mapTo(int.class).one();
  }

  private static void bind(
      Query query, String name, Collection<Alert> alerts, Function<Alert, String> value) {
    query.bindArray(name, String.class, alerts.stream().map(value).toList());
  }

  /**
   * Resolves the open alert of this kind and subject.
   *
   * @return true if there was one
   */
  public static boolean resolve(Handle handle, AlertKind kind, String subject) {
    return resolveAll(handle, kind, List.of(subject)) > 0;
  }

  /**
   * Resolves the open alerts of this kind and these subjects in one statement.
   *
   * @return how many there were
   */
  public static int resolveAll(Handle handle, AlertKind kind, Collection<String> subjects) {
    if (subjects.isEmpty()) {
      return 0;
    }
    return handle
        .createUpdate(SQL.get("resolve"))
        .bindArray("fingerprints", String.class, subjects.stream().map(kind::fingerprint).toList())
        .execute();
  }
}
