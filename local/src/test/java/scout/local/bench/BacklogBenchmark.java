package scout.local.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import scout.activities.storage.ObjectStore;
import scout.local.home.Home;
import scout.local.stack.EventGate;
import scout.local.stack.Stack;
import scout.schema.settings.DatabaseSettings;
import scout.schema.settings.Settings;
import scout.schema.settings.StorageSettings;
import scout.starter.command.ClientCommands;

/**
 * A backlog of small files through the whole stack (sweep, bulk lane, Temporal, layers), and beside
 * it, in the same run, a bare loop over as many files and connections. Its arguments are the number
 * of files, of records in each, and of rounds; {@code SCOUT_} settings of the environment apply.
 */
public final class BacklogBenchmark {
  private static final int CONNECTIONS = 8;
  private static final int STORES = 40;

  private final Map<String, String> environment;
  private final ObjectStore store;
  private final Jdbi owner;
  private final BareLoop loop;
  private final int files;
  private final int records;

  private BacklogBenchmark(Map<String, String> environment, int files, int records) {
    this.environment = environment;
    this.files = files;
    this.records = records;
    Settings settings = new Settings(environment);
    DatabaseSettings database = DatabaseSettings.owner(settings);
    this.store = new ObjectStore(StorageSettings.service(settings), CONNECTIONS);
    this.owner = Jdbi.create(database.url(), database.user(), database.password());
    this.loop = new BareLoop(database, store, CONNECTIONS);
  }

  public static void main(String[] arguments) throws Exception {
    int files = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000;
    int records = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    Path folder = Files.createTempDirectory("backlog");
    try (Stack stack = new Stack(new Home(folder), System.getenv())) {
      stack.start(choice -> choice.start(Map.of()), new EventGate(false));
      BacklogBenchmark benchmark = new BacklogBenchmark(stack.environment(), files, records);
      benchmark.run(rounds);
    }
    System.exit(0);
  }

  private void run(int rounds) throws Exception {
    List<Double> bare = new ArrayList<>();
    List<Double> scout = new ArrayList<>();
    // The first round of each warms up and is not counted.
    for (int round = 0; round <= rounds; round++) {
      String folder = "bare/" + round;
      List<String> loose = new ArrayList<>();
      timed("upload", () -> loose.addAll(upload(folder)));
      loop.prepare();
      bare.add(timed("bare loop", () -> bare(loose)));
      upload("scout/v1/bronze/till-%02d/backlog".formatted(round));
      owner.useHandle(h -> h.execute("CHECKPOINT"));
      int rounded = round + 1;
      scout.add(timed("backlog", () -> sweep(rounded)));
      timed("settled", this::settled);
    }
    bare.remove(0);
    scout.remove(0);
    System.out.printf(
        Locale.ROOT,
        "%d files of %d records: bare loop %.2f s | Scout %.2f s = %.2f (at most 1.5)%n",
        files,
        records,
        median(bare),
        median(scout),
        median(scout) / median(bare));
  }

  private Void bare(List<String> keys) throws Exception {
    loop.run(keys);
    return null;
  }

  private Void sweep(int rounds) throws InterruptedException {
    command("sweep");
    while (count("status = 'archived'") < (long) rounds * files) {
      Thread.sleep(100);
    }
    return null;
  }

  private Void settled() throws InterruptedException {
    refreshes();
    command("refresh", "--wait");
    if (count("silver_generation IS DISTINCT FROM generation") > 0) {
      throw new IllegalStateException("The layers are not up to date");
    }
    return null;
  }

  private void refreshes() {
    owner.useHandle(
        h ->
            System.out.println(
                "           refreshes so far: "
                    + h.createQuery(
                            "SELECT count(*) || ', ' || sum(silver_files) || ' files, '"
                                + " || sum(finished_at - started_at) || ' in all'"
                                + " FROM scout.refreshes")
                        .mapTo(String.class)
                        .one()));
  }

  private void command(String... words) {
    picocli.CommandLine client = new picocli.CommandLine(new Client());
    ClientCommands.addTo(client, environment);
    if (client.execute(words) != 0) {
      throw new IllegalStateException(words[0] + " failed");
    }
  }

  @picocli.CommandLine.Command(name = "scout")
  private static final class Client {}

  private long count(String which) {
    return owner.withHandle(
        h ->
            h.createQuery("SELECT count(*) FROM scout.files WHERE " + which)
                .mapTo(long.class)
                .one());
  }

  private List<String> upload(String folder) {
    return IntStream.range(0, files)
        .parallel()
        .mapToObj(file -> upload(folder, file))
        .sorted()
        .toList();
  }

  private String upload(String folder, int file) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < records; i++) {
      text.append(record(folder, file, i)).append('\n');
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    String key = "%s/%05d.jsonl".formatted(folder, file);
    store.put(key, new ByteArrayInputStream(bytes), bytes.length);
    return key;
  }

  /** A till's file holds what one store sold on one day. */
  private static String record(String folder, int file, int number) {
    return "{\"transaction_id\":\"%s-%d-%d\",\"store_id\":\"store-%03d\",\"timestamp\":\"2025-03-%02dT12:%02d:%02dZ\",\"amount\":%d.%02d,\"currency\":\"EUR\",\"payment_method\":\"card\",\"note\":\"%s\"}"
        .formatted(
            folder,
            file,
            number,
            file % STORES,
            1 + file / STORES % 28,
            number % 60,
            file % 59,
            number % 90,
            number % 100,
            "x".repeat(60));
  }

  private static double timed(String what, Callable<?> work) throws Exception {
    CpuClock before = new CpuClock();
    long began = System.nanoTime();
    work.call();
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT, "%-10s %6.2f s, %s%n", what, seconds, new CpuClock().since(before));
    return seconds;
  }

  private static double median(List<Double> seconds) {
    Collections.sort(seconds);
    return seconds.get(seconds.size() / 2);
  }
}
