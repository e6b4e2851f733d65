package scout.console.files;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import scout.console.alerts.AlertReads.AlertRow;
import scout.console.audit.AskedAction;
import scout.console.data.ConsoleDatabase;
import scout.console.files.FileSteps.Step;
import scout.console.overview.OverviewReads;
import scout.console.web.BadAddress;
import scout.console.web.NotFound;
import scout.schema.SqlFile;
import scout.schema.alerts.WatchLimits;

/** Reads files from the ledger. */
public final class FileReads {
  /** The rows of a page. */
  public static final int PAGE = 50;

  private static final SqlFile SQL =
      withLine(SqlFile.load(FileReads.class, "/scout/console/files.sql"));
  private static final SqlFile CONCERNED =
      SqlFile.load(FileReads.class, "/scout/console/alert_files.sql");

  /** A file in the list. */
  public record FileLine(
      long fileSeq,
      String objectKey,
      String etag,
      String status,
      String deviceId,
      OffsetDateTime uploadedAt,
      OffsetDateTime claimedAt,
      long sizeBytes,
      int generation,
      long recordsRead,
      long recordsRejected,
      long recordsLost,
      String reason) {
    /** True if its records were read, though perhaps not loaded. */
    public boolean counted() {
      return generation > 0 || status.equals("quarantined") || status.equals("discarded");
    }
  }

  /** A rejected record; the raw text is null if it was let go or is no text. */
  public record Reject(
      String stage,
      long recordNo,
      Long byteOffset,
      String code,
      String message,
      String rawText,
      Long rawBytes) {}

  /** A store-day with transactions of a file. */
  public record StoreDay(
      String storeId, LocalDate transactionDate, long current, long superseded) {}

  /**
   * A version with what belongs to it.
   *
   * @param more true if it has more rejects than these
   * @param sharedIds how many of its sales lost their id to another sale
   */
  public record FileStory(
      FileVersionRow version,
      List<Reject> rejects,
      boolean more,
      List<StoreDay> storeDays,
      long sharedIds) {
    /**
     * What happened to the version, in order.
     *
     * @param asked what people asked for about its key
     */
    public List<Step> steps(List<AskedAction> asked) {
      return FileSteps.of(version, asked);
    }
  }

  private static SqlFile withLine(SqlFile sql) {
    return sql.filled(statement -> statement.replace("<line>", sql.get("line")));
  }

  private final ConsoleDatabase database;
  private final String bucket;

  /**
   * @param bucket the bucket of the devices
   */
  public FileReads(ConsoleDatabase database, String bucket) {
    this.database = database;
    this.bucket = bucket;
  }

  /** A page of files, the newest first; one more than a page if there are more. */
  public List<FileLine> search(FileSearch wanted, String prefix) {
    return database.read(
        handle -> {
          Map<String, Object> parameters = new HashMap<>();
          parameters.put("before", wanted.before() == 0 ? null : wanted.before());
          parameters.put("first", day(handle, wanted.from(), 0));
          parameters.put("end", day(handle, wanted.to(), 1));
          parameters.put("key", key(wanted.key(), prefix));
          parameters.put("bucket", bucket);
          parameters.put("device", wanted.device().isEmpty() ? null : wanted.device());
          parameters.put("status", wanted.status().isEmpty() ? null : wanted.status());
          parameters.put("lost", wanted.lost());
          parameters.put("limit", PAGE + 1);
          return ConsoleDatabase.rows(handle, SQL, "files", parameters, FileLine.class);
        });
  }

  /**
   * A page of the files that an alert is about, the newest arrival first; one more than a page if
   * there are more.
   *
   * @param before the number before which to go on; 0 is the newest
   * @param prefix of all inputs
   * @param lostPercent a file that lost a larger share of its records is in trouble
   */
  public List<FileLine> ofAlert(AlertRow alert, long before, String prefix, int lostPercent) {
    String page = SQL.get("of_alert").replace("<concerned>", CONCERNED.get(alert.kind()));
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("subject", alert.subject());
    parameters.put("cause", alert.cause());
    parameters.put("from", alert.raisedFrom());
    parameters.put("to", alert.raisedTo());
    parameters.put("prefix", prefix);
    parameters.put("percent", lostPercent);
    parameters.put("stuck", WatchLimits.FILE_STUCK.toSeconds());
    parameters.put("behind", WatchLimits.LAYERS_BEHIND.toSeconds());
    parameters.put("before", before == 0 ? null : before);
    parameters.put("limit", PAGE + 1);
    // Jdbi takes none that the statement lacks.
    parameters.keySet().removeIf(name -> !page.contains(":" + name));
    return database.read(
        handle ->
            handle
                .createQuery(page)
                .bindMap(parameters)
                .map(ConstructorMapper.of(FileLine.class))
                .list());
  }

  /** The beginning of keys as people type it, with or without the prefix of all inputs. */
  private static String key(String typed, String prefix) {
    if (typed.isEmpty()) {
      return null;
    }
    return typed.startsWith(prefix) || prefix.startsWith(typed) ? typed : prefix + typed;
  }

  private static Long day(Handle handle, String day, int plus) {
    if (day.isEmpty()) {
      return null;
    }
    try {
      String zone = OverviewReads.zone(handle);
      OffsetDateTime begin =
          LocalDate.parse(day).plusDays(plus).atStartOfDay(ZoneId.of(zone)).toOffsetDateTime();
      return OverviewReads.firstSince(handle, begin);
    } catch (DateTimeParseException e) {
      throw new BadAddress("A day has the form 2025-03-14.");
    }
  }

  /** All versions of a key with their stories, the latest upload first. */
  public List<FileStory> stories(String key) {
    return database.read(
        handle -> {
          List<FileVersionRow> versions = versions(handle, key);
          if (versions.isEmpty()) {
            throw new NotFound(
                "The ledger holds no file with this key. It may not have arrived yet: a sweep runs"
                    + " every 15 minutes.");
          }
          return versions.stream().map(version -> story(handle, version)).toList();
        });
  }

  /** The versions of a key, the latest upload first. */
  public List<FileVersionRow> versions(String key) {
    return database.read(handle -> versions(handle, key));
  }

  private List<FileVersionRow> versions(Handle handle, String key) {
    return ConsoleDatabase.rows(
        handle, SQL, "versions", Map.of("bucket", bucket, "key", key), FileVersionRow.class);
  }

  private static FileStory story(Handle handle, FileVersionRow version) {
    List<Reject> rejects = rejects(handle, version.fileId(), "", 0);
    Map<String, ?> file = Map.of("file", version.fileId());
    return new FileStory(
        version,
        rejects.subList(0, Math.min(PAGE, rejects.size())),
        rejects.size() > PAGE,
        ConsoleDatabase.rows(handle, SQL, "store_days", file, StoreDay.class),
        handle.createQuery(SQL.get("shares")).bindMap(file).mapTo(long.class).one());
  }

  /** Rejects after one of a stage and number; one more than a page if there are more. */
  public List<Reject> rejects(UUID file, String stage, long after) {
    return database.read(handle -> rejects(handle, file, stage, after));
  }

  private static List<Reject> rejects(Handle handle, UUID file, String stage, long after) {
    return ConsoleDatabase.rows(
        handle,
        SQL,
        "rejects",
        Map.of("file", file, "stage", stage, "after", after, "limit", PAGE + 1),
        Reject.class);
  }
}
