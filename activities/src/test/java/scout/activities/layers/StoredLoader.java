package scout.activities.layers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import scout.activities.ingest.IngestSettings;
import scout.activities.ingest.IngestSteps;
import scout.activities.ingest.OverwritePolicy;
import scout.activities.parse.ParseSettings;
import scout.settings.DatabaseRole;
import scout.settings.Settings;
import scout.storage.BucketLayout;
import scout.storage.EmbeddedBucket;
import scout.storage.ObjectStore;
import scout.workflows.journey.DiscardRequest;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/** Uploads to a real bucket, and the steps of a journey as they run, archive included. */
final class StoredLoader implements AutoCloseable {
  static final String PREFIX = "scout/v1/bronze/";
  private static final BucketLayout AREA = new BucketLayout("sample", PREFIX);

  private final LayerStage stage;
  private final EmbeddedBucket bucket;
  private final ObjectStore store;
  private IngestSteps ingestion;

  StoredLoader(LayerStage stage, Path folder, OverwritePolicy overwrite) throws Exception {
    this.stage = stage;
    bucket = new EmbeddedBucket(folder);
    store = new ObjectStore(bucket.settings(), 4);
    ingestion = ingestion(new IngestSettings(overwrite, 0.5, ParseSettings.defaults()));
  }

  private IngestSteps ingestion(IngestSettings settings) {
    return new IngestSteps(stage.database.as(DatabaseRole.INGEST), store, AREA, settings, () -> {});
  }

  /** From now on, files are loaded as these environment variables say, as if by a new process. */
  void settings(Map<String, String> environment) {
    ingestion.close();
    ingestion = ingestion(IngestSettings.of(new Settings(environment)));
  }

  /** An upload of a whole file; one that is no input is left there. */
  void drop(String path, byte[] content) {
    String key = PREFIX + path;
    if (AREA.accepts(key)) {
      upload(key, content);
    } else {
      store.writer().put(key, new ByteArrayInputStream(content), content.length);
    }
  }

  boolean holds(String key) {
    return store.stat(key).isPresent();
  }

  /** An upload of these records, one a line, and what became of it. */
  LoadResult upload(String key, List<String> records) {
    return upload(key, String.join("\n", records).getBytes(StandardCharsets.UTF_8));
  }

  /** An upload of these bytes, and what became of it. */
  LoadResult upload(String key, byte[] content) {
    store.writer().put(key, new ByteArrayInputStream(content), content.length);
    return archived(ingestion.load(new LoadRequest(AREA.bucket(), key, null, false, null, null)));
  }

  LoadResult replay(String key, String etag) {
    return archived(ingestion.load(new LoadRequest(AREA.bucket(), key, etag, true, "again", null)));
  }

  LoadResult discard(String key, String etag) {
    return ingestion.discard(AREA.bucket(), key, new DiscardRequest("not ours", etag, null));
  }

  private LoadResult archived(LoadResult result) {
    return result.archive() ? result.moved(ingestion.archive(result.fileId())) : result;
  }

  @Override
  public void close() throws IOException {
    ingestion.close();
    store.close();
    bucket.close();
  }
}
