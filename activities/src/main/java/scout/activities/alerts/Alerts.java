package scout.activities.alerts;

import java.util.List;
import org.jdbi.v3.core.Handle;
import scout.schema.SqlFile;

/**
 * Opens and resolves alerts, at most one open at a time for each fingerprint. Both work in the
 * caller's transaction.
 */
public final class Alerts {
  private static final SqlFile SQL = SqlFile.load(Alerts.class, "/scout/schema/layers/alerts.sql");

  private Alerts() {}

  /**
   * Opens the alert; if one with its fingerprint is open already, that one is seen once more and
   * takes over severity and message.
   *
   * @return true if it was opened now
   */
  public static boolean open(Handle handle, Alert alert) {
    return handle
        .createQuery(SQL.get("open"))
        .bind("fingerprint", alert.fingerprint())
        .bind("kind", alert.kind().word())
        .bind("severity", alert.severity())
        .bind("subject", alert.subject())
        .bind("message", alert.message())
        .mapTo(boolean.class)
        .one();
  }

  /**
   * Resolves the open alert with this fingerprint.
   *
   * @return true if there was one
   */
  public static boolean resolve(Handle handle, String fingerprint) {
    return handle.createUpdate(SQL.get("resolve")).bind("fingerprint", fingerprint).execute() > 0;
  }

  /**
   * Resolves the open alerts with these fingerprints.
   *
   * @return how many there were
   */
  public static int resolveAll(Handle handle, List<String> fingerprints) {
    return handle
        .createUpdate(SQL.get("resolve_all"))
        .bindArray("fingerprints", String.class, fingerprints)
        .execute();
  }
}
