package scout.bench.ingest;

import java.util.List;
import scout.bench.BenchmarkServers;
import scout.bench.ingest.bare.BareWorker;

/** Runs files through the barest workflow, the limit of journeys. */
final class BareJourneys {
  private static final int ANNOUNCERS = 8;

  private BareJourneys() {}

  /** Starts a journey for each key; returns when all files are archived. */
  static Void run(BenchmarkServers bench, BareWorker worker, List<String> keys) throws Exception {
    BoundedThreads.each(ANNOUNCERS, keys, worker::arrived);
    bench.await("SELECT count(*) FROM bare_files WHERE status = 'archived'", keys.size());
    return null;
  }
}
