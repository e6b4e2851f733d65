package scout.local.home;

import java.nio.file.Path;
import java.util.Map;

/** The folder of unpacked and installed servers in the user's cache, shared by all homes. */
public final class ServerCache {
  private ServerCache() {}

  /** {@code $XDG_CACHE_HOME/scout/servers}, by default {@code ~/.cache/scout/servers}. */
  public static Path servers(Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path cache =
        base.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
    return cache.resolve("scout").resolve("servers").toAbsolutePath();
  }
}
