package scout.console.audit;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import scout.console.data.ConsoleDatabase;
import scout.schema.SqlFile;

/** Reads what people asked for. */
public final class AuditReads {
  private static final SqlFile SQL =
      filled(SqlFile.load(AuditReads.class, "/scout/console/audit.sql"));

  private final ConsoleDatabase database;
  private final String bucket;

  /**
   * @param bucket the bucket of the devices
   */
  public AuditReads(ConsoleDatabase database, String bucket) {
    this.database = database;
    this.bucket = bucket;
  }

  private static SqlFile filled(SqlFile sql) {
    return sql.filled(
        statement ->
            statement.replace("<columns>", sql.get("columns")).replace("<file>", sql.get("file")));
  }

  /** What people asked for last, the latest first. */
  public List<AskedAction> latest() {
    return rows("latest", Map.of());
  }

  /** What people asked for about a file, the latest first. */
  public List<AskedAction> ofFile(String key) {
    return rows("of_file", Map.of("subject", key));
  }

  /** What people asked for about an alert, and since it opened about the file that it is about. */
  public List<AskedAction> ofAlert(String fingerprint, String subject, OffsetDateTime opened) {
    return rows(
        "of_alert", Map.of("fingerprint", fingerprint, "subject", subject, "opened", opened));
  }

  /** One action; empty if no worker has recorded it yet. */
  public Optional<AskedAction> one(UUID action) {
    return rows("one", Map.of("action", action)).stream().findFirst();
  }

  private List<AskedAction> rows(String statement, Map<String, ?> parameters) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("bucket", bucket);
    return database.rows(SQL, statement, all, AskedAction.class);
  }
}
