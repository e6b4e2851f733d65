package scout.bench.layers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * The processor time of a database's sessions, which Linux reports to the nanosecond. Unlike
 * elapsed time, it does not depend on the machine's other load.
 */
final class PostgresClock {
  private static final String SESSIONS =
      "SELECT pid FROM pg_stat_activity WHERE datname = current_database()";

  private final Jdbi owner;

  /**
   * @param owner the database as its owner
   */
  PostgresClock(Jdbi owner) {
    this.owner = owner;
  }

  /** The present sessions' use since their start, in seconds. */
  double seconds() {
    List<Long> pids = owner.withHandle(h -> h.createQuery(SESSIONS).mapTo(Long.class).list());
    return pids.stream().mapToDouble(PostgresClock::used).sum();
  }

  private static double used(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/schedstat"));
      return Long.parseLong(line.substring(0, line.indexOf(' '))) / 1e9;
    } catch (NoSuchFileException e) {
      return 0; // it has ended, or this is not Linux
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
