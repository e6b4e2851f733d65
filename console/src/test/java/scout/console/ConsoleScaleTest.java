package scout.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scout.schema.WatchedDatabase;

/**
 * No page walks through a table of more than 10,000 rows: PostgreSQL counts its sequential scans
 * while each page is loaded. The long form has a million files of 2,000 devices; each page's 95th
 * percentile is at most 300 ms ({@code -Dscout.console.millis=N} for a busy machine), and printed.
 */
class ConsoleScaleTest {
  private static final boolean LONG = Boolean.getBoolean("scout.long");
  private static final int ROUNDS = LONG ? 20 : 1;
  private static final long LONGEST_MILLIS = Long.getLong("scout.console.millis", 300);

  @Test
  void readsByIndexes() throws Exception {
    try (WatchedDatabase database = WatchedDatabase.start()) {
      if (LONG) {
        SampleDays.fill(database, 1_000_000, 2_000, 500, 120);
      } else {
        SampleDays.fill(database, 30_000, 300, 40, 300);
      }
      List<String> pages = pages(database);
      database.owner().useHandle(handle -> handle.execute("SELECT pg_stat_reset()"));
      try (RunningConsole console = new RunningConsole(database, Map.of("SCOUT_HTTP_PORT", "0"))) {
        ConsoleVisitor visitor = new ConsoleVisitor(console);
        visitor.get("/console/enter?token=" + RunningConsole.TOKEN);
        for (String page : pages) {
          measure(visitor, page);
        }
      }
      // the sessions have ended, so their counts are in
      assertThat(walked(database)).isEmpty();
    }
  }

  private static List<String> pages(WatchedDatabase database) {
    List<String> pages = new ArrayList<>(ConsolePages.ALL);
    pages.addAll(ConsolePages.OF_SAMPLE);
    pages.addAll(alertsOfManyFiles(database));
    return pages;
  }

  /** The list of files of each kind of alert that has one. */
  private static List<String> alertsOfManyFiles(WatchedDatabase database) {
    return database
        .owner()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        INSERT INTO scout.alerts
                          (fingerprint, kind, subject, message, cause, raised_from, raised_to)
                        SELECT kind || ':' || subject, kind, subject, 'many', cause,
                               now() - interval '5 days', now()
                          FROM (VALUES ('file_lost', 'till-0001', ''),
                                       ('field_gone', 'till-0001', 'amount 50'),
                                       ('ids_shared', 'till-0001', ''),
                                       ('file_stopped', 'others', ''),
                                       ('file_stuck', 'files', ''),
                                       ('layers_behind', 'silver', ''),
                                       ('delete_denied', 'sample', ''))
                               AS made (kind, subject, cause)
                        RETURNING '/console/files?alert=' || id""")
                    .mapTo(String.class)
                    .list());
  }

  private static void measure(ConsoleVisitor visitor, String page) throws Exception {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      int status = visitor.get(page).statusCode();
      times.add((System.nanoTime() - begin) / 1_000_000);
      assertThat(status).as(page).isEqualTo(200);
    }
    times.sort(null);
    long p95 = times.get((int) (0.95 * (times.size() - 1)));
    System.out.printf("%-70s p50 %4d ms, p95 %4d ms%n", page, times.get(times.size() / 2), p95);
    if (LONG) {
      assertThat(p95).as(page).isLessThanOrEqualTo(LONGEST_MILLIS);
    }
  }

  private static List<String> walked(WatchedDatabase database) {
    return database
        .owner()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT s.relname || ' (' || s.seq_scan || 'x)' FROM pg_stat_user_tables s"
                            + " JOIN pg_class c ON c.oid = s.relid"
                            + " WHERE s.schemaname = 'scout' AND c.reltuples > 10000"
                            + " AND s.seq_scan > 0")
                    .mapTo(String.class)
                    .list());
  }
}
