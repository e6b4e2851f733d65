package scout.local.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.util.List;
import scout.local.home.LocalException;

/** PostgreSQL refuses to run as root; a user namespace hides root from it. */
final class NotRoot {
  private NotRoot() {}

  /** The prefix of PostgreSQL's command lines; empty for an ordinary user. */
  static List<String> prefix() throws IOException, InterruptedException {
    if (new UnixSystem().getUid() != 0) {
      return List.of();
    }
    Process trial = new ProcessBuilder("unshare", "-U", "true").redirectErrorStream(true).start();
    if (trial.waitFor() != 0) {
      throw new LocalException(
          "PostgreSQL refuses to run as root, and this machine doesn't let root drop its rights"
              + " (unshare -U fails): run Scout as an ordinary user, or set SCOUT_DB_URL,"
              + " SCOUT_DB_USER and SCOUT_DB_PASSWORD to a PostgreSQL 16 or newer");
    }
    return List.of("unshare", "-U");
  }
}
