package scout.local.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import scout.activities.TestDatabase;
import scout.activities.ingest.IngestSettings;
import scout.activities.ingest.IngestSteps;
import scout.activities.layers.LayerSettings;
import scout.activities.layers.LayerSteps;
import scout.activities.layers.RebuildSteps;
import scout.activities.layers.SourceSteps;
import scout.activities.layers.SpareConnections;
import scout.cli.commands.ClientCommands;
import scout.cli.verify.ProofResult;
import scout.cli.verify.StackVerification;
import scout.local.demo.ExpectedOutcome;
import scout.settings.DatabaseRole;
import scout.settings.Settings;
import scout.storage.BucketLayout;
import scout.storage.EmbeddedBucket;
import scout.storage.ObjectStore;
import scout.workflows.journey.LoadRequest;
import scout.workflows.rebuild.Layer;
import scout.workflows.rebuild.RebuildRequest;
import scout.workflows.sources.SourceFill;

/** The samples, taken in whole: a bucket and a database. */
final class Filled implements AutoCloseable {
  static final String PREFIX = "scout/v1/bronze/";
  private static final Path SAMPLES = Path.of("..", "samples");

  final ObjectStore store;
  private final Path folder;
  private final EmbeddedBucket bucket;
  private final TestDatabase database;

  Filled(Path folder) throws Exception {
    this(folder, samples(), Map.of(), null);
  }

  /**
   * @param files by name
   * @param environment the settings of the layers
   * @param source what is declared of the source; null for nothing
   */
  Filled(Path folder, Map<String, byte[]> files, Map<String, String> environment, String source)
      throws Exception {
    this.folder = folder;
    bucket = new EmbeddedBucket(folder);
    store = new ObjectStore(bucket.settings(), 4);
    database = TestDatabase.create();
    BucketLayout area = new BucketLayout("sample", PREFIX);
    try (IngestSteps ingestion =
        new IngestSteps(
            database.as(DatabaseRole.INGEST), store, area, IngestSettings.defaults(), () -> {})) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        String file = each.getKey();
        put(PREFIX + file, each.getValue());
        if (area.accepts(PREFIX + file)) {
          UUID id =
              ingestion
                  .load(new LoadRequest("sample", PREFIX + file, null, false, null, null))
                  .fileId();
          ingestion.archive(id);
        }
      }
    }
    if (source != null) {
      SourceSteps sources =
          new SourceSteps(database.as(DatabaseRole.TRANSFORM), rebuilds(environment));
      sources.declareSource(source, "test");
      SourceFill done = sources.fillSlice(null);
      while (!done.full()) {
        done = sources.fillSlice(done);
      }
    }
    LayerSteps layers =
        new LayerSteps(
            database.as(DatabaseRole.TRANSFORM),
            LayerSettings.from(new Settings(environment)),
            new SpareConnections(1));
    UUID refresh = UUID.randomUUID();
    layers.buildSilver(refresh, null);
    layers.buildGold(refresh);
    layers.buildPlatinum(refresh);
    layers.runChecks(refresh, null);
  }

  private static Map<String, byte[]> samples() throws IOException {
    Map<String, byte[]> samples = new TreeMap<>();
    for (ExpectedOutcome outcome : ExpectedOutcome.readAll(SAMPLES)) {
      samples.put(outcome.file(), Files.readAllBytes(SAMPLES.resolve(outcome.file())));
    }
    return samples;
  }

  /** Where the bucket keeps an object. */
  Path file(String key) {
    return folder.resolve("sample").resolve(key);
  }

  void put(String key, byte[] content) {
    store.writer().put(key, new ByteArrayInputStream(content), content.length);
  }

  /** Builds silver and what is above it again with these settings. */
  void rebuild(Map<String, String> settings) {
    RebuildSteps rebuilds = rebuilds(settings);
    RebuildRequest all = new RebuildRequest(Layer.SILVER, null, null, null, false);
    all.layer().andAbove().forEach(layer -> rebuilds.rebuildLayer(layer, all));
  }

  private RebuildSteps rebuilds(Map<String, String> settings) {
    return new RebuildSteps(
        database.as(DatabaseRole.TRANSFORM),
        LayerSettings.from(new Settings(settings)),
        new SpareConnections(0),
        () -> {});
  }

  /** What a look found. */
  record Report(StackVerification.Result result) {
    /** The proof of this name. */
    ProofResult proof(String name) {
      return result.proofs().stream()
          .filter(proof -> proof.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("There is no proof " + name));
    }

    boolean passes() {
      return result.allAccountedFor();
    }

    /** Every offence, one a line. */
    @Override
    public String toString() {
      return result.proofs().stream()
          .flatMap(proof -> proof.offences().stream().map(o -> proof.name() + ": " + o))
          .collect(Collectors.joining("\n"));
    }
  }

  /** Looks at the database with some changes in it, which nobody else sees and none survives. */
  Report verify(boolean deep, List<String> changes) throws Exception {
    try (Handle handle = database.owner().open();
        ObjectStore service = new ObjectStore(bucket.settings(), 2)) {
      handle.begin();
      try {
        changes.forEach(handle::execute);
        handle.execute("SET LOCAL ROLE " + DatabaseRole.WATCH.roleName());
        return new Report(
            new StackVerification(new BucketLayout("sample", PREFIX), service, deep)
                .run(handle, handle, step -> {}, objects -> {}));
      } finally {
        handle.rollback();
      }
    }
  }

  /** Runs the command itself; returns its exit code. */
  int command(StringWriter out, String... words) {
    Map<String, String> environment = new HashMap<>();
    environment.put("SCOUT_HOME", "nowhere");
    environment.put("SCOUT_DB_URL", database.ownerSettings().url());
    environment.put(DatabaseRole.WATCH.passwordSetting(), DatabaseRole.WATCH.roleName());
    environment.put("SCOUT_S3_ENDPOINT", bucket.settings().endpoint().toString());
    environment.put("SCOUT_S3_ACCESS_KEY", bucket.settings().accessKey());
    environment.put("SCOUT_S3_SECRET_KEY", bucket.settings().secretKey());
    CommandLine main = new CommandLine(new Main());
    ClientCommands.addTo(main, environment);
    PrintWriter screen = new PrintWriter(out, true);
    return main.setOut(screen).setErr(screen).execute(words);
  }

  String one(String query) {
    return database.owner().withHandle(h -> h.createQuery(query).mapTo(String.class).one());
  }

  @Command(name = "scout")
  private static final class Main {}

  @Override
  public void close() throws IOException {
    database.close();
    store.close();
    bucket.close();
  }
}
