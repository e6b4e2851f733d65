package scout.bench.ingest;

import scout.activities.database.RolePool;
import scout.activities.ingest.IngestSettings;
import scout.activities.ingest.IngestSteps;
import scout.settings.DatabaseRole;
import scout.settings.DatabaseSettings;
import scout.settings.Settings;
import scout.settings.StorageSettings;
import scout.storage.BucketLayout;
import scout.storage.ObjectStore;
import scout.workflows.journey.LoadRequest;
import scout.workflows.journey.LoadResult;

/** The worker's load step without Temporal and layers. */
final class LoadStep implements AutoCloseable {
  private final BucketLayout area;
  private final RolePool database;
  private final ObjectStore store;
  private final IngestSteps ingestion;

  /**
   * @param settings reach the database and the bucket
   * @param atOnce how many threads load
   */
  LoadStep(Settings settings, int atOnce) {
    StorageSettings storage = StorageSettings.service(settings);
    area = new BucketLayout(storage.bucket(), StorageSettings.prefix(settings));
    database = RolePool.open(DatabaseSettings.of(DatabaseRole.INGEST, settings), atOnce + 1);
    store = new ObjectStore(storage, atOnce);
    ingestion = new IngestSteps(database, store, area, IngestSettings.of(settings), () -> {});
  }

  /** Loads a file that was not loaded before. */
  LoadResult load(String key) {
    return ingestion.load(new LoadRequest(area.bucket(), key, null, false, null, null));
  }

  @Override
  public void close() {
    ingestion.close();
    store.close();
    database.close();
  }
}
