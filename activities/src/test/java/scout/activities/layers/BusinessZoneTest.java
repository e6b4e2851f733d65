package scout.activities.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which moment a time without zone is, and which day a moment belongs to, around every change of
 * the clocks in 2024 and 2025, held against java.time: a skipped time is as far after the change as
 * it says, a repeated one is the second.
 */
class BusinessZoneTest {
  private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2025, 11, 1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "America/New_York",
        "Europe/Vienna",
        "Australia/Lord_Howe", // half an hour
        "Asia/Beirut", // skips midnight
        "Pacific/Apia", // the far side of the date line
        "America/St_Johns",
        "Asia/Kathmandu", // no changes, an odd offset
        "UTC"
      })
  void timesWithoutZoneAreThoseOfTheZone(String zone) throws Exception {
    ZoneId id = ZoneId.of(zone);
    List<LocalDateTime> times = times(id);
    List<String> records = new ArrayList<>();
    Map<String, String> due = new TreeMap<>();
    for (int i = 0; i < times.size(); i++) {
      LocalDateTime time = times.get(i);
      records.add(sale("L" + i, time.toString()));
      Instant moment = time.atZone(id).withLaterOffsetAtOverlap().toInstant();
      due.put("L" + i, moment + " " + moment.atZone(id).toLocalDate());
      records.add(sale("D" + i, time.toLocalDate().toString()));
      Instant midnight = time.toLocalDate().atStartOfDay(id).toInstant();
      due.put("D" + i, midnight + " " + time.toLocalDate());
      // the same local time told with both offsets is of the same day
      for (var offset : id.getRules().getValidOffsets(time)) {
        records.add(sale("O" + i + offset, time.atOffset(offset).toString()));
        due.put("O" + i + offset, time.toInstant(offset) + " " + time.toLocalDate());
      }
    }
    try (LayerStage stage = new LayerStage(LayerSettings.of(id))) {
      stage.loader.load("a.json", Instant.parse("2025-11-10T12:00:00Z"), records);
      stage.refresh();
      Map<String, String> held = new TreeMap<>();
      stage
          .rows(
              "SELECT transaction_id AS id, to_char(transaction_timestamp AT TIME ZONE 'UTC',"
                  + " 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || ' ' || transaction_date AS told"
                  + " FROM scout.silver_edge_transactions")
          .forEach(row -> held.put((String) row.get("id"), (String) row.get("told")));
      assertThat(held).containsExactlyEntriesOf(due);
      // gold has the days of the zone
      assertThat(
              stage.value(
                  "SELECT count(*) FROM scout.gold_store_daily_summary g WHERE g.transaction_count"
                      + " <> (SELECT count(*) FROM scout.silver_edge_transactions s WHERE"
                      + " (s.transaction_timestamp AT TIME ZONE ?)::date = g.transaction_date)",
                  zone))
          .isEqualTo("0");
    }
  }

  /** Every quarter of an hour from three hours before each change to three after, and some days. */
  private static List<LocalDateTime> times(ZoneId zone) {
    List<LocalDateTime> times = new ArrayList<>();
    times.add(LocalDateTime.of(FIRST, LocalTime.MIDNIGHT));
    times.add(LocalDateTime.of(FIRST, LocalTime.of(23, 59, 59)));
    Instant from = FIRST.atStartOfDay(zone).toInstant();
    Instant to = LAST.atStartOfDay(zone).toInstant();
    ZoneOffsetTransition change = zone.getRules().nextTransition(from);
    while (change != null && change.getInstant().isBefore(to)) {
      LocalDateTime middle = change.getDateTimeBefore();
      for (int quarter = -12; quarter <= 12; quarter++) {
        times.add(middle.plusMinutes(15L * quarter));
      }
      change = zone.getRules().nextTransition(change.getInstant());
    }
    return times;
  }

  /** The limits, whatever zone the worker's machine is in: ten years before, a day after. */
  @Test
  void theLimitsAreExact() throws Exception {
    TimeZone machine = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Vienna"));
    try (LayerStage stage = new LayerStage(LayerSettings.of(ZoneId.of("America/New_York")))) {
      // the clocks of the machine, and not those of the business, change within the day after
      stage.loader.load(
          "a.json",
          Instant.parse("2025-03-29T12:00:00Z"),
          List.of(
              sale("last", "2025-03-30T12:00:00Z"),
              sale("too late", "2025-03-30T12:00:00.000001Z"),
              sale("first", "2015-03-30T08:00:00"),
              sale("first in UTC", "2015-03-30T12:00:00Z"),
              sale("too early", "2015-03-30T07:59:59.999999"),
              sale("too early in UTC", "2015-03-30T11:59:59Z"),
              sale("the day", "2015-03-31")));
      stage.refresh();
      assertThat(
              stage.texts(
                  "SELECT transaction_id FROM scout.silver_edge_transactions ORDER BY record_no"))
          .containsExactly("last", "first", "first in UTC", "the day");
      assertThat(stage.texts("SELECT DISTINCT code FROM scout.rejected_records"))
          .containsExactly("TIMESTAMP_RANGE");
    } finally {
      TimeZone.setDefault(machine);
    }
  }

  private static String sale(String id, String time) {
    return "{\"transaction_id\": \"%s\", \"store_id\": \"S1\", \"timestamp\": \"%s\"}"
        .formatted(id, time);
  }
}
