package scout.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import scout.local.home.StackHome;
import scout.local.stack.EventGate;
import scout.local.stack.LocalStack;
import scout.settings.DatabaseSettings;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.system.Shell;

/** A stack on which the commands of the pages are tried, with what they name. */
final class TriedStack implements AutoCloseable {
  static final String PREFIX = "scout/v1/bronze/";

  /** The file that the pages name. */
  static final String KEY = PREFIX + "till-01/2025-03-14.json";

  private static final int MOST_OBJECTS = 1_000;

  private final Path folder;
  private final LocalStack stack;
  private final ObjectStore store;
  private final Jdbi database;
  private final Shell shell;
  private int sales;

  TriedStack(Path folder) throws Exception {
    this.folder = folder.toRealPath();
    stack = new LocalStack(new StackHome(this.folder), Map.of());
    stack.start(choice -> choice.startInMemory(), new EventGate(false));
    Settings settings = new Settings(stack.environment());
    store = new ObjectStore(StorageSettings.service(settings), 2);
    DatabaseSettings owner = DatabaseSettings.owner(settings);
    database = Jdbi.create(owner.url(), owner.user(), owner.password());
    shell =
        new Shell(stack.environment())
            .with("SCOUT_HOME", this.folder.toString())
            .with("SCOUT_MODELS", Files.createDirectories(path("models")).toString());
    put(KEY, sale());
    for (String device : new String[] {"till-01", "till-02"}) {
      put(
          PREFIX + device + "/a.csv",
          "transaction_id,store_id,timestamp,amount\n" + device + ",S1,2025-06-10T08:00:00Z,1\n");
    }
    put(PREFIX + "till-03/torn.jsonl", "{\"transaction_id\": \"t");
    assertThat(shell.run("sweep", "--wait").exitCode()).isZero();
    execute("UPDATE scout.files SET uploaded_at = '2025-03-15' WHERE device_id = 'till-01'");
  }

  Shell shell() {
    return shell;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  private String sale() {
    return "{\"transaction_id\": \"t%d\", \"store_id\": \"S1\", \"amount\": 1,".formatted(++sales)
        + " \"timestamp\": \"2025-06-10T09:00:00Z\"}\n";
  }

  /** Writes a file with a sale of its own. */
  Path file() throws IOException {
    return Files.writeString(path("sales" + sales + ".json"), sale());
  }

  /** Uploads a sale of its own, which a sweep has to find. */
  String upload() {
    String key = PREFIX + "till-05/" + sales + ".jsonl";
    put(key, sale());
    return key;
  }

  private void put(String key, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    store.writer().put(key, new ByteArrayInputStream(content), content.length);
  }

  /** True if the object is in the inbox, or was taken from there. */
  boolean holds(String key) {
    return store.stat(key).isPresent()
        || number("SELECT count(*) FROM scout.files WHERE object_key = ?", key) > 0;
  }

  /** How many objects the bucket holds. */
  int objects() {
    return store.listing().page("", null, MOST_OBJECTS).objects().size();
  }

  /** The one value of a query by the owner, as text; empty if there is none. */
  String one(String query, Object... arguments) {
    return database.withHandle(
        handle -> handle.select(query, arguments).mapTo(String.class).findOne().orElse(""));
  }

  /** The rows of a query by the owner, their values as texts. */
  List<List<String>> rows(String query) {
    return database.withHandle(
        handle ->
            handle
                .createQuery(query)
                .mapToMap()
                .map(row -> row.values().stream().map(String::valueOf).toList())
                .list());
  }

  long number(String query, Object... arguments) {
    return Long.parseLong(one(query, arguments));
  }

  void execute(String statement, Object... arguments) {
    database.useHandle(handle -> handle.execute(statement, arguments));
  }

  static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Override
  public void close() {
    store.close();
    stack.close();
  }
}
