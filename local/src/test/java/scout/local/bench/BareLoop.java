package scout.local.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import scout.activities.storage.ObjectStore;
import scout.activities.storage.ObjectStream;
import scout.activities.storage.StoredObject;
import scout.schema.settings.DatabaseSettings;

/**
 * What a backlog costs at the least: each file is read, its lines are copied into a table like
 * bronze, its object is copied to another place and deleted. Nothing is checked, told or recorded.
 */
final class BareLoop {
  private static final String COPY =
      "COPY bare_bronze (id, record_no, device_id, raw_data, file_name, file_path,"
          + " file_size_bytes, checksum, ingested_at, created_at, file_id) FROM STDIN";

  private final DatabaseSettings owner;
  private final ObjectStore store;
  private final int connections;

  /**
   * @param owner may make tables
   * @param connections to the database and to the storage, each with a thread
   */
  BareLoop(DatabaseSettings owner, ObjectStore store, int connections) {
    this.owner = owner;
    this.store = store;
    this.connections = connections;
  }

  private Connection connect() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", owner.user());
    login.setProperty("password", owner.password());
    return DriverManager.getConnection(owner.url(), login);
  }

  /** Begins with an empty table. */
  void prepare() throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS bare_bronze");
      statement.execute("CREATE TABLE bare_bronze (LIKE scout.bronze_edge_raw INCLUDING ALL)");
      statement.execute("CHECKPOINT");
    }
  }

  /** Takes all files. */
  void run(List<String> keys) throws Exception {
    var waiting = new ConcurrentLinkedQueue<String>(keys);
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      List<Future<?>> lanes =
          java.util.stream.IntStream.range(0, connections)
              .<Future<?>>mapToObj(lane -> threads.submit(() -> lane(waiting)))
              .toList();
      for (Future<?> lane : lanes) {
        lane.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private Void lane(ConcurrentLinkedQueue<String> waiting) throws Exception {
    try (Connection connection = connect()) {
      for (String key = waiting.poll(); key != null; key = waiting.poll()) {
        StoredObject read = load(key, connection.unwrap(PGConnection.class));
        store.copy(read, key.replace("bare/", "bare-processed/"));
        store.delete(key, null);
      }
    }
    return null;
  }

  private StoredObject load(String key, PGConnection connection) throws Exception {
    try (ObjectStream object = store.open(key, null)) {
      String text = new String(object.body().readAllBytes(), StandardCharsets.UTF_8);
      UUID file = UUID.randomUUID();
      String now = java.time.Instant.now().toString();
      StringBuilder rows = new StringBuilder();
      int number = 0;
      for (String line : text.lines().toList()) {
        rows.append(UUID.randomUUID()).append('\t').append(++number).append("\ttill-01\t");
        rows.append(line).append('\t').append(key).append('\t').append(key).append('\t');
        rows.append(object.object().size()).append("\t\\N\t").append(now).append('\t');
        rows.append(now).append('\t').append(file).append('\n');
      }
      byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
      CopyIn copy = connection.getCopyAPI().copyIn(COPY);
      copy.writeToCopy(bytes, 0, bytes.length);
      copy.endCopy();
      return object.object();
    }
  }
}
