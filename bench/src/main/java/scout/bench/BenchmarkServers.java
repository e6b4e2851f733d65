package scout.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.springframework.util.FileSystemUtils;
import scout.activities.database.RolePool;
import scout.bench.Benchmark.Size;
import scout.local.home.StackHome;
import scout.local.stack.EventGate;
import scout.local.stack.LocalStack;
import scout.settings.DatabaseSettings;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.settings.TemporalSettings;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;

/**
 * A benchmark's own embedded servers, whatever the environment sets. Their folder below {@code
 * SCOUT_HOME} is removed with them.
 */
public final class BenchmarkServers implements AutoCloseable {
  private static final int OWNERS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Selects files with an unexpected outcome. */
  private static final String FAILED =
      "SELECT count(*) FROM scout.files WHERE status IN ('quarantined', 'duplicate', 'gone')";

  private static final String ENDS =
      """
      SELECT coalesce(string_agg(files || ' ' || status || coalesce(', ' || reason, ''), '; '), 'none')
        FROM (SELECT status, min(reason) AS reason, count(*) AS files
                FROM scout.files GROUP BY status ORDER BY status) AS ended
      """;

  private final Path folder;
  private final LocalStack stack;
  private final EventGate events = new EventGate(false);
  private final Thread hook = new Thread(this::end, "bench-stop");
  private RolePool owner;
  private boolean ended;

  private BenchmarkServers(Map<String, String> settings) throws IOException {
    Path benches = StackHome.of(System.getenv()).folder("bench");
    folder = Files.createTempDirectory(benches, "run").toRealPath();
    stack = new LocalStack(new StackHome(folder), environmentOfOurOwn(settings));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static Map<String, String> environmentOfOurOwn(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment
        .keySet()
        .removeIf(name -> name.startsWith("SCOUT_") || name.startsWith("TEMPORAL_"));
    environment.putAll(settings);
    return environment;
  }

  private interface Begin {
    void on(BenchmarkServers bench) throws Exception;
  }

  private static BenchmarkServers begin(Map<String, String> settings, Begin begin)
      throws Exception {
    BenchmarkServers bench = new BenchmarkServers(settings);
    try {
      begin.on(bench);
      bench.owner = RolePool.open(DatabaseSettings.owner(bench.settings()), OWNERS);
      return bench;
    } catch (Exception e) {
      bench.close();
      throw e;
    }
  }

  /** A database and an object store; nothing else runs. */
  public static BenchmarkServers stores() throws Exception {
    return begin(Map.of(), bench -> bench.stack.startStores());
  }

  /**
   * Everything, on the best available Temporal; storage events are held back.
   *
   * @param size if quick, 50 files make a backlog
   */
  static BenchmarkServers everything(Size size) throws Exception {
    Map<String, String> settings =
        size == Size.QUICK ? Map.of(SettingCatalog.BULK_MIN_FILES.name(), "49") : Map.of();
    return begin(
        settings,
        bench -> {
          bench.stack.start(choice -> choice.start(Map.of()), bench.events);
          PausedSchedules.pause(TemporalSettings.of(bench.settings()));
        });
  }

  /** Lets storage events through from now on. */
  public void openEvents() {
    events.open();
  }

  /** The settings to reach everything. */
  public Map<String, String> environment() {
    return stack.environment();
  }

  public Settings settings() {
    return new Settings(environment());
  }

  /** The description of the Temporal. */
  public String temporal() {
    return stack.temporal().description();
  }

  /** The database as its owner, who may do everything. */
  public Jdbi owner() {
    return owner.jdbi();
  }

  /** The number that a query of the owner returns. */
  public long count(String sql) {
    return owner().withHandle(handle -> handle.createQuery(sql).mapTo(long.class).one());
  }

  /**
   * Waits until a query's growing number reaches the expected one.
   *
   * @throws IllegalStateException as soon as that is impossible: the number is larger, a file has
   *     another outcome, or nothing has changed for three minutes
   */
  public void await(String sql, long number) throws InterruptedException {
    long failed = count(FAILED);
    long end = System.nanoTime() + PATIENCE.toNanos();
    long last = -1;
    while (System.nanoTime() - end < 0) {
      long now = count(sql);
      if (now == number) {
        return;
      }
      if (now > number || count(FAILED) > failed) {
        throw unreachable(sql, now, number);
      }
      if (now != last) {
        end = System.nanoTime() + PATIENCE.toNanos();
        last = now;
      }
      Thread.sleep(20);
    }
    throw unreachable(sql, last, number);
  }

  private IllegalStateException unreachable(String sql, long found, long expected) {
    String files = owner().withHandle(handle -> handle.createQuery(ENDS).mapTo(String.class).one());
    return new IllegalStateException(
        "%s gives %d and won't give %d; the files are: %s".formatted(sql, found, expected, files));
  }

  /** The bucket, with the service credential; to be closed. */
  public ObjectStore store(int connections) {
    return new ObjectStore(StorageSettings.service(settings()), connections);
  }

  public BucketLayout area() {
    StorageSettings storage = StorageSettings.service(settings());
    return new BucketLayout(storage.bucket(), StorageSettings.prefix(settings()));
  }

  /** The embedded store's folder of the objects below a key, each a file. */
  public Path objects(String prefix) {
    return folder.resolve("s3").resolve(area().bucket()).resolve(prefix);
  }

  private synchronized void end() {
    if (ended) {
      return;
    }
    ended = true;
    try {
      if (owner != null) {
        owner.close();
      }
      stack.close();
    } finally {
      remove();
    }
  }

  private void remove() {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't remove " + folder + "; remove it by hand", e);
    }
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
