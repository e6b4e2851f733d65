package scout.activities.ingest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scout.schema.SqlFile;

/**
 * Counts the payload keys of loaded files. A new key is written in the transaction of its file.
 * Other counts are written at most once a second: every file of a fleet has the same few keys, and
 * concurrent loads must not wait for each other's rows. A killed process loses the last second's
 * counts, but no key. Counts are only reported.
 */
final class PayloadKeys implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PayloadKeys.class);
  private static final SqlFile SQL =
      SqlFile.load(PayloadKeys.class, "/scout/schema/ingest/payload_keys.sql");
  private static final int MOST_KEYS = 10_000;

  private record Count(long records, UUID exampleFile) {
    Count plus(Count other) {
      return new Count(records + other.records, exampleFile);
    }
  }

  private final Jdbi jdbi;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "scout-payload-keys");
            thread.setDaemon(true);
            return thread;
          });
  private Map<String, Count> counts = new TreeMap<>();
  private Future<?> next;
  private final Set<String> known = new HashSet<>();

  PayloadKeys(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Writes a file's new keys, with their counts, in the file's transaction.
   *
   * @return the new keys
   */
  Set<String> register(Handle handle, UUID fileId, Map<String, Long> keys) {
    Map<String, Count> unsure = new TreeMap<>();
    synchronized (this) {
      keys.forEach(
          (key, records) -> {
            if (!known.contains(key)) {
              unsure.put(key, new Count(records, fileId));
            }
          });
    }
    return unsure.isEmpty()
        ? Set.of()
        : bind(handle.createQuery(SQL.get("register")), unsure).mapTo(String.class).set();
  }

  /**
   * Adds a committed file's counts.
   *
   * @param registered the keys that {@link #register} has counted
   */
  synchronized void add(UUID fileId, Map<String, Long> keys, Set<String> registered) {
    keys.forEach(
        (key, records) -> {
          if (known.size() < MOST_KEYS) {
            known.add(key);
          }
          if (!registered.contains(key)) {
            merge(key, new Count(records, fileId));
          }
        });
    if (next == null && !counts.isEmpty() && !clock.isShutdown()) {
      next = clock.schedule(this::write, 1, TimeUnit.SECONDS);
    }
  }

  /** At the limit, ignores new keys until the next write: a file may invent millions. */
  private void merge(String key, Count count) {
    if (counts.size() < MOST_KEYS || counts.containsKey(key)) {
      counts.merge(key, count, Count::plus);
    }
  }

  private synchronized Map<String, Count> take() {
    Map<String, Count> taken = counts;
    counts = new TreeMap<>();
    next = null;
    return taken;
  }

  /** Writes the counts since the last write. */
  void write() {
    Map<String, Count> taken = take();
    if (taken.isEmpty()) {
      return;
    }
    try {
      jdbi.useHandle(handle -> bind(handle.createUpdate(SQL.get("add")), taken).execute());
    } catch (JdbiException e) {
      LOG.warn("The counts of payload keys could not be written; they are with the next", e);
      synchronized (this) {
        taken.forEach(this::merge);
      }
    }
  }

  private static <S extends SqlStatement<S>> S bind(S statement, Map<String, Count> counts) {
    List<Long> records = counts.values().stream().map(Count::records).toList();
    List<UUID> files = counts.values().stream().map(Count::exampleFile).toList();
    return statement
        .bindArray("keys", String.class, counts.keySet())
        .bindArray("counts", Long.class, records)
        .bindArray("files", UUID.class, files);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    write();
  }
}
