package scout.bench.ingest.bare;

import java.sql.Connection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import scout.parallel.Parallel;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.storage.StoredObject;

/**
 * The least cost of a backlog: reads each file, copies its lines into a table like bronze, copies
 * its object to another place and deletes it. Checks, reports and records nothing.
 */
public final class BareLoop {
  private final BareTables tables;
  private final ObjectStore store;
  private final int connections;

  /**
   * @param tables receive the rows
   * @param connections to the database and to the storage, each with a thread
   */
  public BareLoop(BareTables tables, ObjectStore store, int connections) {
    this.tables = tables;
    this.store = store;
    this.connections = connections;
  }

  /** Processes all files; they are below {@code bare/}. */
  public void run(List<String> keys) throws Exception {
    var waiting = new ConcurrentLinkedQueue<String>(keys);
    Callable<Void> lane = () -> lane(waiting);
    try (Parallel parallel = new Parallel(connections)) {
      var unused = parallel.all(Collections.nCopies(connections, lane));
    }
  }

  private Void lane(ConcurrentLinkedQueue<String> waiting) throws Exception {
    try (Connection connection = tables.connect()) {
      for (String key = waiting.poll(); key != null; key = waiting.poll()) {
        StoredObject read = load(key, connection);
        store.copier().copy(read, key.replace("bare/", "bare-processed/"));
        store.writer().delete(key, null);
      }
    }
    return null;
  }

  private StoredObject load(String key, Connection connection) throws Exception {
    try (ObjectStream object = store.open(key, null)) {
      BareRows.copy(connection, object, UUID.randomUUID());
      return object.object();
    }
  }
}
