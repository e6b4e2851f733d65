package scout.bench.ingest;

import java.io.PrintWriter;
import java.time.Instant;
import scout.bench.BenchmarkServers;

/** Tells when, within a round, files were loaded and archived, and refreshes ran. */
final class GoldTimeline {
  private static final String STEPS =
      """
      WITH step (began, ended, words) AS (
        SELECT min(loaded_at), max(loaded_at), 'loaded'
          FROM scout.files WHERE loaded_at >= CAST(:begun AS timestamptz)
         UNION ALL
        SELECT min(archived_at), max(archived_at), 'archived'
          FROM scout.files WHERE loaded_at >= CAST(:begun AS timestamptz)
         UNION ALL
        SELECT started_at, coalesce(finished_at, clock_timestamp()),
               format('refresh of %s records, %s rows of gold, %s of platinum',
                      silver_rows, gold_rows, platinum_rows)
          FROM scout.refreshes WHERE started_at >= CAST(:begun AS timestamptz))
      SELECT format('    %s to %s s: %s',
                    round(extract(epoch FROM began - CAST(:begun AS timestamptz)), 2),
                    round(extract(epoch FROM ended - CAST(:begun AS timestamptz)), 2), words)
        FROM step
       ORDER BY began
      """;

  private final BenchmarkServers bench;
  private final Instant begun;

  private GoldTimeline(BenchmarkServers bench, Instant begun) {
    this.bench = bench;
    this.begun = begun;
  }

  /** Begins a round, by the database's clock. */
  static GoldTimeline begin(BenchmarkServers bench) {
    return new GoldTimeline(
        bench,
        bench
            .owner()
            .withHandle(
                handle ->
                    handle.createQuery("SELECT clock_timestamp()").mapTo(Instant.class).one()));
  }

  /** Prints a line for each step, in seconds since the begin. */
  void print(PrintWriter out) {
    bench
        .owner()
        .useHandle(
            handle ->
                handle
                    .createQuery(STEPS)
                    .bind("begun", begun)
                    .mapTo(String.class)
                    .forEach(out::println));
    out.flush();
  }
}
