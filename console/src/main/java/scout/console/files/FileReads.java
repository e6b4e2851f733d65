package scout.console.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import scout.console.alerts.AlertReads.AskedAction;
import scout.console.data.ConsoleDatabase;
import scout.console.overview.OverviewReads;
import scout.console.web.BadAddress;
import scout.console.web.NotFound;
import scout.schema.SqlFile;

/** Reads files from the ledger. */
public final class FileReads {
  /** The rows of a page. */
  public static final int PAGE = 50;

  private static final SqlFile SQL = SqlFile.load(FileReads.class, "/scout/console/files.sql");
  private static final ObjectMapper JSON = new ObjectMapper();

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
      long recordsRead,
      long recordsLoaded,
      long recordsRejected,
      long recordsLost,
      String reason) {}

  /** A version of a file with all that the ledger says. */
  public record FileVersionRow(
      UUID fileId,
      String bucket,
      String objectKey,
      String etag,
      String status,
      String deviceId,
      OffsetDateTime uploadedAt,
      long sizeBytes,
      String sha256,
      int attempt,
      int generation,
      Integer silverGeneration,
      long recordsRead,
      long recordsLoaded,
      long recordsRejected,
      long transactions,
      long recordsLost,
      long recordsCurrent,
      long recordsSuperseded,
      long recordsUnkeyed,
      long recordsRejectedSilver,
      long recordsOverridden,
      long recordsDiscarded,
      long recordsPending,
      long amountsRounded,
      String dialect,
      String fieldNulls,
      String reason,
      String archivedKey,
      OffsetDateTime claimedAt,
      OffsetDateTime loadedAt,
      OffsetDateTime archivedAt,
      OffsetDateTime quarantinedAt,
      OffsetDateTime discardedAt,
      OffsetDateTime goneAt,
      OffsetDateTime replayedAt,
      OffsetDateTime settledAt,
      OffsetDateTime updatedAt,
      OffsetDateTime stoppedAt) {
    /** True if none of it was loaded, and it waits for a person. */
    public boolean quarantined() {
      return status.equals("quarantined");
    }

    /** What happened to it, in order. */
    public List<Step> steps() {
      List<Step> steps = new ArrayList<>();
      add(steps, "uploaded", uploadedAt);
      add(steps, attempt > 1 ? "claimed, attempt " + attempt : "claimed", claimedAt);
      add(steps, "loaded", loadedAt);
      add(steps, "quarantined", quarantinedAt);
      add(steps, "stopped", stoppedAt);
      add(steps, quarantined() ? "moved" : "archived", archivedAt);
      add(steps, "settled", settledAt);
      add(steps, "reprocessed", replayedAt);
      add(steps, "discarded", discardedAt);
      add(steps, "gone", goneAt);
      steps.sort(Comparator.comparing(Step::at));
      return steps;
    }

    private static void add(List<Step> steps, String name, OffsetDateTime at) {
      if (at != null) {
        steps.add(new Step(name, at));
      }
    }

    /** How it was read: the notes of its dialect. */
    public Map<String, String> readAs() {
      return members(dialect);
    }

    /** The fields that records lacked, with how many did. */
    public Map<String, String> lacking() {
      return members(fieldNulls);
    }
  }

  /** Something that happened to a file. */
  public record Step(String name, OffsetDateTime at) {}

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
      long sharedIds) {}

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

  /** What people asked for about a key. */
  public List<AskedAction> actions(String key) {
    return database.rows(SQL, "actions", Map.of("subject", key), AskedAction.class);
  }

  private static Map<String, String> members(String json) {
    if (json == null) {
      return Map.of();
    }
    try {
      Map<String, Object> parsed =
          JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
      Map<String, String> texts = new LinkedHashMap<>();
      parsed.forEach((name, value) -> texts.put(name, String.valueOf(value)));
      return texts;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The database gives JSON that is none", e);
    }
  }
}
