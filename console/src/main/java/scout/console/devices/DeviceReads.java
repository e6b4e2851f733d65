package scout.console.devices;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import scout.console.data.ConsoleDatabase;
import scout.console.overview.OverviewReads;
import scout.console.web.NotFound;
import scout.schema.SqlFile;

/** Reads what the files say of the devices. */
public final class DeviceReads {
  /** The rows of a page. */
  public static final int PAGE = 50;

  private static final SqlFile SQL = SqlFile.load(DeviceReads.class, "/scout/console/devices.sql");

  /**
   * A device in the list, by its last 30 files.
   *
   * @param rhythm the usual pause between two files, in seconds; null if it has sent only one
   * @param devices how many devices there are, and how many of them are silent
   */
  public record DeviceLine(
      String deviceId,
      OffsetDateTime lastSeen,
      boolean silent,
      long files,
      Double rhythm,
      long recordsLoaded,
      long recordsLost,
      long devices,
      long silentDevices) {}

  /** A device by its last 500 files. */
  public record DeviceFacts(
      long files,
      OffsetDateTime firstSeen,
      OffsetDateTime lastSeen,
      Double rhythm,
      Long recordsLoaded,
      Long recordsLost) {}

  /** A pause that was longer than usual. */
  public record Gap(OffsetDateTime began, OffsetDateTime ended, Double seconds) {}

  /** A day of a device. */
  public record DeviceDay(
      LocalDate day, long files, long recordsLoaded, long recordsLost, long recordsRejected) {}

  /** What the times of its last sales say about its clock; the delay is a median in seconds. */
  public record ClockWord(long sales, long withoutTime, Double delay, long inFuture) {}

  /** A word of its records about its software. */
  public record SoftwareWord(String name, String value) {}

  /** All about one device. */
  public record DeviceStory(
      String deviceId,
      boolean silent,
      DeviceFacts facts,
      List<Gap> gaps,
      List<DeviceDay> days,
      ClockWord clock,
      List<SoftwareWord> software) {}

  private final ConsoleDatabase database;
  private final Duration silence;

  /**
   * @param silence after so long without a file a device counts as silent
   */
  public DeviceReads(ConsoleDatabase database, Duration silence) {
    this.database = database;
    this.silence = silence;
  }

  /**
   * A page of devices, the longest silent first; one more than a page if there are more.
   *
   * @param search the beginning of their names; blank is all
   * @param after the last device of the page before; blank is the first page
   * @param afterSeen when that one was seen
   */
  public List<DeviceLine> devices(String search, String after, OffsetDateTime afterSeen) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("silence", silence.toSeconds());
    parameters.put("search", search.isEmpty() ? null : search);
    parameters.put("after", after.isEmpty() ? null : after);
    parameters.put("afterSeen", afterSeen == null ? null : afterSeen.toString());
    parameters.put("limit", PAGE + 1);
    return database.rows(SQL, "devices", parameters, DeviceLine.class);
  }

  /** One device. */
  public DeviceStory story(String device) {
    return database.read(
        handle -> {
          Map<String, ?> named = Map.of("device", device);
          DeviceFacts facts = rows(handle, "facts", named, DeviceFacts.class).get(0);
          if (facts.files() == 0) {
            throw new NotFound(
                "No file names this device. Devices are listed once a file arrived.");
          }
          double rhythm = facts.rhythm() == null ? 0 : facts.rhythm();
          return new DeviceStory(
              device,
              facts.lastSeen().toInstant().plus(silence).isBefore(Instant.now()),
              facts,
              rows(handle, "gaps", Map.of("device", device, "rhythm", rhythm), Gap.class),
              rows(
                  handle,
                  "days",
                  Map.of("device", device, "zone", OverviewReads.zone(handle)),
                  DeviceDay.class),
              rows(handle, "clock", named, ClockWord.class).get(0),
              rows(handle, "software", named, SoftwareWord.class));
        });
  }

  private static <T> List<T> rows(
      Handle handle, String statement, Map<String, ?> parameters, Class<T> type) {
    return ConsoleDatabase.rows(handle, SQL, statement, parameters, type);
  }
}
