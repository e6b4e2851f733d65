package scout.local.fit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import scout.activities.parse.InputFormat;
import scout.cli.terminal.CommandFailure;
import scout.schema.SqlFile;
import scout.settings.SettingCatalog;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.storage.ObjectStream;
import scout.storage.StoredObject;

/** Finds the inputs of a command line: local files, whole folders, or objects in the bucket. */
final class FitInputs {
  private static final SqlFile SQL = SqlFile.load(FitInputs.class, "trial.sql");
  private static final String LOCAL_DEVICE = "local";

  private final Settings settings;
  private final Handle handle;
  private final ObjectStore storage;

  /**
   * @param handle to the ledger; null if no stack runs
   * @param storage the bucket; null if no stack runs
   */
  FitInputs(Settings settings, Handle handle, ObjectStore storage) {
    this.settings = settings;
    this.handle = handle;
    this.storage = storage;
  }

  /**
   * Returns the inputs that the words name, in their order.
   *
   * @throws CommandFailure if a word names nothing
   */
  List<SampleInput> find(List<String> words) throws IOException {
    List<SampleInput> inputs = new ArrayList<>();
    for (String word : words) {
      Path path = Path.of(word);
      if (Files.isDirectory(path)) {
        inputs.addAll(folder(path));
      } else if (Files.isRegularFile(path)) {
        inputs.add(file(path));
      } else {
        inputs.add(object(word));
      }
    }
    return inputs;
  }

  private static List<SampleInput> folder(Path folder) throws IOException {
    List<SampleInput> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        if (InputFormat.of(name).isPresent() && !name.startsWith(".")) {
          inputs.add(file(file));
        }
      }
    }
    if (inputs.isEmpty()) {
      throw CommandFailure.wrongUsage(
          "The folder " + folder + " holds no file whose name Scout reads");
    }
    return inputs;
  }

  /** Returns a local file as if uploaded now. */
  static SampleInput file(Path file) throws IOException {
    return new SampleInput(
        file.toString(),
        file.getFileName().toString(),
        LOCAL_DEVICE,
        Files.size(file),
        Instant.now(),
        most -> {
          try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most);
          }
        });
  }

  private SampleInput object(String key) {
    if (storage == null) {
      throw CommandFailure.unreachable(
          "'"
              + key
              + "' is no file here, and no stack runs whose bucket could hold it; start one with"
              + " ./scout up, or give a file",
          null);
    }
    Optional<Map<String, Object>> known = newestVersion(key);
    String storedKey = known.map(row -> (String) row.get("stored_key")).orElse(key);
    Optional<StoredObject> found = storage.stat(storedKey);
    if (found.isEmpty()) {
      throw CommandFailure.failed(
          "'"
              + key
              + "' is neither a file here nor an object in the bucket; ./scout files lists the"
              + " keys");
    }
    BucketLayout area = new BucketLayout(bucket(), StorageSettings.prefix(settings));
    String device = area.holds(key) ? area.device(key).orElse("unknown") : "unknown";
    Instant uploadedAt =
        known
            .map(row -> ((OffsetDateTime) row.get("uploaded_at")).toInstant())
            .orElse(found.get().lastModified());
    return new SampleInput(
        key, key, device, found.get().size(), uploadedAt, most -> first(storedKey, most));
  }

  private Optional<Map<String, Object>> newestVersion(String key) {
    return handle
        .createQuery(SQL.get("newest_version"))
        .bind("bucket", bucket())
        .bind("key", key)
        .map(
            (row, context) ->
                Map.<String, Object>of(
                    "stored_key", row.getString("stored_key"),
                    "uploaded_at", row.getObject("uploaded_at", OffsetDateTime.class)))
        .findOne();
  }

  private String bucket() {
    return settings.get(SettingCatalog.S3_BUCKET);
  }

  private byte[] first(String key, int most) throws IOException {
    try (ObjectStream object = storage.open(key, null)) {
      return object.body().readNBytes(most);
    }
  }
}
