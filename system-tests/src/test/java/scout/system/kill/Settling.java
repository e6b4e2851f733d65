package scout.system.kill;

import scout.workflows.client.Refreshes;
import scout.workflows.refresh.RefreshRequest;

/** What happens every fifteen minutes: a sweep, and a refresh after it. */
final class Settling {
  private static final String SETTLED =
      """
      SELECT EXISTS (SELECT FROM scout.refreshes
                      WHERE started_at > ?::timestamptz AND outcome = 'succeeded')
         AND NOT EXISTS (SELECT FROM scout.refreshes WHERE outcome = 'running')
         AND NOT EXISTS (SELECT FROM scout.files
                          WHERE silver_generation IS DISTINCT FROM generation)
         AND NOT EXISTS (SELECT FROM scout.gold_outbox)
         AND NOT EXISTS (SELECT FROM scout.platinum_outbox)
         AND NOT EXISTS (SELECT FROM scout.model_outbox
                           JOIN scout.models ON model_name = reader
                          WHERE phase IS NULL)
      """;

  private Settling() {}

  /** Returns when all that was uploaded has come to rest, and the layers have taken it. */
  static void settle(Site site) throws Exception {
    site.startSweep();
    site.awaitSweep();
    String since = site.one("SELECT clock_timestamp()");
    Refreshes.request(site.client(), new RefreshRequest("the test", true, false));
    site.until("the layers are settled", () -> site.one(SETTLED, since).equals("t"));
  }
}
